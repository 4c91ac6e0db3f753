package front

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// dict is a map: a variable and a presence flag for each key. All keys that the
// source ever sets are known while lowering.
type dict struct {
	key, elem types.Type
	entries   map[key]*dictEntry
	self      *slot // in a flow state where the map exists
}

// key is a key of a map: a string, or the bits of a number or truth value.
type key struct {
	text string
	bits uint64
}

// dictEntry is what a map has for one key.
type dictEntry struct {
	cell    any
	present *slot
}

// newDict makes a map without keys.
func (f *fn) newDict(u *types.Map) *dict {
	d := &dict{key: u.Key(), elem: u.Elem(), entries: map[key]*dictEntry{}}
	d.self = f.newSlot("map", nil)
	f.state[d.self] = known{ir.TBool, 1}
	return d
}

// entry returns what a map has for a key, making it where it is new.
func (f *fn) dictEntry(d *dict, k key) *dictEntry {
	e := d.entries[k]
	if e == nil {
		name := k.text
		if !isString(d.key) {
			name = "key"
		}
		e = &dictEntry{cell: f.newCell(name, d.elem, true), present: f.newSlot("has."+name, ir.TBool)}
		e.present.dict = d
		e.present.number = d.self.number // as old as the map
		d.entries[k] = e
	}
	return e
}

// keys returns the keys in ascending order.
func (d *dict) keys() []key {
	var all []key
	for k := range d.entries {
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(int32(uint32(a.bits)), int32(uint32(b.bits))))
	})
	return all
}

// keyOf returns the key that a value is, if it is known.
func keyOf(v value) (key, bool) {
	switch v := v.(type) {
	case text:
		return key{text: v.known}, v.number == nil
	case *ir.Value:
		return key{bits: v.Bits}, v.Op == ir.Const && v.Type.Kind != ir.Float64 && v.Type.Kind != ir.Float32
	}
	return key{}, false
}

// keyValue is a key as a value.
func (f *fn) keyValue(d *dict, k key) value {
	if rt := f.types.runtime(d.key); rt != nil {
		return f.constant(known{rt, k.bits})
	}
	return text{known: k.text}
}

// elementOfMap is the location of an element. A nil map has none.
func (f *fn) elementOfMap(m value, u *types.Map, k value, pos token.Pos) location {
	d, ok := m.(*dict)
	if !ok {
		return location{value: invalid{}}
	}
	if d == nil {
		d = &dict{key: u.Key(), elem: u.Elem()} // has no keys and takes none
	}
	return location{dict: d, key: k}
}

// present says whether a map has a key: a known value or a flag's load.
func (f *fn) present(e *dictEntry) *ir.Value {
	return f.read(e.present, token.NoPos).(*ir.Value)
}

// lookup is m[k], the zero value where the map lacks the key.
func (f *fn) lookup(d *dict, k value, pos token.Pos) value {
	v, _ := f.find(d, k, pos)
	return v
}

// find is v, ok := m[k].
func (f *fn) find(d *dict, k value, pos token.Pos) (v value, ok *ir.Value) {
	if isInvalid(k) {
		return invalid{}, f.boolean(false)
	}
	if k, is := keyOf(k); is {
		e := d.entries[k]
		if e == nil {
			if d.entries != nil {
				e = f.dictEntry(d, k) // may be set further down, in a loop around
			} else {
				return f.zero(d.elem), f.boolean(false)
			}
		}
		ok = f.present(e)
		return f.selected(ok, func() value { return f.get(&place{cell: e.cell, t: d.elem}, pos) }, d.elem, pos), ok
	}
	return f.search(d, k, pos)
}

// selected is a value where ok holds, and else the zero value.
func (f *fn) selected(ok *ir.Value, v func() value, t types.Type, pos token.Pos) value {
	if c, is := constantOf(ok); is {
		if c.bits != 0 {
			return v()
		}
		return f.zero(t)
	}
	rt := f.types.runtime(t)
	if rt == nil {
		f.refuse(pos, ReasonStatic, "whether the map has the key depends on values that are known only at run time", "set every key")
		return invalid{}
	}
	if rt.Scalar() {
		then, otherwise := v(), f.zero(t)
		if x, is := then.(*ir.Value); is {
			return f.emit(&ir.Value{Op: ir.Select, Type: rt, Args: []*ir.Value{ok, x, otherwise.(*ir.Value)}})
		}
		return then
	}
	result := f.newVar("element", rt)
	f.branch(ok, f.frame.pkg.pos(pos), func() {
		if x, is := v().(*ir.Value); is {
			f.store(result, x)
		}
	}, func() { f.store(result, f.zeroOf(rt)) })
	return f.load(result)
}

// search looks up a key that is not known, comparing it with all there are.
func (f *fn) search(d *dict, k value, pos token.Pos) (v value, ok *ir.Value) {
	rt := f.types.runtime(d.elem)
	if rt == nil || !rt.Scalar() {
		f.refuse(pos, ReasonStatic, "the key of the map is not known while compiling", "use a constant key, in a branch for each")
		return invalid{}, f.boolean(false)
	}
	ok = f.boolean(false)
	found := f.zeroOf(rt)
	for _, each := range d.keys() {
		e := d.entries[each]
		x, is := f.get(&place{cell: e.cell, t: d.elem}, pos).(*ir.Value)
		if !is {
			return invalid{}, ok
		}
		p := f.frame.pkg.pos(pos)
		here := f.op(ir.And, ir.TBool, p, f.present(e), f.equal(k, f.keyValue(d, each), d.key, pos))
		found = f.emit(&ir.Value{Op: ir.Select, Type: rt, Args: []*ir.Value{here, x, found}})
		ok = f.op(ir.Or, ir.TBool, p, ok, here)
	}
	return found, ok
}

// insert is m[k] = v.
func (f *fn) insert(d *dict, k, v value, pos token.Pos) {
	if isInvalid(k) {
		return
	}
	if d.entries == nil {
		f.refuse(pos, ReasonUnsupported, "a key is set in a map that is nil", "make the map first: m := map[string]float64{}")
		return
	}
	f.eachKey(k, pos, func(k key) {
		e := f.dictEntry(d, k)
		f.set(&place{cell: e.cell, t: d.elem}, v, pos)
		f.state[e.present] = truth(true)
	})
}

// maxChoices is the largest number of keys between which a string chooses.
const maxChoices = 32

// eachKey runs do with the key that a value is. Of a string that is one of
// several it tries one after the other.
func (f *fn) eachKey(v value, pos token.Pos, do func(k key)) {
	if k, ok := keyOf(v); ok {
		do(k)
		return
	}
	t, ok := v.(text)
	if ok && f.exact {
		f.unknownKeys++
	}
	if !ok || f.exact || len(t.of.texts) > maxChoices {
		f.refuse(pos, ReasonStatic, "the key of the map is not known while compiling", "use a constant key, in a branch for each")
		return
	}
	all, at := slices.Clone(t.of.texts), f.frame.pkg.pos(pos)
	var try func(i int)
	try = func(i int) {
		if i+1 == len(all) { // the only one left
			do(key{text: all[i]})
			return
		}
		f.branch(f.equalTexts(t, text{known: all[i]}, at), at, func() { do(key{text: all[i]}) }, func() { try(i + 1) })
	}
	if len(all) > 0 {
		try(0)
	}
}

// remove is delete(m, k).
func (f *fn) remove(d *dict, k value, pos token.Pos) {
	if d == nil || isInvalid(k) {
		return
	}
	f.eachKey(k, pos, func(k key) { f.state[f.dictEntry(d, k).present] = truth(false) })
}

// size is len(m).
func (f *fn) size(d *dict, pos ir.Pos) *ir.Value {
	n := f.integer(0)
	if d == nil {
		return n
	}
	for _, k := range d.keys() {
		has := f.present(d.entries[k])
		one := f.integer(1)
		if c, ok := constantOf(has); !ok {
			one = f.emit(&ir.Value{Op: ir.Select, Type: ir.TInt, Args: []*ir.Value{has, one, f.integer(0)}})
		} else if c.bits == 0 {
			continue
		}
		n = f.op(ir.Add, ir.TInt, pos, n, one)
	}
	return n
}

// mapLiteral is a literal of a map.
func (f *fn) mapLiteral(e *ast.CompositeLit, u *types.Map) value {
	d := f.newDict(u)
	for _, elt := range e.Elts {
		kv := elt.(*ast.KeyValueExpr)
		k := f.as(kv.Key, u.Key())
		f.insert(d, k, f.as(kv.Value, u.Elem()), kv.Pos())
	}
	return d
}

// joinDicts makes one map of those that a variable holds at several exits, where
// no other variable holds one of them. It says whether that could be done.
func (f *fn) joinDicts(sl *slot, exits []exit) bool {
	var joined *dict
	for _, e := range exits {
		d, ok := e.state.get(sl).(*dict)
		if !ok || d == nil || aliased(d, sl, exits) {
			return false
		}
		if joined == nil {
			joined = &dict{key: d.key, elem: d.elem, entries: map[key]*dictEntry{}, self: f.newSlot("map", nil)}
		}
		for _, k := range d.keys() {
			f.dictEntry(joined, k)
		}
	}
	for i := range exits {
		f.copyDict(joined, &exits[i], exits[i].state.get(sl).(*dict))
		exits[i].state[sl] = joined
	}
	return true
}

// aliased says that another variable that exists at all exits holds a map.
func aliased(d *dict, sl *slot, exits []exit) bool {
	for _, e := range exits {
		for other, v := range e.state {
			if other == sl || v != value(d) {
				continue
			}
			everywhere := true
			for _, each := range exits {
				everywhere = everywhere && each.state.has(other)
			}
			if everywhere {
				return true
			}
		}
	}
	return false
}

// copyDict puts into an exit what copies one map into another.
func (f *fn) copyDict(to *dict, e *exit, from *dict) {
	block, state, dead := &ir.Block{}, f.state, f.dead
	f.state, f.dead = e.state, false
	f.state[to.self] = known{ir.TBool, 1}
	f.into(block, func() {
		for _, k := range from.keys() {
			source, target := from.entries[k], to.entries[k]
			f.set(&place{cell: target.cell, t: to.elem}, f.get(&place{cell: source.cell, t: from.elem}, token.NoPos), token.NoPos)
			has := f.state.get(source.present)
			if _, is := has.(stored); is {
				f.store(f.slotVar(target.present), f.load(f.slotVar(source.present)))
			}
			f.state[target.present] = has
		}
	})
	f.state, f.dead = state, dead
	e.put(block.Values...)
}

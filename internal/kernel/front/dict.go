package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// dict is a map: a variable and a presence flag for each key. All keys that the
// source ever sets are known while lowering.
type dict struct {
	key, elem types.Type
	entries   map[key]*dictEntry
	self      *slot // in a flow state where the map exists
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
	d.self.kept = true // it may be returned
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

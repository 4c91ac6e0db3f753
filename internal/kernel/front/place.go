package front

import (
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// place is a variable or a part of one.
type place struct {
	cell    any          // *ir.Var, *slot, *record or *ir.Buffer
	path    []int        // within an *ir.Var or an element, as ir.Value.Path
	indices []*ir.Value  // the dynamic ones of path; before them the index in a buffer
	saved   []savedIndex // in place of indices, of a pointer that is kept
	t       types.Type
}

// savedIndex is an index within n elements, in a variable; within what is not
// checked where n is 0.
type savedIndex struct {
	v *ir.Var
	n int
}

// save is a place that can be kept beyond the block where its indices were
// evaluated.
func (f *fn) save(p *place) *place {
	if p == nil || len(p.indices) == 0 {
		return p
	}
	kept := &place{cell: p.cell, path: p.path, t: p.t}
	_, ofBuffer := p.cell.(*ir.Buffer)
	for at, i := range p.indices {
		v := f.newVar("at", i.Type)
		f.store(v, i)
		n := 1 << 31
		if ofBuffer && at == 0 {
			kept.saved = append(kept.saved, savedIndex{v: v})
			continue
		}
		switch i.Op {
		case ir.Bound:
			n = i.Index
		case ir.Const:
			n = int(i.Int()) + 1
		}
		kept.saved = append(kept.saved, savedIndex{v, n})
	}
	return kept
}

// restore is a kept place with its indices.
func (f *fn) restore(p *place) *place {
	if p == nil || len(p.saved) == 0 {
		return p
	}
	out := &place{cell: p.cell, path: p.path, t: p.t}
	for _, s := range p.saved {
		if s.n == 0 {
			out.indices = append(out.indices, f.load(s.v))
			continue
		}
		out.indices = append(out.indices, f.emit(&ir.Value{Op: ir.Bound, Type: ir.TInt, Args: []*ir.Value{f.load(s.v)}, Index: s.n}))
	}
	return out
}

// get reads a place.
func (f *fn) get(p *place, at token.Pos) value {
	switch c := p.cell.(type) {
	case *ir.Var:
		return f.emit(&ir.Value{Op: ir.Load, Type: f.types.runtime(p.t), Var: c, Path: p.path, Args: p.indices})
	case *ir.Buffer:
		return f.fetch(c, p, f.frame.pkg.pos(at))
	case *slot:
		return f.read(c, at)
	case *record:
		out := make(composite, len(c.parts))
		for i, part := range c.parts {
			out[i] = f.get(&place{cell: part, t: partType(p.t, i)}, at)
		}
		return out
	}
	return invalid{}
}

// set writes to a place.
func (f *fn) set(p *place, v value, at token.Pos) {
	if isInvalid(v) {
		if sl, ok := p.cell.(*slot); ok {
			f.state[sl] = v
		}
		return
	}
	switch c := p.cell.(type) {
	case *ir.Var:
		if v, ok := v.(*ir.Value); ok {
			f.emit(&ir.Value{Op: ir.Store, Var: c, Path: p.path, Args: append([]*ir.Value{v}, p.indices...), Pos: f.frame.pkg.pos(at)})
		}
	case *ir.Buffer:
		if v, ok := v.(*ir.Value); ok {
			f.put(c, p, v, f.frame.pkg.pos(at))
		}
	case *slot:
		f.fill(c, v, at)
	case *record:
		if v, ok := v.(composite); ok {
			for i, part := range c.parts {
				f.set(&place{cell: part, t: partType(p.t, i)}, v[i], at)
			}
		}
	}
}

// fill sets what a slot holds.
func (f *fn) fill(sl *slot, v value, at token.Pos) {
	switch v := v.(type) {
	case text:
		if v.number != nil && sl.text != nil {
			sl.text.add(v.of.texts...)
			f.store(f.slotVar(sl), v.number)
			f.state[sl] = stored{}
			return
		}
	case *ir.Value:
		c, ok := constantOf(v)
		switch {
		case sl.t == nil || !ir.Same(sl.t, v.Type): // of a type that has been refused
			f.state[sl] = invalid{}
		case ok:
			f.state[sl] = c
		default:
			f.store(f.slotVar(sl), v)
			f.state[sl] = stored{}
		}
		return
	case *place:
		f.state[sl] = f.save(v)
		return
	case slice:
		v.array = f.save(v.array)
		f.state[sl] = v
		return
	case view:
		f.state[sl] = f.saveView(sl, v, at)
		return
	case composite:
		f.refuse(at, ReasonUnsupported, "a struct or array where a simple value must stand", "use its parts")
		return
	}
	f.state[sl] = v
}

// partType returns the type of field or element i.
func partType(t types.Type, i int) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return u.Field(i).Type()
	case *types.Array:
		return u.Elem()
	}
	return types.Typ[types.Invalid]
}

// field returns the place of a field.
func (p *place) field(i int) *place {
	t := partType(p.t, i)
	if r, ok := p.cell.(*record); ok {
		return &place{cell: r.parts[i], t: t}
	}
	path := append(p.path[:len(p.path):len(p.path)], i)
	return &place{cell: p.cell, path: path, indices: p.indices, t: t}
}

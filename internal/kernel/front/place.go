package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// place is a variable or a part of one.
type place struct {
	cell    any          // *ir.Var, *slot or *record
	path    []int        // within an *ir.Var, as ir.Value.Path
	indices []*ir.Value  // the dynamic ones of path
	saved   []savedIndex // in place of indices, of a pointer that is kept
	t       types.Type
}

// savedIndex is an index within n elements, in a variable.
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
	for _, i := range p.indices {
		v := f.newVar("at", ir.TInt)
		f.store(v, i)
		n := 1 << 31
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
		out.indices = append(out.indices, f.emit(&ir.Value{Op: ir.Bound, Type: ir.TInt, Args: []*ir.Value{f.load(s.v)}, Index: s.n}))
	}
	return out
}

// location is what an expression denotes: a place, an element of a map, or just
// a value.
type location struct {
	place *place
	dict  *dict
	key   value // of dict
	value value
}

// get reads a place.
func (f *fn) get(p *place, at token.Pos) value {
	switch c := p.cell.(type) {
	case *ir.Var:
		return f.emit(&ir.Value{Op: ir.Load, Type: f.types.runtime(p.t), Var: c, Path: p.path, Args: p.indices})
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

// element returns the place of an element, or nil where that depends on an index
// that is not known.
func (p *place) element(index *ir.Value) *place {
	t := partType(p.t, 0)
	if r, ok := p.cell.(*record); ok {
		c, known := constantOf(index)
		if i := int32(uint32(c.bits)); known && int(i) < len(r.parts) && i >= 0 {
			return &place{cell: r.parts[i], t: t}
		}
		return nil
	}
	path := append(p.path[:len(p.path):len(p.path)], ir.Dynamic)
	return &place{cell: p.cell, path: path, indices: append(p.indices[:len(p.indices):len(p.indices)], index), t: t}
}

// locate evaluates an expression as far as the place it denotes.
func (f *fn) locate(e ast.Expr) location {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return f.locate(e.X)
	case *ast.Ident:
		return f.variable(e)
	case *ast.SelectorExpr:
		if sel := f.info().Selections[e]; sel != nil && sel.Kind() == types.FieldVal {
			return f.fields(f.locate(e.X), f.typeOf(e.X), sel.Index(), e.Sel.Pos())
		}
	case *ast.IndexExpr:
		return f.index(e)
	case *ast.StarExpr:
		return f.deref(f.value(e.X), e.Pos())
	}
	return location{value: f.value(e)}
}

// variable is the location of a name.
func (f *fn) variable(id *ast.Ident) location {
	obj := f.info().ObjectOf(id)
	switch b := f.frame.scope.find(obj).(type) {
	case *ir.Var, *slot, *record:
		return location{place: &place{cell: b, t: obj.Type()}}
	case *ir.Value:
		if c, ok := constantOf(b); ok {
			return location{value: f.constant(c)}
		}
		return location{value: b}
	case nil:
		return location{value: f.name(id)}
	default:
		return location{value: b}
	}
}

// fields follows a path of fields, through embedded structs and pointers.
func (f *fn) fields(at location, t types.Type, path []int, pos token.Pos) location {
	for _, i := range path {
		if elem := pointee(t); elem != nil {
			at, t = f.deref(f.of(at, pos), pos), elem
		}
		switch {
		case at.place != nil:
			at = location{place: at.place.field(i)}
		default:
			at = location{value: f.part(f.of(at, pos), i)}
		}
		t = partType(t, i)
	}
	return at
}

// part returns a field or element of a value.
func (f *fn) part(v value, i int) value {
	switch v := v.(type) {
	case *ir.Value:
		return f.emit(&ir.Value{Op: ir.Part, Type: v.Type.Part(i), Args: []*ir.Value{v}, Index: i})
	case composite:
		return v[i]
	}
	return invalid{}
}

// deref is the place a pointer points to.
func (f *fn) deref(v value, pos token.Pos) location {
	p, ok := v.(*place)
	if ok && p != nil {
		return location{place: p}
	}
	if ok {
		f.refuse(pos, ReasonUnsupported, "a nil pointer is used here", "pass the address of a variable")
	}
	return location{value: invalid{}}
}

// of reads a location.
func (f *fn) of(l location, pos token.Pos) value {
	switch {
	case l.place != nil:
		return f.get(l.place, pos)
	case l.dict != nil:
		return f.lookup(l.dict, l.key, pos)
	}
	return l.value
}

// assign writes to a location.
func (f *fn) assign(l location, v value, pos token.Pos) {
	switch {
	case l.place != nil:
		f.set(l.place, v, pos)
	case l.dict != nil:
		f.insert(l.dict, l.key, v, pos)
	default:
		if !isInvalid(l.value) {
			f.refuse(pos, ReasonStatic, "which variable is assigned to here depends on values that are known only at run time",
				"index with a constant, or use an array of numbers")
		}
	}
}

// index is the location of an element of an array, slice or map.
func (f *fn) index(e *ast.IndexExpr) location {
	t := f.typeOf(e.X)
	if elem := pointee(t); elem != nil {
		return f.element(f.deref(f.value(e.X), e.X.Pos()), elem, e)
	}
	switch u := t.Underlying().(type) {
	case *types.Map:
		d := f.value(e.X)
		key := f.value(e.Index)
		return f.elementOfMap(d, u, key, e.X.Pos())
	case *types.Slice:
		v := f.value(e.X)
		i := f.indexValue(e.Index)
		s, ok := v.(slice)
		if !ok {
			return location{value: invalid{}}
		}
		return f.elementOfSlice(s, i, e)
	case *types.Array:
		if at, ok := f.tableElement(e); ok {
			return at
		}
		return f.element(f.locate(e.X), t, e)
	}
	f.refuse(e.Pos(), ReasonUnsupported, "indexing a string", "compare whole strings")
	return location{value: invalid{}}
}

// element is an element of an array at a location.
func (f *fn) element(at location, t types.Type, e *ast.IndexExpr) location {
	var before value
	if at.place == nil {
		before = f.of(at, e.Pos()) // before the index is evaluated
	}
	i := f.bounded(f.indexValue(e.Index), int(t.Underlying().(*types.Array).Len()), f.pos(e))
	if at.place != nil {
		if p := at.place.element(i); p != nil {
			return location{place: p}
		}
		before = f.of(at, e.Pos())
	}
	return location{value: f.pick(before, i, e.Pos())}
}

// indexValue evaluates an index as an int.
func (f *fn) indexValue(e ast.Expr) *ir.Value {
	i := f.number(e)
	if i.Type.Kind == ir.Uint32 {
		largest := f.constant(known{ir.TUint32, 1<<31 - 1})
		i = f.op(ir.Convert, ir.TInt, f.pos(e), f.op(ir.Min, ir.TUint32, f.pos(e), i, largest))
	}
	return i
}

// bounded returns an index that is within n elements, or stops.
func (f *fn) bounded(i *ir.Value, n int, pos ir.Pos) *ir.Value {
	if i.Op == ir.Const && i.Int() >= 0 && int(i.Int()) < n {
		return i
	}
	return f.emit(&ir.Value{Op: ir.Bound, Type: ir.TInt, Args: []*ir.Value{i}, Index: n, Pos: pos})
}

// pick returns an element of an array's value.
func (f *fn) pick(v value, i *ir.Value, pos token.Pos) value {
	switch v := v.(type) {
	case *ir.Value:
		return f.emit(&ir.Value{Op: ir.Elem, Type: v.Type.Elem, Args: []*ir.Value{v, i}})
	case composite:
		if c, ok := constantOf(i); ok && int(c.bits) < len(v) {
			return v[c.bits]
		}
		return f.pickAny(v, i, pos)
	}
	return invalid{}
}

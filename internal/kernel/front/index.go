package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

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
		if b, ok := v.(view); ok {
			return f.elementOfView(b, f.number(e.Index), e.Pos())
		}
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

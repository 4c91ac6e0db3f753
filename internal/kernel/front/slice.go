package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// newSlice makes a slice of a new array with these elements.
func (f *fn) newSlice(elem types.Type, values []value, pos token.Pos) value {
	t := types.NewArray(elem, int64(len(values)))
	p := &place{cell: f.newCell("array", t, true), t: t}
	f.set(p, f.make(t, values), pos)
	return slice{array: p, n: len(values), c: len(values)}
}

func (f *fn) sliceLiteral(e *ast.CompositeLit, u *types.Slice) value {
	n := f.literalLen(e)
	values := f.elements(e, u.Elem(), n)
	if len(values) != n {
		return invalid{}
	}
	return f.newSlice(u.Elem(), values, e.Pos())
}

// elementOfSlice is the location of an element.
func (f *fn) elementOfSlice(s slice, i *ir.Value, e *ast.IndexExpr) location {
	return f.elementAt(s, f.bounded(i, s.n, f.pos(e)), e.Pos())
}

// elementAt is the location of the element of a slice at an index within it.
func (f *fn) elementAt(s slice, i *ir.Value, pos token.Pos) location {
	if s.array == nil {
		return location{value: invalid{}}
	}
	at := f.frame.pkg.pos(pos)
	if s.from > 0 {
		i = f.bounded(f.op(ir.Add, ir.TInt, at, i, f.integer(s.from)), s.from+s.c, at)
	}
	if p := s.array.element(i); p != nil {
		return location{place: p}
	}
	return location{value: f.pick(f.get(s.array, pos), i, pos)}
}

// sliced is x[from:to:max]; all bounds have to be known.
func (f *fn) sliced(e *ast.SliceExpr) value {
	var s slice
	switch f.typeOf(e.X).Underlying().(type) {
	case *types.Slice:
		x := f.value(e.X)
		if b, ok := x.(view); ok {
			return f.slicedView(b, e)
		}
		v, ok := x.(slice)
		if !ok {
			return invalid{}
		}
		s = v
	case *types.Array, *types.Pointer:
		at := f.locate(e.X)
		if p, ok := at.value.(*place); ok && p != nil {
			at = location{place: p}
		} else if at.place != nil && pointee(at.place.t) != nil {
			at = f.deref(f.of(at, e.Pos()), e.Pos())
		}
		a, ok := arrayOf(at.place)
		if !ok {
			return invalid{}
		}
		s = slice{array: at.place, n: a, c: a}
	default:
		f.refuse(e.Pos(), ReasonUnsupported, "a part of a string", "use whole strings")
		return invalid{}
	}
	from, ok1 := f.bound(e.Low, 0)
	to, ok2 := f.bound(e.High, s.n)
	most, ok3 := f.bound(e.Max, s.c)
	if !ok1 || !ok2 || !ok3 || from > to || to > most || most > s.c || from < 0 {
		f.refuse(e.Pos(), ReasonStatic, "the bounds of a slice are not known while compiling, or outside it", "use constant bounds")
		return invalid{}
	}
	return slice{array: s.array, from: s.from + from, n: to - from, c: most - from}
}

func arrayOf(p *place) (n int, ok bool) {
	if p == nil {
		return 0, false
	}
	a, ok := p.t.Underlying().(*types.Array)
	if !ok {
		return 0, false
	}
	return int(a.Len()), true
}

// bound evaluates a bound of a slice.
func (f *fn) bound(e ast.Expr, otherwise int) (int, bool) {
	if e == nil {
		return otherwise, true
	}
	c, ok := constantOf(f.number(e))
	return int(int32(uint32(c.bits))), ok && c.t.Kind == ir.Int
}

// all reads the elements of a slice.
func (f *fn) all(s slice, pos token.Pos) []value {
	out := make([]value, s.n)
	for i := range out {
		out[i] = f.of(f.elementAt(s, f.integer(i), pos), pos)
	}
	return out
}

// maxSlice is the largest capacity of a slice.
const maxSlice = 1024

// appended is append(s, more...): in place where there is room, as in Go; else
// in a new array of exactly the length.
func (f *fn) appended(s slice, elem types.Type, more []value, pos token.Pos) value {
	if s.n+len(more) > maxSlice {
		f.refuse(pos, ReasonSize, "a slice of more than 1024 elements", "use an array")
		return invalid{}
	}
	if s.array == nil || s.n+len(more) > s.c {
		if len(more) == 0 {
			return s
		}
		return f.newSlice(elem, append(f.all(s, pos), more...), pos)
	}
	grown := s
	grown.n += len(more)
	for i, v := range more {
		f.assign(f.elementAt(grown, f.integer(s.n+i), pos), v, pos)
	}
	return grown
}

// copied is copy(to, from).
func (f *fn) copied(to, from slice, pos token.Pos) *ir.Value {
	n := min(to.n, from.n)
	from.n = n
	for i, v := range f.all(from, pos) {
		f.assign(f.elementAt(to, f.integer(i), pos), v, pos)
	}
	return f.integer(n)
}

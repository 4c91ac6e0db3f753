package front

import (
	"go/ast"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// rangeInt loops over 0 to below an int, which is evaluated once.
func (f *fn) rangeInt(s *ast.RangeStmt, label string) {
	t := f.typeOf(s.X)
	if s.Key != nil {
		if kt := f.typeOf(s.Key); kt != types.Typ[types.Invalid] {
			t = kt
		}
	}
	n := f.runtime(f.as(s.X, types.Default(t)), types.Default(t), s.X.Pos())
	if n.Type.Kind == ir.Uint32 && !f.frame.pkg.free {
		n = f.op(ir.Convert, ir.TInt, f.pos(s), n)
	}
	f.rounds(s, label, n, nil)
}

// rangeArray loops over an array, with its elements as they were before the
// loop. An array that is only counted is not evaluated.
func (f *fn) rangeArray(s *ast.RangeStmt, label string, n int) {
	if s.Value == nil || isBlank(s.Value) {
		if pointee(f.typeOf(s.X)) != nil || f.info().Types[s.X].Value == nil && hasCall(s.X) {
			f.value(s.X)
		}
		f.rounds(s, label, f.integer(n), nil)
		return
	}
	if t := f.readOnly(s.X); t != nil && t.Elem == f.types.runtime(f.typeOf(s.Value)) {
		f.rounds(s, label, f.integer(n), func(i *ir.Value) value { return f.lookUp(t, i, s.Pos()) })
		return
	}
	p := f.unchanging(s)
	f.rounds(s, label, f.integer(n), func(i *ir.Value) value {
		i = f.bounded(i, n, f.pos(s))
		if at := p.element(i); at != nil {
			return f.get(at, s.Pos())
		}
		return f.pick(f.get(p, s.Pos()), i, s.Pos())
	})
}

// unchanging is a place with the array that a loop runs over: a copy, unless the
// variable never changes or the array is reached by a pointer.
func (f *fn) unchanging(s *ast.RangeStmt) *place {
	if elem := pointee(f.typeOf(s.X)); elem != nil {
		if at := f.deref(f.value(s.X), s.X.Pos()); at.place != nil {
			return at.place
		}
		return &place{cell: f.newCell("array", elem, true), t: elem}
	}
	at, t := f.locate(s.X), f.typeOf(s.X)
	if at.place != nil {
		if root := f.rootOf(s.X); root != nil && !f.frame.pkg.written[f.info().ObjectOf(root)] {
			return at.place
		}
	}
	p := &place{cell: f.newCell("array", t, true), t: t}
	f.set(p, f.of(at, s.X.Pos()), s.X.Pos())
	return p
}

// rootOf is the variable that an expression of fields is a part of, or nil where
// a pointer leads to it.
func (f *fn) rootOf(e ast.Expr) *ast.Ident {
	for {
		if pointee(f.typeOf(e)) != nil {
			return nil
		}
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.Ident:
			return x
		default:
			return nil
		}
	}
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

// hasCall says that evaluating e calls something, so that len(e) evaluates it.
func hasCall(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		_, call := n.(*ast.CallExpr)
		found = found || call
		return !found
	})
	return found
}

// rangeSlice loops over a slice. Its length is that before the loop, its
// elements are read round by round.
func (f *fn) rangeSlice(s *ast.RangeStmt, label string) {
	x := f.value(s.X)
	v, ok := x.(slice)
	if !ok {
		f.ofBuffer(x, s.Pos(), "a loop over", "count the index from 0 to its length")
		return
	}
	f.rounds(s, label, f.integer(v.n), func(i *ir.Value) value {
		return f.of(f.elementAt(v, f.bounded(i, v.n, f.pos(s)), s.Pos()), s.Pos())
	})
}

// rangeMap loops over the keys of a map in ascending order.
func (f *fn) rangeMap(s *ast.RangeStmt, label string) {
	d, ok := f.value(s.X).(*dict)
	if !ok || d == nil {
		return
	}
	f.label(f.pos(s), func(end *join) {
		for _, k := range d.keys() {
			if f.dead || f.exhausted() {
				return
			}
			e := d.entries[k]
			outer := f.frame.scope
			f.frame.scope = newScope(outer)
			f.branch(f.present(e), f.pos(s), func() {
				f.roundVariable(s, s.Key, func() value { return f.keyValue(d, k) })
				f.roundVariable(s, s.Value, func() value { return f.get(&place{cell: e.cell, t: d.elem}, s.Pos()) })
				f.round(s.Body, label, end)
			}, func() {})
			f.frame.scope = outer
		}
	})
}

// rangeText loops over the characters of a string that is known. Their places
// can be used, but not what they are, since kernel Go has no runes.
func (f *fn) rangeText(s *ast.RangeStmt, label string) {
	v, ok := f.value(s.X).(text)
	if !ok {
		return
	}
	if v.number != nil || len(v.known) > maxRounds {
		f.refuse(s.Pos(), ReasonStatic, "a loop over a string that is not known while compiling, or is long", "loop over an array of numbers")
		return
	}
	var places []int
	for at := range v.known {
		places = append(places, at)
	}
	f.unrolled(s, label, len(places), func(i int) {
		f.roundVariable(s, s.Key, func() value { return f.integer(places[i]) })
		f.roundVariable(s, s.Value, func() value { return invalid{} })
	})
}

// rangeLoop lowers a loop over an int, array, slice, map or string.
func (f *fn) rangeLoop(s *ast.RangeStmt, label string) {
	t := f.typeOf(s.X)
	if elem := pointee(t); elem != nil {
		t = elem
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if isString(t) {
			f.rangeText(s, label)
			return
		}
		if u.Info()&types.IsInteger != 0 {
			f.rangeInt(s, label)
			return
		}
	case *types.Array:
		f.rangeArray(s, label, int(u.Len()))
		return
	case *types.Slice:
		f.rangeSlice(s, label)
		return
	case *types.Map:
		f.rangeMap(s, label)
		return
	}
	f.refuse(s.Pos(), ReasonUnsupported, "a loop over a "+t.String(), "loop over an int, array or map")
}

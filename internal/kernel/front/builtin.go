package front

import (
	"go/ast"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// builtin is a call of a predeclared function.
func (f *fn) builtin(e *ast.CallExpr) []value {
	id, ok := ast.Unparen(e.Fun).(*ast.Ident)
	if !ok {
		return f.failed(nil)
	}
	switch id.Name {
	case "len", "cap":
		return []value{f.length(e, id.Name == "cap")}
	case "min", "max":
		return []value{f.extreme(e, id.Name)}
	case "append":
		return []value{f.appendCall(e)}
	case "copy":
		x, y := f.value(e.Args[0]), f.value(e.Args[1])
		to, ok1 := x.(slice)
		from, ok2 := y.(slice)
		if !ok1 || !ok2 {
			for _, v := range []value{x, y} {
				f.ofBuffer(v, e.Pos(), "copy of", "write a loop")
			}
			return f.failed(nil)
		}
		return []value{f.copied(to, from, e.Pos())}
	case "delete":
		d, _ := f.value(e.Args[0]).(*dict)
		f.remove(d, f.as(e.Args[1], keyType(f.typeOf(e.Args[0]))), e.Pos())
		return nil
	case "make":
		return []value{f.makeCall(e)}
	case "new":
		t := f.typeOf(e).Underlying().(*types.Pointer).Elem()
		p := &place{cell: f.newCell("new", t, true), t: t}
		f.set(p, f.zero(t), e.Pos())
		return []value{p}
	}
	f.refuse(e.Pos(), ReasonUnsupported, "a call of "+id.Name, "leave it out")
	return f.failed(nil)
}

func keyType(t types.Type) types.Type {
	if m, ok := t.Underlying().(*types.Map); ok {
		return m.Key()
	}
	return types.Typ[types.Invalid]
}

// length is len or cap.
func (f *fn) length(e *ast.CallExpr, capacity bool) value {
	t := f.typeOf(e.Args[0]).Underlying()
	if elem := pointee(t); elem != nil {
		t = elem.Underlying()
	}
	v := f.value(e.Args[0])
	switch v := v.(type) {
	case text:
		if v.number == nil {
			return f.integer(len(v.known))
		}
		f.refuse(e.Pos(), ReasonStatic, "the length of a string that is not known while compiling", "use a number")
	case view:
		if capacity && f.ofBuffer(v, e.Pos(), "the capacity of", "use len") {
			return invalid{}
		}
		return f.lengthOfView(v, f.pos(e))
	case slice:
		if capacity {
			return f.integer(v.c)
		}
		return f.integer(v.n)
	case *dict:
		return f.size(v, f.pos(e))
	}
	if a, ok := t.(*types.Array); ok {
		return f.integer(int(a.Len()))
	}
	return invalid{}
}

// extreme is min or max of any number of operands.
func (f *fn) extreme(e *ast.CallExpr, name string) value {
	op := ir.Min
	if name == "max" {
		op = ir.Max
	}
	t := f.typeOf(e)
	result := f.as(e.Args[0], t)
	for _, a := range e.Args[1:] {
		next := f.as(a, t)
		if x, ok := result.(text); ok {
			y, _ := next.(text)
			if x.number != nil || y.number != nil {
				f.refuse(a.Pos(), ReasonStatic, "strings that depend on run-time values are compared", "compare numbers")
				return invalid{}
			}
			if (y.known < x.known) == (op == ir.Min) {
				result = next
			}
			continue
		}
		x := f.runtime(result, t, e.Pos())
		result = f.op(op, x.Type, f.pos(e), x, f.runtime(next, t, a.Pos()))
	}
	return result
}

func (f *fn) appendCall(e *ast.CallExpr) value {
	u, ok := f.typeOf(e).Underlying().(*types.Slice)
	x := f.as(e.Args[0], f.typeOf(e))
	s, ok2 := x.(slice)
	if !ok || !ok2 {
		f.ofBuffer(x, e.Pos(), "append to", "set its elements: its length is given")
		return invalid{}
	}
	var more []value
	if e.Ellipsis.IsValid() {
		x := f.value(e.Args[1])
		rest, ok := x.(slice)
		if !ok {
			f.ofBuffer(x, e.Pos(), "append of", "write a loop")
			return invalid{}
		}
		more = f.all(rest, e.Pos())
	} else {
		for _, a := range e.Args[1:] {
			more = append(more, f.as(a, u.Elem()))
		}
	}
	return f.appended(s, u.Elem(), more, e.Pos())
}

// makeCall is make of a map or of a slice of known length.
func (f *fn) makeCall(e *ast.CallExpr) value {
	switch u := f.typeOf(e).Underlying().(type) {
	case *types.Map:
		for _, size := range e.Args[1:] {
			f.number(size)
		}
		return f.newDict(u)
	case *types.Slice:
		n, ok := f.bound(e.Args[1], 0)
		c := n
		if len(e.Args) > 2 {
			var ok2 bool
			c, ok2 = f.bound(e.Args[2], n)
			ok = ok && ok2
		}
		if !ok || n < 0 || c < n || c > maxSlice {
			f.refuse(e.Pos(), ReasonStatic, "the length of a slice is not known while compiling, or above 1024", "use an array")
			return invalid{}
		}
		values := make([]value, c)
		for i := range values {
			values[i] = f.zero(u.Elem())
		}
		s, ok := f.newSlice(u.Elem(), values, e.Pos()).(slice)
		if !ok {
			return invalid{}
		}
		s.n, s.c = n, c
		return s
	}
	f.refuse(e.Pos(), ReasonUnsupported, "a call of make", "use an array")
	return invalid{}
}

package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// location is what an expression denotes: a place, an element of a map, or just
// a value.
type location struct {
	place *place
	dict  *dict
	key   value // of dict
	value value
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
			again := f.constant(c)
			again.Pos = b.Pos
			return location{value: again}
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

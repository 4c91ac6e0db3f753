package front

import (
	"go/ast"
	"go/constant"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// composite is a literal of a struct, array, slice or map.
func (f *fn) composite(e *ast.CompositeLit, t types.Type) value {
	if elem := pointee(t); elem != nil { // an elided &T within another literal
		p := &place{cell: f.newCell("new", elem, true), t: elem}
		f.set(p, f.composite(e, elem), e.Pos())
		return p
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return f.structLiteral(e, t, u)
	case *types.Array:
		return f.make(t, f.elements(e, u.Elem(), int(u.Len())))
	case *types.Slice:
		return f.sliceLiteral(e, u)
	case *types.Map:
		return f.mapLiteral(e, u)
	}
	f.refuse(e.Pos(), ReasonUnsupported, "a literal of type "+t.String(), "use structs and arrays")
	return invalid{}
}

func (f *fn) structLiteral(e *ast.CompositeLit, t types.Type, u *types.Struct) value {
	parts := make([]value, u.NumFields())
	for i, elt := range e.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			i, elt = fieldNumber(u, kv.Key.(*ast.Ident).Name), kv.Value
		}
		parts[i] = f.as(elt, u.Field(i).Type())
	}
	for i, p := range parts {
		if p == nil {
			parts[i] = f.zero(u.Field(i).Type())
		}
	}
	return f.make(t, parts)
}

func fieldNumber(u *types.Struct, name string) int {
	for i := range u.NumFields() {
		if u.Field(i).Name() == name {
			return i
		}
	}
	return 0
}

// elements evaluates the elements of an array literal in order of the source and
// returns them in order of the array.
func (f *fn) elements(e *ast.CompositeLit, elem types.Type, n int) []value {
	if n > maxParts && len(e.Elts) > 0 {
		f.refuse(e.Pos(), ReasonSize, "a literal of an array of more than 1024 elements", "use a smaller array, or fill it in a loop")
		return nil
	}
	if len(e.Elts) == 0 {
		return nil
	}
	parts := make([]value, n)
	at := 0
	for _, elt := range e.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			i, _ := constant.Int64Val(constant.ToInt(f.info().Types[kv.Key].Value))
			at, elt = int(i), kv.Value
		}
		parts[at] = f.as(elt, elem)
		at++
	}
	for i, p := range parts {
		if p == nil {
			parts[i] = f.zero(elem)
		}
	}
	return parts
}

// make is a struct or array of its parts; nil parts are all zero.
func (f *fn) make(t types.Type, parts []value) value {
	rt := f.types.runtime(t)
	switch {
	case parts == nil:
		return f.zero(t)
	case rt == nil:
		return composite(parts)
	}
	args := make([]*ir.Value, len(parts))
	for i, p := range parts {
		v, ok := p.(*ir.Value)
		if !ok {
			return invalid{}
		}
		args[i] = v
	}
	return f.emit(&ir.Value{Op: ir.Make, Type: rt, Args: args})
}

// literalLen is the number of elements of a slice literal.
func (f *fn) literalLen(e *ast.CompositeLit) int {
	at, n := 0, 0
	for _, elt := range e.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			i, _ := constant.Int64Val(constant.ToInt(f.info().Types[kv.Key].Value))
			at = int(i)
		}
		at++
		n = max(n, at)
	}
	return n
}

package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

var comparisons = map[token.Token]ir.Op{
	token.EQL: ir.Eq, token.NEQ: ir.Ne, token.LSS: ir.Lt, token.LEQ: ir.Le, token.GTR: ir.Gt, token.GEQ: ir.Ge,
}

// comparison compares two operands of one type.
func (f *fn) comparison(op ir.Op, e *ast.BinaryExpr) value {
	t := f.typeOf(e.X)
	if f.info().Types[e.X].IsNil() || types.Identical(t.Underlying(), types.Typ[types.UntypedNil]) {
		t = f.typeOf(e.Y)
	} else if b, ok := t.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		t = f.typeOf(e.Y)
	}
	x, y := f.as(e.X, t), f.as(e.Y, t)
	if op == ir.Eq || op == ir.Ne {
		eq := f.equal(x, y, t, e.OpPos)
		if op == ir.Ne {
			return f.op(ir.Not, ir.TBool, f.pos(e), eq)
		}
		return eq
	}
	a, ok := x.(text)
	if b, both := y.(text); ok && both && a.number == nil && b.number == nil {
		return f.constant(truth(compareTexts(op, a.known, b.known)))
	}
	return f.op(op, ir.TBool, f.frame.pkg.pos(e.OpPos), f.runtime(x, t, e.X.Pos()), f.runtime(y, t, e.Y.Pos()))
}

func compareTexts(op ir.Op, a, b string) bool {
	switch op {
	case ir.Lt:
		return a < b
	case ir.Le:
		return a <= b
	case ir.Gt:
		return a > b
	}
	return a >= b
}

// equal compares two values of one type with ==.
func (f *fn) equal(x, y value, t types.Type, at token.Pos) *ir.Value {
	pos := f.frame.pkg.pos(at)
	switch a := x.(type) {
	case *ir.Value:
		return f.equalNumbers(a, f.runtime(y, t, at), pos)
	case text:
		if b, ok := y.(text); ok {
			return f.equalTexts(a, b, pos)
		}
	case composite:
		if b, ok := y.(composite); ok {
			all := f.boolean(true)
			for i := range a {
				all = f.op(ir.And, ir.TBool, pos, all, f.equal(a[i], b[i], partType(t, i), at))
			}
			return all
		}
	case closure, *dict, slice: // a slice of a buffer is not nil
		return f.boolean(isNil(x) == isNil(y)) // one side is nil in the source
	case view:
		return f.boolean(false) // the other side is nil in the source
	case *place:
		if b, ok := y.(*place); ok && (a == nil || b == nil) {
			return f.boolean(a == nil && b == nil)
		}
		f.refuse(at, ReasonUnsupported, "pointers are compared", "compare what they point to")
	}
	return f.boolean(false)
}

func isNil(v value) bool {
	switch v := v.(type) {
	case closure:
		return v == closure{}
	case *dict:
		return v == nil
	case slice:
		return v.array == nil
	}
	return false
}

// equalNumbers compares run-time values, aggregates part by part.
func (f *fn) equalNumbers(a, b *ir.Value, pos ir.Pos) *ir.Value {
	if a.Type.Scalar() {
		return f.op(ir.Eq, ir.TBool, pos, a, b)
	}
	all := f.boolean(true)
	for i := range a.Type.Parts() {
		x, y := f.partOf(a, i), f.partOf(b, i)
		eq := f.equalNumbers(x, y, pos)
		if i == 0 {
			all = eq
			continue
		}
		all = f.op(ir.And, ir.TBool, pos, all, eq)
	}
	return all
}

func (f *fn) partOf(v *ir.Value, i int) *ir.Value {
	return f.emit(&ir.Value{Op: ir.Part, Type: v.Type.Part(i), Args: []*ir.Value{v}, Index: i})
}

// equalTexts compares strings, by number where they are not known.
func (f *fn) equalTexts(a, b text, pos ir.Pos) *ir.Value {
	if a.number == nil && b.number == nil {
		return f.constant(truth(a.known == b.known))
	}
	return f.op(ir.Eq, ir.TBool, pos, f.numberOf(a), f.numberOf(b))
}

// numberOf is the number of a string.
func (f *fn) numberOf(t text) *ir.Value {
	if t.number != nil {
		return t.number
	}
	return f.integer(int(f.intern(t.known)))
}

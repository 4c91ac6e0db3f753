package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// conversion is T(x).
func (f *fn) conversion(e *ast.CallExpr, to types.Type) value {
	x := f.as(e.Args[0], f.operandType(e.Args[0], to))
	if !f.supported(to, e.Pos()) {
		return invalid{}
	}
	rt := f.types.runtime(to)
	v, ok := x.(*ir.Value)
	switch {
	case isString(to) && !isString(f.typeOf(e.Args[0])):
		f.refuse(e.Pos(), ReasonUnsupported, "a conversion to string", "use string constants only")
		return invalid{}
	case rt == nil || !ok || !rt.Scalar() || rt.Kind == v.Type.Kind:
		return x
	}
	return f.op(ir.Convert, rt, f.pos(e), v)
}

// operandType is the type in which the operand of a conversion is evaluated:
// nil takes the target's.
func (f *fn) operandType(e ast.Expr, to types.Type) types.Type {
	if f.info().Types[e].IsNil() {
		return to
	}
	return f.typeOf(e)
}

// supported refuses the basic types that kernel Go lacks.
func (f *fn) supported(t types.Type, at token.Pos) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if basicType(u) != nil || isString(t) {
			return true
		}
	case *types.Interface, *types.Chan:
	default:
		return true
	}
	f.refuse(at, ReasonUnsupported, "type "+t.String()+" is not one of kernel Go's", "use float64, float32, int, uint32 or bool")
	return false
}

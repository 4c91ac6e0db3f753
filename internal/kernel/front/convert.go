package front

import (
	"go/ast"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// conversion is T(x).
func (f *fn) conversion(e *ast.CallExpr, to types.Type) value {
	x := f.as(e.Args[0], f.operandType(e.Args[0], to))
	rt := f.types.runtime(to)
	v, ok := x.(*ir.Value)
	if rt == nil || !ok {
		if isString(to) && !isString(f.typeOf(e.Args[0])) {
			f.refuse(e.Pos(), ReasonUnsupported, "a conversion to string", "use string constants only")
			return invalid{}
		}
		return x
	}
	if !rt.Scalar() || rt.Kind == v.Type.Kind {
		return v
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

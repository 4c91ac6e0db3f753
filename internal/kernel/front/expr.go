package front

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// value evaluates an expression with one value.
func (f *fn) value(e ast.Expr) value {
	tv := f.info().Types[e]
	if tv.Value != nil {
		return f.literal(tv.Value, tv.Type, e)
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return f.value(e.X)
	case *ast.Ident, *ast.IndexExpr, *ast.StarExpr:
		return f.of(f.locate(e), e.Pos())
	case *ast.SelectorExpr:
		return f.selector(e)
	case *ast.CallExpr:
		return f.single(f.call(e))
	case *ast.UnaryExpr:
		return f.unary(e)
	case *ast.BinaryExpr:
		return f.binary(e)
	case *ast.CompositeLit:
		return f.composite(e, tv.Type)
	case *ast.FuncLit:
		return closure{lit: e, scope: f.frame.scope, pkg: f.frame.pkg}
	case *ast.SliceExpr:
		return f.sliced(e)
	}
	f.refuse(e.Pos(), ReasonUnsupported, "an expression that is not kernel Go", "use arithmetic, calls and fields")
	return invalid{}
}

// as evaluates an expression where a value of type t is wanted: nil and untyped
// constants take that type.
func (f *fn) as(e ast.Expr, t types.Type) value {
	tv := f.info().Types[e]
	switch {
	case tv.IsNil():
		return f.zero(t)
	case tv.Value != nil:
		return f.literal(tv.Value, t, e)
	}
	return f.value(e)
}

// number evaluates an expression that has a type at run time.
func (f *fn) number(e ast.Expr) *ir.Value { return f.runtime(f.value(e), f.typeOf(e), e.Pos()) }

// runtime is v as a value of type t, which exists at run time.
func (f *fn) runtime(v value, t types.Type, pos token.Pos) *ir.Value {
	return f.typed(v, f.types.runtime(t), pos)
}

// typed is v as a value of a run-time type.
func (f *fn) typed(v value, rt *ir.Type, pos token.Pos) *ir.Value {
	if v, ok := v.(*ir.Value); ok {
		return v
	}
	if !isInvalid(v) {
		f.refuse(pos, ReasonUnsupported, "a number or truth value is needed here", "use a number, a truth value, or a struct or array of these")
	}
	if rt == nil {
		rt = ir.TF64
	}
	return f.zeroOf(rt)
}

// single is the value of a call where one is wanted.
func (f *fn) single(results []value) value {
	if len(results) == 1 {
		return results[0]
	}
	return invalid{}
}

// name is a name that is not a local variable: a function, nil, or a package's
// variable.
func (f *fn) name(id *ast.Ident) value {
	switch obj := f.info().ObjectOf(id).(type) {
	case *types.Func:
		return closure{decl: obj}
	case *types.Nil:
		return f.zero(f.typeOf(id))
	case *types.Var:
		return f.packageVar(obj, id.Pos())
	}
	f.refuse(id.Pos(), ReasonUnsupported, id.Name+" is not a value here", "use a variable, constant or function")
	return invalid{}
}

// selector is a field, a method as a value, or a member of a package.
func (f *fn) selector(e *ast.SelectorExpr) value {
	sel := f.info().Selections[e]
	if sel == nil {
		return f.name(e.Sel)
	}
	switch sel.Kind() {
	case types.MethodExpr:
		return closure{decl: sel.Obj().(*types.Func), expr: sel}
	case types.MethodVal:
		return f.methodValue(sel.Obj().(*types.Func), f.receiver(e, sel), e.Pos())
	}
	return f.of(f.locate(e), e.Sel.Pos())
}

// methodValue is a method with its receiver, of which it keeps a copy.
func (f *fn) methodValue(m *types.Func, recv value, pos token.Pos) value {
	p, ok := recv.(*place)
	if !ok {
		t := m.Signature().Recv().Type()
		p = &place{cell: f.newCell("receiver", t, true), t: t}
		f.set(p, recv, pos)
	}
	return closure{decl: m, recv: f.save(p)}
}

// literal is a known value of type t.
func (f *fn) literal(c constant.Value, t types.Type, e ast.Expr) value {
	if c.Kind() == constant.String {
		return text{known: constant.StringVal(c)}
	}
	rt := f.types.runtime(t)
	if rt == nil || !rt.Scalar() {
		f.refuse(e.Pos(), ReasonUnsupported, "a constant of type "+t.String(), "use float64, float32, int, uint32 or bool")
		return invalid{}
	}
	bits, ok := constantBits(c, rt)
	if !ok {
		f.refuse(e.Pos(), ReasonConstant, "the constant "+c.String()+" does not fit: int has 32 bits here, from -2147483648 to 2147483647",
			"use a float64, or a smaller number")
		return invalid{}
	}
	v := f.constant(known{rt, bits})
	v.Pos = f.pos(e)
	return v
}

// constantBits returns the bits of a known value as type t.
func constantBits(c constant.Value, t *ir.Type) (bits uint64, ok bool) {
	switch t.Kind {
	case ir.Bool:
		return truth(c.Kind() == constant.Bool && constant.BoolVal(c)).bits, c.Kind() == constant.Bool
	case ir.Int:
		i, exact := constant.Int64Val(constant.ToInt(c))
		w, fits := whole(i)
		return w.bits, exact && fits
	case ir.Uint32:
		u, exact := constant.Uint64Val(constant.ToInt(c))
		return u, exact && u <= 1<<32-1
	case ir.Float32:
		x, _ := constant.Float32Val(constant.ToFloat(c))
		return uint64(ir.BitsOf32(x)), true
	}
	x, _ := constant.Float64Val(constant.ToFloat(c))
	return ir.BitsOf(x), true
}

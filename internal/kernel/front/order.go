package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Go fixes the order of calls, and leaves open whether a variable in the same
// expression is read before or after a call that changes it. Here, as in what the
// Go compiler builds, calls come first: hoist evaluates the calls of expressions
// in order, and evaluating the expressions then finds their results.

// hoist evaluates the calls in expressions of one statement, where one of them
// could change a variable.
func (f *fn) hoist(list ...ast.Expr) {
	changes := false
	for _, e := range list {
		changes = changes || f.changes(e)
	}
	if !changes {
		return
	}
	for _, e := range list {
		f.hoistCalls(e)
	}
}

func (f *fn) hoistCalls(e ast.Expr) {
	if e == nil {
		return
	}
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if f.isCall(n) {
				if _, done := f.done[n]; !done {
					f.done[n] = f.call(n)
				}
				return false
			}
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				if _, done := f.done[n]; !done {
					f.done[n] = []value{f.value(n)}
				}
				return false
			}
		}
		return true
	})
}

// isCall says that a call expression is neither a conversion nor a builtin.
func (f *fn) isCall(e *ast.CallExpr) bool {
	fun := f.info().Types[e.Fun]
	return !fun.IsType() && !fun.IsBuiltin() && f.info().Types[e].Value == nil
}

// changes says that a call in an expression could change a variable.
func (f *fn) changes(e ast.Expr) bool {
	found := false
	if e == nil {
		return false
	}
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = found || f.isCall(n) && !f.pure(n)
		}
		return !found
	})
	return found
}

// pure says that a call is of a declared function that gets only values, and
// not one that asks for or changes the state of a device.
func (f *fn) pure(e *ast.CallExpr) bool {
	var id *ast.Ident
	switch fun := ast.Unparen(e.Fun).(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return false
	}
	fn, ok := f.info().Uses[id].(*types.Func)
	if !ok {
		return false
	}
	if in := intrinsicOf(fn); in != nil && !in.pure() {
		return false
	}
	sig := fn.Signature()
	if recv := sig.Recv(); recv != nil && f.types.runtime(recv.Type()) == nil {
		return false
	}
	for p := range sig.Params().Variables() {
		if f.types.runtime(p.Type()) == nil && !isString(p.Type()) {
			return false
		}
	}
	return true
}

// statementValue evaluates an expression with its calls first.
func (f *fn) statementValue(e ast.Expr) *ir.Value {
	f.hoist(e)
	return f.number(e)
}

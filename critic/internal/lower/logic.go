package lower

import (
	"go/ast"
	"go/token"
)

// isSimple says that the interpreter computes an expression correctly on one
// line wherever it stands, && and || included: it has no calls, and ! only
// before variables. Everything else takes statements of its own.
func (l *lowerer) isSimple(e ast.Expr) bool {
	if l.info.Types[e].Value != nil {
		return true
	}
	switch e := e.(type) {
	case *ast.Ident, *ast.BasicLit:
		return true
	case *ast.ParenExpr:
		return l.isSimple(e.X)
	case *ast.SelectorExpr:
		return l.isSimple(e.X)
	case *ast.IndexExpr:
		return l.isSimple(e.X) && l.isSimple(e.Index)
	case *ast.UnaryExpr:
		_, variable := ast.Unparen(e.X).(*ast.Ident)
		return e.Op == token.SUB && l.isSimple(e.X) || e.Op == token.NOT && variable
	case *ast.BinaryExpr:
		return e.Op != token.SHL && e.Op != token.SHR && l.isSimple(e.X) && l.isSimple(e.Y)
	}
	return false
}

// shortCircuit writes && and || as statements and returns the variable that
// holds the result.
func (l *lowerer) shortCircuit(e *ast.BinaryExpr) string {
	outer := l.inHead
	l.inHead = false
	defer func() { l.inHead = outer }()
	result := l.fresh("logic")
	l.line("%s := %s", result, l.expr(e.X))
	if e.Op == token.LAND {
		l.line("if %s {", result)
	} else {
		l.line("if !%s {", result)
	}
	l.indent++
	l.line("%s = %s", result, l.expr(e.Y))
	l.indent--
	l.line("}")
	return result
}

// negated writes what ! stands before: a variable.
func (l *lowerer) negated(e ast.Expr) string {
	e = ast.Unparen(e)
	if _, ok := e.(*ast.Ident); ok {
		return l.expr(e)
	}
	text := l.expr(e)
	value := l.fresh("value")
	l.line("%s := %s", value, text)
	return value
}

package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"
)

var variablePath = regexp.MustCompile(`^\w+__\d+(\.\w+)*$`)

// isLiteral says that the text of a fixed argument is a constant.
func isLiteral(text string) bool { return !variablePath.MatchString(text) }

// takesLiteral says that the body of a callee means the same with a literal in
// the place of its parameter v. It does not where the literal would make a
// constant expression, which is computed by other rules: int(x), -x, 1/x and
// x*x beside 1/2 and int(0.5).
func (c *callee) takesLiteral(v *types.Var, text string) bool {
	var above []ast.Node
	takes := true
	ast.Inspect(c.body, func(n ast.Node) bool {
		if n == nil {
			above = above[:len(above)-1]
			return true
		}
		if id, ok := n.(*ast.Ident); ok && c.info.Uses[id] == types.Object(v) {
			takes = takes && c.literalFits(id, above, strings.Trim(text, "0.") == "")
		}
		above = append(above, n)
		return true
	})
	return takes
}

// literalFits says that a literal may stand for a use of a parameter. above are
// the nodes around it, outermost first.
func (c *callee) literalFits(use ast.Expr, above []ast.Node, isZero bool) bool {
	for i := len(above) - 1; i >= 0; i-- {
		switch p := above[i].(type) {
		case *ast.ParenExpr:
			use = p
			continue
		case *ast.BinaryExpr:
			return c.operandFits(p, use, isZero)
		case *ast.CallExpr:
			fun := ast.Unparen(p.Fun)
			return use != p.Fun && !c.info.Types[fun].IsType() && !c.info.Types[fun].IsBuiltin()
		case *ast.AssignStmt:
			return p.Tok == token.ASSIGN || p.Tok == token.DEFINE || p.Tok == token.ADD_ASSIGN || p.Tok == token.SUB_ASSIGN || p.Tok == token.MUL_ASSIGN
		case *ast.ReturnStmt, *ast.ValueSpec:
			return true
		}
		return false
	}
	return false
}

func (c *callee) operandFits(e *ast.BinaryExpr, use ast.Expr, isZero bool) bool {
	switch e.Op {
	case token.LAND, token.LOR, token.SHL, token.SHR:
		return false
	case token.QUO, token.REM:
		if use == e.Y && isZero {
			return false
		}
	}
	if use == e.X {
		return c.varies(e.Y)
	}
	return c.varies(e.X)
}

// varies says that an expression has a variable that is no parameter, which a
// literal might stand for too.
func (c *callee) varies(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, ok := c.info.Uses[id].(*types.Var)
			found = found || ok && v.Kind() != types.ParamVar
		}
		return !found
	})
	return found
}

package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

func (l *lowerer) assign(s *ast.AssignStmt) {
	switch {
	case len(s.Lhs) > 1 && len(s.Rhs) == 1:
		l.tuple(s.Lhs, s.Rhs[0])
	case len(s.Lhs) > 1:
		l.parallel(s)
	case s.Tok == token.DEFINE:
		l.defineOrAssign(s.Lhs[0], s.Rhs[0])
	case s.Tok == token.SHL_ASSIGN || s.Tok == token.SHR_ASSIGN:
		l.shiftBy(s)
	case isBlank(s.Lhs[0]):
		l.discard(s.Rhs[0])
	default:
		l.line("%s %s %s", l.expr(s.Lhs[0]), s.Tok, l.expr(s.Rhs[0]))
	}
}

// shiftBy writes a shift of a variable as an assignment: for >>= the interpreter
// sometimes wants a count of the variable's type.
func (l *lowerer) shiftBy(s *ast.AssignStmt) {
	place := l.target(s.Lhs[0])
	l.line("%s = %s %s %s", place, place, strings.TrimSuffix(s.Tok.String(), "="), l.shiftCount(s.Rhs[0]))
}

// defineOrAssign writes one element of a := statement.
func (l *lowerer) defineOrAssign(lhs, rhs ast.Expr) {
	id := lhs.(*ast.Ident)
	if isBlank(id) {
		l.discard(rhs)
		return
	}
	if l.info.Defs[id] != nil {
		l.define(id, rhs)
		return
	}
	l.line("%s = %s", l.ident(id), l.expr(rhs))
}

// parallel writes a, b = x, y. New variables are invisible to the values, so
// they can be declared one by one; otherwise all values are computed first.
func (l *lowerer) parallel(s *ast.AssignStmt) {
	if s.Tok == token.DEFINE && l.allNew(s.Lhs) {
		for i := range s.Lhs {
			l.defineOrAssign(s.Lhs[i], s.Rhs[i])
		}
		return
	}
	if _, ok := l.independent(s); ok {
		for i := range s.Lhs {
			if isBlank(s.Lhs[i]) {
				l.discard(s.Rhs[i])
				continue
			}
			l.line("%s = %s", l.expr(s.Lhs[i]), l.expr(s.Rhs[i]))
		}
		return
	}
	targets := make([]string, len(s.Lhs))
	for i, e := range s.Lhs {
		targets[i] = l.target(e)
	}
	temps := make([]string, len(s.Rhs))
	for i, e := range s.Rhs {
		temps[i] = l.fresh("value")
		if isNil(l.info.Types[e].Type) {
			temps[i] = "nil"
			continue
		}
		l.line("%s := %s", temps[i], l.expr(e))
	}
	for i, e := range s.Lhs {
		if id, ok := e.(*ast.Ident); ok && l.info.Defs[id] != nil && id.Name != "_" {
			l.line("%s := %s", l.name(l.info.Defs[id]), temps[i])
			continue
		}
		l.line("%s = %s", targets[i], temps[i])
	}
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

// discard computes a value that nothing uses.
func (l *lowerer) discard(e ast.Expr) { l.drop(l.expr(e), l.info.Types[e].Type) }

// drop writes the text of a value that nothing uses. The interpreter assigns no
// comparison to the blank identifier.
func (l *lowerer) drop(text string, t types.Type) {
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
		l.kept("value", text)
		return
	}
	l.line("_ = %s", text)
}

func (l *lowerer) allNew(lhs []ast.Expr) bool {
	for _, e := range lhs {
		id := e.(*ast.Ident)
		if id.Name != "_" && l.info.Defs[id] == nil {
			return false
		}
	}
	return true
}

// target writes the left side of an assignment with its indices, pointers,
// slices and maps computed now.
func (l *lowerer) target(e ast.Expr) string {
	e = ast.Unparen(e)
	switch e := e.(type) {
	case *ast.IndexExpr:
		x := l.place(e.X)
		if l.info.Types[e.Index].Value != nil {
			return x + "[" + l.expr(e.Index) + "]"
		}
		return x + "[" + l.kept("index", l.expr(e.Index)) + "]"
	case *ast.SelectorExpr:
		if s := l.info.Selections[e]; s != nil && !s.Indirect() {
			text, _ := l.along(l.target(e.X), l.info.Types[e.X].Type, s.Index())
			return text
		}
		return "(*" + l.kept("place", "&"+l.expr(e)) + ")"
	case *ast.StarExpr:
		return "(*" + l.kept("place", l.expr(e.X)) + ")"
	case *ast.Ident:
		if l.info.Defs[e] != nil && e.Name != "_" {
			return ""
		}
	}
	return l.expr(e)
}

// place writes what a target's index is taken of.
func (l *lowerer) place(e ast.Expr) string {
	switch l.info.Types[e].Type.Underlying().(type) {
	case *types.Array:
		return l.target(e)
	case *types.Pointer:
		return "(*" + l.kept("place", l.expr(e)) + ")"
	}
	return l.kept("place", l.expr(e))
}

// kept copies a value to a variable of its own and returns the variable.
func (l *lowerer) kept(base, text string) string {
	name := l.fresh(base)
	l.line("%s := %s", name, text)
	return name
}

// tuple writes an assignment of the several results of one expression.
func (l *lowerer) tuple(lhs []ast.Expr, rhs ast.Expr) {
	names := make([]string, len(lhs))
	after := []string{}
	for i, e := range lhs {
		id, ok := e.(*ast.Ident)
		switch {
		case ok && id.Name == "_":
			names[i] = "_"
		case ok && l.info.Defs[id] != nil:
			names[i] = l.name(l.info.Defs[id])
			if l.needsType(id, rhs, i) {
				names[i] = l.fresh("value")
				after = append(after, "var "+l.name(l.info.Defs[id])+" "+l.typ(l.info.Defs[id].Type())+" = "+names[i])
			}
		default:
			names[i] = l.fresh("value")
			after = append(after, l.expr(e)+" = "+names[i])
		}
	}
	l.tupleInto(names, rhs)
	for _, a := range after {
		l.line("%s", a)
	}
}

// tupleInto declares names, "_" for none, with the several results of rhs.
func (l *lowerer) tupleInto(names []string, rhs ast.Expr) {
	if call, ok := ast.Unparen(rhs).(*ast.CallExpr); ok && l.isUserCall(call) {
		l.callInto(call, names)
		return
	}
	op := "="
	for _, n := range names {
		if n != "_" {
			op = ":="
		}
	}
	l.line("%s %s %s", strings.Join(names, ", "), op, l.expr(rhs))
}

// needsType says that a variable declared for result i of rhs has another type
// than the result, as in var a, b T = f().
func (l *lowerer) needsType(id *ast.Ident, rhs ast.Expr, i int) bool {
	tuple, ok := l.info.Types[rhs].Type.(*types.Tuple)
	return ok && !types.Identical(types.Default(tuple.At(i).Type()), l.info.Defs[id].Type())
}

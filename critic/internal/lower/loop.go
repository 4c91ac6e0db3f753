package lower

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// forStmt writes the initialisation before the loop, since it can take several
// statements.
func (l *lowerer) forStmt(s *ast.ForStmt, label string) {
	if s.Init == nil {
		l.forLoop(s, label)
		return
	}
	l.block(func() {
		l.stmt(s.Init)
		l.forLoop(s, label)
	})
}

func (l *lowerer) forLoop(s *ast.ForStmt, label string) {
	cond := ""
	if s.Cond != nil {
		cond = l.head(s.Cond)
	}
	l.label(label)
	l.line("for ; %s; %s {", cond, l.post(s.Post))
	l.loopBody(s.Body.List)
	l.line("}")
}

func (l *lowerer) label(label string) {
	if label != "" {
		l.line("%s:", label)
	}
}

func (l *lowerer) loopBody(list []ast.Stmt) {
	l.indent++
	l.line("%s.%s()", HostPath, TickFunc)
	l.stmts(list)
	l.indent--
}

// post writes the statement between iterations, which must be one.
func (l *lowerer) post(s ast.Stmt) string {
	switch s := s.(type) {
	case nil:
		return ""
	case *ast.IncDecStmt:
		return l.expr(s.X) + s.Tok.String()
	case *ast.ExprStmt:
		return l.expr(s.X)
	case *ast.AssignStmt:
		if len(s.Lhs) == 1 {
			return l.expr(s.Lhs[0]) + " " + s.Tok.String() + " " + l.expr(s.Rhs[0])
		}
		if text, ok := l.independent(s); ok {
			return text
		}
	}
	l.fail(s, "move this statement to the end of the loop's body")
	return ""
}

func (l *lowerer) rangeStmt(s *ast.RangeStmt, label string) {
	switch t := l.info.Types[s.X].Type.Underlying().(type) {
	case *types.Basic:
		if t.Info()&types.IsInteger != 0 {
			l.rangeInt(s, label)
			return
		}
	case *types.Map:
		l.rangeMap(s, label)
		return
	}
	key, value := l.loopVar(s.Key), l.loopVar(s.Value)
	head := ""
	switch {
	case value != "_":
		head = key + ", " + value + " := "
	case key != "_":
		head = key + " := "
	}
	x := l.head(s.X)
	l.label(label)
	l.line("for %srange %s {", head, x)
	l.loopBody(s.Body.List)
	l.line("}")
}

// loopVar returns the name of a variable that the loop declares, or "_".
func (l *lowerer) loopVar(e ast.Expr) string {
	id, ok := e.(*ast.Ident)
	if !ok || id.Name == "_" {
		return "_"
	}
	return l.name(l.info.Defs[id])
}

// rangeInt writes range over an integer as a counting loop. The body has a copy
// of the count, which it may change.
func (l *lowerer) rangeInt(s *ast.RangeStmt, label string) {
	// The type of a constant bound is that of the variable.
	typ := "int"
	if id, ok := s.Key.(*ast.Ident); ok && id.Name != "_" {
		typ = l.typ(l.info.Defs[id].Type())
	} else if t := l.info.Types[s.X].Type; t != nil {
		typ = l.typ(t)
	}
	l.block(func() {
		bound, count := l.fresh("bound"), l.fresh("count")
		l.line("%s := %s", bound, l.intBound(s.X, typ))
		l.line("%s := %s", count, converted(typ, "0"))
		l.label(label)
		l.line("for ; %s < %s; %s++ {", count, bound, count)
		l.indent++
		if id := l.loopVar(s.Key); id != "_" {
			l.line("%s := %s", id, count)
		}
		l.indent--
		l.loopBody(s.Body.List)
		l.line("}")
	})
}

func (l *lowerer) intBound(e ast.Expr, typ string) string {
	if tv := l.info.Types[e]; tv.Value != nil {
		return converted(typ, tv.Value.ExactString())
	}
	return l.expr(e)
}

// rangeMap writes range over a map of terms in the order of its keys.
func (l *lowerer) rangeMap(s *ast.RangeStmt, label string) {
	l.block(func() {
		terms, keys := l.fresh("terms"), l.fresh("keys")
		l.line("%s := %s", terms, l.expr(s.X))
		l.line("%s := %s.%s(%s)", keys, HostPath, SortedFunc, terms)
		l.label(label)
		key := l.loopVar(s.Key)
		if key == "_" {
			key = l.fresh("key")
		}
		l.line("for _, %s := range %s {", key, keys)
		l.indent++
		if value := l.loopVar(s.Value); value != "_" {
			l.line("%s := %s[%s]", value, terms, key)
		}
		l.indent--
		l.loopBody(s.Body.List)
		l.line("}")
	})
}

// independent writes a parallel assignment on one line if doing it left to
// right is the same: no value depends on a variable assigned before it.
func (l *lowerer) independent(s *ast.AssignStmt) (string, bool) {
	if len(s.Lhs) != len(s.Rhs) || s.Tok != token.ASSIGN {
		return "", false
	}
	left, right := "", ""
	for i := range s.Lhs {
		id, ok := s.Lhs[i].(*ast.Ident)
		if !ok || !l.unread(s, id, i+1) {
			return "", false
		}
		if i > 0 {
			left, right = left+", ", right+", "
		}
		left += l.expr(id)
		right += l.expr(s.Rhs[i])
	}
	return fmt.Sprintf("%s = %s", left, right), true
}

// unread says that the values from the given one on neither use the variable id
// nor call functions, which might.
func (l *lowerer) unread(s *ast.AssignStmt, id *ast.Ident, from int) bool {
	ok := true
	for _, e := range s.Rhs[from:] {
		ast.Inspect(e, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				ok = false
			case *ast.Ident:
				ok = ok && (id.Name == "_" || l.info.ObjectOf(n) != l.info.ObjectOf(id))
			}
			return ok
		})
	}
	return ok
}

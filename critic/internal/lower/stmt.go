package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

func (l *lowerer) stmts(list []ast.Stmt) {
	for _, s := range list {
		l.stmt(s)
	}
}

func (l *lowerer) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.EmptyStmt:
	case *ast.ExprStmt:
		l.line("%s", l.expr(s.X))
	case *ast.AssignStmt:
		l.assign(s)
	case *ast.IncDecStmt:
		l.line("%s%s", l.expr(s.X), s.Tok)
	case *ast.DeclStmt:
		l.decl(s.Decl.(*ast.GenDecl))
	case *ast.BlockStmt:
		l.block(func() { l.stmts(s.List) })
	case *ast.ReturnStmt:
		l.returnStmt(s)
	case *ast.IfStmt:
		l.ifStmt(s)
	case *ast.SwitchStmt:
		l.switchStmt(s, "")
	case *ast.ForStmt:
		l.forStmt(s, "")
	case *ast.RangeStmt:
		l.rangeStmt(s, "")
	case *ast.LabeledStmt:
		l.labeled(s)
	case *ast.BranchStmt:
		l.branch(s)
	default:
		l.fail(s, "the interpreter has no statement of this kind")
	}
}

func (l *lowerer) block(write func()) {
	l.line("{")
	l.indent++
	write()
	l.indent--
	l.line("}")
}

func (l *lowerer) decl(d *ast.GenDecl) {
	if d.Tok != token.VAR { // constants are folded, types declared on use
		return
	}
	for _, spec := range d.Specs {
		l.varSpec(spec.(*ast.ValueSpec))
	}
}

func (l *lowerer) varSpec(spec *ast.ValueSpec) {
	if len(spec.Values) == 1 && len(spec.Names) > 1 {
		l.tuple(idents(spec.Names), spec.Values[0])
		return
	}
	for i, id := range spec.Names {
		obj := l.info.Defs[id]
		switch {
		case len(spec.Values) == 0 && id.Name == "_":
		case len(spec.Values) == 0:
			l.declare(l.name(obj), obj.Type())
		case id.Name == "_":
			l.line("_ = %s", l.expr(spec.Values[i]))
		default:
			l.define(id, spec.Values[i])
		}
	}
}

func idents(names []*ast.Ident) []ast.Expr {
	var list []ast.Expr
	for _, n := range names {
		list = append(list, n)
	}
	return list
}

// define declares a new variable with the value of e.
func (l *lowerer) define(id *ast.Ident, e ast.Expr) {
	obj := l.info.Defs[id]
	t := l.info.Types[e].Type
	if types.Identical(obj.Type(), types.Default(t)) && !isNil(t) {
		l.line("%s := %s", l.name(obj), l.expr(e))
		return
	}
	l.line("var %s %s = %s", l.name(obj), l.typ(obj.Type()), l.expr(e))
}

func isNil(t types.Type) bool { return t == types.Typ[types.UntypedNil] }

func (l *lowerer) returnStmt(s *ast.ReturnStmt) {
	values := l.results
	if len(s.Results) > 0 {
		values = nil
		for _, e := range s.Results {
			values = append(values, l.expr(e))
		}
	}
	if !l.inline || l.depth > 0 {
		l.line("return %s", strings.Join(values, ", "))
		return
	}
	if len(values) == 1 { // both results of one call
		total, terms := l.fresh("total"), l.fresh("terms")
		l.line("%s, %s := %s", total, terms, values[0])
		values = []string{total, terms}
	}
	l.line("totals__[i__] = %s", values[0])
	l.line("terms__[i__] = %s", values[1])
	l.line("continue %s", driverLoop)
}

func (l *lowerer) ifStmt(s *ast.IfStmt) {
	if s.Init != nil {
		l.block(func() {
			l.stmt(s.Init)
			l.ifBody(s)
		})
		return
	}
	l.ifBody(s)
}

func (l *lowerer) ifBody(s *ast.IfStmt) {
	l.line("if %s {", l.head(s.Cond))
	l.indented(s.Body.List)
	if s.Else != nil {
		l.line("} else {")
		if b, ok := s.Else.(*ast.BlockStmt); ok {
			l.indented(b.List)
		} else {
			l.indented([]ast.Stmt{s.Else})
		}
	}
	l.line("}")
}

func (l *lowerer) indented(list []ast.Stmt) {
	l.indent++
	l.stmts(list)
	l.indent--
}

func (l *lowerer) switchStmt(s *ast.SwitchStmt, label string) {
	l.block(func() {
		if s.Init != nil {
			l.stmt(s.Init)
		}
		tag := ""
		if s.Tag != nil {
			// A constant tag would be taken for a type by the interpreter.
			t := l.fresh("tag")
			l.line("%s := %s", t, l.expr(s.Tag))
			tag = t + " "
		}
		if label != "" {
			l.line("%s:", label)
		}
		l.line("switch %s{", tag)
		for _, c := range l.defaultLast(s) {
			l.caseClause(c)
		}
		l.line("}")
	})
}

// defaultLast returns the clauses of a switch in the order that the interpreter
// needs: it takes a default that is not the last for a case like any other.
func (l *lowerer) defaultLast(s *ast.SwitchStmt) []*ast.CaseClause {
	var clauses, last []*ast.CaseClause
	falls := false
	for _, c := range s.Body.List {
		clause := c.(*ast.CaseClause)
		if clause.List == nil {
			last = append(last, clause)
		} else {
			clauses = append(clauses, clause)
		}
		if n := len(clause.Body); n > 0 {
			b, ok := clause.Body[n-1].(*ast.BranchStmt)
			falls = falls || ok && b.Tok == token.FALLTHROUGH
		}
	}
	if moved := len(last) > 0 && s.Body.List[len(s.Body.List)-1] != ast.Stmt(last[0]); moved && falls {
		l.fail(last[0], "move the default of a switch with fallthrough to its end")
	}
	return append(clauses, last...)
}

func (l *lowerer) caseClause(c *ast.CaseClause) {
	if c.List == nil {
		l.line("default:")
	} else {
		var list []string
		for _, e := range c.List {
			list = append(list, l.expr(e))
		}
		l.line("case %s:", strings.Join(list, ", "))
	}
	l.indented(c.Body)
}

func (l *lowerer) labeled(s *ast.LabeledStmt) {
	label := l.name(l.info.Defs[s.Label])
	switch inner := s.Stmt.(type) {
	case *ast.ForStmt:
		l.forStmt(inner, label)
	case *ast.RangeStmt:
		l.rangeStmt(inner, label)
	case *ast.SwitchStmt:
		l.switchStmt(inner, label)
	default:
		l.fail(s, "only a loop or a switch can have a label")
	}
}

func (l *lowerer) branch(s *ast.BranchStmt) {
	if s.Label == nil {
		l.line("%s", s.Tok)
		return
	}
	l.line("%s %s", s.Tok, l.name(l.info.Uses[s.Label]))
}

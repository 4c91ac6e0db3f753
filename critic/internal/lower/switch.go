package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// switchStmt writes a switch. Where a case needs statements of its own to be
// computed, the switch becomes a chain of ifs in a loop that runs once.
func (l *lowerer) switchStmt(s *ast.SwitchStmt, label string) {
	l.block(func() {
		if s.Init != nil {
			l.stmt(s.Init)
		}
		tag := ""
		if s.Tag != nil {
			// A constant tag would be taken for a type by the interpreter.
			tag = l.fresh("tag")
			l.line("%s := %s", tag, l.expr(s.Tag))
		}
		clauses, falls := l.clauses(s)
		if l.isPlain(s) {
			l.plainSwitch(clauses, tag, label)
			return
		}
		if falls {
			l.fail(s, "a switch with fallthrough can only have cases without calls, && and ||")
		}
		l.loop(&loop{label: label, once: true}, "for {", func() {
			l.chain(clauses, tag)
			l.line("break")
		})
	})
}

// isPlain says that no case needs statements of its own. Of several truth values
// in one case the interpreter does not look at all, and NaN it finds among several
// numbers.
func (l *lowerer) isPlain(s *ast.SwitchStmt) bool {
	plain := true
	for _, c := range s.Body.List {
		list := c.(*ast.CaseClause).List
		for _, e := range list {
			plain = plain && l.isSimple(e)
		}
		plain = plain && (s.Tag == nil || len(list) < 2 || !l.isOf(s.Tag, types.IsBoolean|types.IsFloat))
	}
	return plain
}

func (l *lowerer) isOf(e ast.Expr, kinds types.BasicInfo) bool {
	b, ok := l.info.Types[e].Type.Underlying().(*types.Basic)
	return ok && b.Info()&kinds != 0
}

func (l *lowerer) plainSwitch(clauses []*ast.CaseClause, tag, label string) {
	l.loop(&loop{label: label, isSwitch: true}, "switch "+tag+" {", func() {
		for _, c := range clauses {
			switch {
			case c.List == nil:
				l.line("default:")
			case tag == "":
				l.line("case %s:", strings.Join(l.exprs(c.List), " || "))
			default:
				l.line("case %s:", strings.Join(l.exprs(c.List), ", "))
			}
			l.caseBody(c.Body)
		}
	})
}

// caseBody writes the statements of a case. The interpreter does not find labels
// that stand directly in one, so that they get a block.
func (l *lowerer) caseBody(list []ast.Stmt) {
	fall := len(list)
	if fall > 0 && isFallthrough(list[fall-1]) {
		fall--
	}
	body := l.written(func() { l.indented(list[:fall]) })
	labels := strings.Contains(body, ":\n")
	if labels {
		l.line("{")
	}
	l.out.WriteString(body)
	if labels {
		l.line("}")
	}
	l.indented(list[fall:])
}

func isFallthrough(s ast.Stmt) bool {
	b, ok := s.(*ast.BranchStmt)
	return ok && b.Tok == token.FALLTHROUGH
}

func (l *lowerer) exprs(list []ast.Expr) []string {
	var texts []string
	for _, e := range list {
		texts = append(texts, l.expr(e))
	}
	return texts
}

// chain writes the clauses as nested ifs.
func (l *lowerer) chain(clauses []*ast.CaseClause, tag string) {
	if len(clauses) == 0 {
		return
	}
	c := clauses[0]
	if c.List == nil {
		l.block(func() { l.stmts(c.Body) })
		return
	}
	match := l.matches(c.List, tag)
	l.line("if %s {", match)
	l.indented(c.Body)
	if len(clauses) > 1 {
		l.line("} else {")
		l.indent++
		l.chain(clauses[1:], tag)
		l.indent--
	}
	l.line("}")
}

// matches returns a variable that says whether one of the cases applies.
func (l *lowerer) matches(cases []ast.Expr, tag string) string {
	match := l.fresh("match")
	test := func(e ast.Expr) string {
		if tag == "" {
			return l.expr(e)
		}
		return tag + " == " + l.atLeast(e, token.EQL.Precedence()+1)
	}
	l.line("%s := %s", match, test(cases[0]))
	for _, e := range cases[1:] {
		l.line("if !%s {", match)
		l.indent++
		l.line("%s = %s", match, test(e))
		l.indent--
		l.line("}")
	}
	return match
}

// clauses returns the clauses of a switch in the order that the interpreter
// needs, which takes a default that is not the last for a case like any other,
// and whether one falls through.
func (l *lowerer) clauses(s *ast.SwitchStmt) (clauses []*ast.CaseClause, falls bool) {
	var last []*ast.CaseClause
	for _, c := range s.Body.List {
		clause := c.(*ast.CaseClause)
		if clause.List == nil {
			last = append(last, clause)
		} else {
			clauses = append(clauses, clause)
		}
		if n := len(clause.Body); n > 0 {
			falls = falls || isFallthrough(clause.Body[n-1])
		}
	}
	if moved := len(last) > 0 && s.Body.List[len(s.Body.List)-1] != ast.Stmt(last[0]); moved && falls {
		l.fail(last[0], "move the default of a switch with fallthrough to its end")
	}
	return append(clauses, last...), falls
}

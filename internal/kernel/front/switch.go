package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// switches lowers a switch as a chain of branches. A clause that another falls
// through to is lowered there once more.
func (f *fn) switches(s *ast.SwitchStmt, label string) {
	f.label(f.pos(s), func(end *join) {
		f.within(&target{label: label, end: end}, func() {
			if s.Init != nil {
				f.stmt(s.Init, "")
			}
			c := &clauses{f: f, list: s.Body.List, end: end}
			if s.Tag != nil {
				c.t = f.tagType(s)
				f.hoist(s.Tag)
				c.tag = f.as(s.Tag, c.t)
				c.at = s.Tag.Pos()
			}
			c.choose(0, 0)
		})
	})
}

// tagType is the type in which a switch compares: untyped tags take theirs by
// default.
func (f *fn) tagType(s *ast.SwitchStmt) types.Type { return types.Default(f.typeOf(s.Tag)) }

// clauses are those of one switch.
type clauses struct {
	f    *fn
	list []ast.Stmt
	end  *join
	tag  value // nil without a tag
	t    types.Type
	at   token.Pos
}

// maxChain is how many branches lie within one another. Then the next lie beside
// them, so that long switches do not nest deep.
const maxChain = 16

// choose runs the first clause from number i on that matches, or the default;
// depth branches of the chain lie around it.
func (c *clauses) choose(i, depth int) {
	for i < len(c.list) && c.list[i].(*ast.CaseClause).List == nil {
		i++
	}
	if i == len(c.list) {
		c.otherwise()
		return
	}
	clause := c.list[i].(*ast.CaseClause)
	pos := c.f.pos(clause)
	if depth < maxChain {
		c.f.branch(c.matches(clause), pos, func() { c.run(i) }, func() { c.choose(i+1, depth+1) })
		return
	}
	c.f.branch(c.matches(clause), pos, func() { c.run(i); c.f.leave(c.end, pos) }, func() {})
	c.choose(i+1, 0)
}

// otherwise runs the default clause, if there is one.
func (c *clauses) otherwise() {
	for i, clause := range c.list {
		if clause.(*ast.CaseClause).List == nil {
			c.run(i)
		}
	}
}

// matches says whether one of the expressions of a clause holds.
func (c *clauses) matches(clause *ast.CaseClause) *ir.Value {
	f := c.f
	match := c.match(clause.List[0])
	for _, e := range clause.List[1:] {
		match = f.logic(token.LOR, match, f.pos(e), func() *ir.Value { return c.match(e) })
	}
	return match
}

func (c *clauses) match(e ast.Expr) *ir.Value {
	if c.tag == nil {
		return c.f.statementValue(e)
	}
	return c.f.equal(c.tag, c.f.as(e, c.t), c.t, e.Pos())
}

// run lowers the body of clause i.
func (c *clauses) run(i int) {
	body := c.list[i].(*ast.CaseClause).Body
	falls := false
	if n := len(body); n > 0 {
		b, ok := body[n-1].(*ast.BranchStmt)
		if falls = ok && b.Tok == token.FALLTHROUGH; falls {
			body = body[:n-1]
		}
	}
	c.f.block(body)
	if falls && i+1 < len(c.list) && !c.f.exhausted() {
		c.run(i + 1)
	}
}

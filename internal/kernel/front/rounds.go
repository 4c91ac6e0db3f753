package front

import (
	"go/ast"
	"go/token"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// rounds lowers a loop that counts from 0 to below n, an int, or in free packages
// a u32. element, if there is one,
// reads what the second variable holds.
func (f *fn) rounds(s *ast.RangeStmt, label string, n *ir.Value, element func(i *ir.Value) value) {
	f.either(
		func() { f.runRounds(s, label, n, element) },
		func() { f.unrollRounds(s, label, n, element) })
}

func (f *fn) runRounds(s *ast.RangeStmt, label string, n *ir.Value, element func(i *ir.Value) value) {
	pos := f.pos(s)
	counter := f.newVar("i", n.Type)
	if id, ok := s.Key.(*ast.Ident); ok && id.Name != "_" {
		counter.Name = id.Name
	}
	limit := known{}
	isKnown := false
	if limit, isKnown = constantOf(n); !isKnown {
		limit = known{t: n.Type}
	}
	f.store(counter, f.constant(known{n.Type, 0}))
	f.loop(pos, func(end, next *join) {
		i := f.load(counter)
		bound := n
		if isKnown {
			bound = f.constant(limit)
		}
		f.branch(f.op(ir.Lt, ir.TBool, pos, i, bound), pos, func() {}, func() { f.leave(end, pos) })
		f.roundVariables(s, i, element)
		f.within(&target{label, end, next}, func() { f.block(s.Body.List) })
	}, func() {
		f.store(counter, f.op(ir.Add, counter.Type, pos, f.load(counter), f.constant(known{counter.Type, 1})))
	})
}

// unrollRounds lowers the rounds one by one.
func (f *fn) unrollRounds(s *ast.RangeStmt, label string, n *ir.Value, element func(i *ir.Value) value) {
	c, ok := constantOf(n)
	if !ok || int32(uint32(c.bits)) > maxRounds {
		f.refuse(s.Pos(), ReasonStatic, "a loop whose rounds are not known while compiling", "use a constant number of rounds, at most 64")
		return
	}
	f.unrolled(s, label, int(int32(uint32(c.bits))), func(i int) { f.roundVariables(s, f.integer(i), element) })
}

// unrolled lowers n rounds, the variables of each made by prepare.
func (f *fn) unrolled(s *ast.RangeStmt, label string, n int, prepare func(i int)) {
	f.label(f.pos(s), func(end *join) {
		outer := f.frame.scope
		for i := range n {
			if f.dead || f.exhausted() {
				break
			}
			f.frame.scope = newScope(outer)
			prepare(i)
			f.round(s.Body, label, end)
		}
		f.frame.scope = outer
	})
}

// roundVariables sets the variables of a round.
func (f *fn) roundVariables(s *ast.RangeStmt, i *ir.Value, element func(i *ir.Value) value) {
	f.roundVariable(s, s.Key, func() value { return f.counted(s, i) })
	if element != nil {
		f.roundVariable(s, s.Value, func() value { return element(i) })
	}
}

// counted is the counter as the type of the loop's variable.
func (f *fn) counted(s *ast.RangeStmt, i *ir.Value) value {
	if rt := f.types.runtime(f.typeOf(s.Key)); rt != nil && rt.Kind == ir.Uint32 && i.Type.Kind != rt.Kind {
		return f.op(ir.Convert, rt, f.pos(s), i)
	}
	return i
}

// roundVariable sets one variable of a round: a new one, or an existing one.
func (f *fn) roundVariable(s *ast.RangeStmt, e ast.Expr, v func() value) {
	id, ok := e.(*ast.Ident)
	switch {
	case e == nil || ok && id.Name == "_":
	case s.Tok == token.DEFINE && ok:
		f.declare(id, v())
	default:
		f.assign(f.locate(e), v(), e.Pos())
	}
}

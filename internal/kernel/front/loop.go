package front

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

var one = constant.MakeInt64(1)

// maxRounds is how often a loop is unrolled at most.
const maxRounds = 64

// forLoop lowers a loop with a condition. One that cannot be a loop at run time,
// because strings, maps or functions change from round to round, is unrolled if
// its rounds are known.
func (f *fn) forLoop(s *ast.ForStmt, label string) {
	f.either(func() { f.runForLoop(s, label) }, func() { f.unrollForLoop(s, label) })
}

// either lowers a loop in the first way, or in the second where the first is
// refused and the second is not. Keys of maps have to be known for that: only
// where neither way can do it are they chosen at run time.
func (f *fn) either(first, second func()) {
	start, exact, unknown := f.mark(), f.exact, f.unknownKeys
	var told []Diagnostic
	for attempt, way := range []func(){first, second, first} {
		f.exact = exact || attempt < 2
		way()
		f.exact = exact
		problems := slices.Clone(f.diagnostics[start.told:])
		if attempt == 0 {
			told = problems
		}
		if len(problems) == 0 || f.exhausted() {
			return
		}
		f.reset(start)
		if attempt == 1 && (exact || f.unknownKeys == unknown) {
			break // no third way, or it is for the loop around to try
		}
	}
	f.diagnostics = append(f.diagnostics[:start.told:start.told], told...)
}

func (f *fn) runForLoop(s *ast.ForStmt, label string) {
	if s.Init != nil {
		f.stmt(s.Init, "")
	}
	pos := f.pos(s)
	f.loop(pos, func(end, next *join) {
		if s.Cond != nil {
			f.branch(f.statementValue(s.Cond), f.pos(s.Cond), func() {}, func() { f.leave(end, pos) })
		}
		f.within(&target{label, end, next}, func() { f.block(s.Body.List) })
	}, func() {
		if s.Post != nil {
			f.stmt(s.Post, "")
		}
	})
}

// unrollForLoop lowers the rounds one by one, with the counters followed.
func (f *fn) unrollForLoop(s *ast.ForStmt, label string) {
	counters := f.counters(s.Init)
	pos := f.pos(s)
	outer := f.frame.scope
	defer func() { f.frame.scope = outer }()
	f.label(pos, func(end *join) {
		for round := 0; !f.dead; round++ {
			if round == maxRounds || f.exhausted() {
				f.refuse(s.Pos(), ReasonStatic, "a loop whose rounds are not known while compiling", "use a constant number of rounds, at most 64")
				return
			}
			more, ok := known{ir.TBool, 1}, true
			if s.Cond != nil {
				more, ok = constantOf(f.statementValue(s.Cond))
			}
			if !ok {
				f.refuse(s.Pos(), ReasonStatic, "a loop whose rounds are not known while compiling", "use a constant number of rounds, at most 64")
				return
			}
			if more.bits == 0 {
				return
			}
			f.round(s.Body, label, end)
			f.renew(counters)
			if s.Post != nil {
				f.stmt(s.Post, "")
			}
		}
	})
}

// renew gives the next round counters of its own, which start as those of the
// last one ended.
func (f *fn) renew(counters []types.Object) {
	if f.dead {
		return
	}
	f.frame.scope = newScope(f.frame.scope)
	for _, obj := range counters {
		last := f.frame.scope.find(obj)
		f.count(obj, f.get(&place{cell: last, t: obj.Type()}, obj.Pos()))
	}
}

// count makes a counter that is followed.
func (f *fn) count(obj types.Object, v value) {
	sl := f.newSlot(obj.Name(), ir.TInt)
	sl.kept = true
	f.frame.scope.vars[obj] = sl
	f.fill(sl, v, obj.Pos())
}

// round lowers one round of an unrolled loop.
func (f *fn) round(body *ast.BlockStmt, label string, end *join) {
	outer := f.frame.scope
	f.frame.scope = newScope(outer)
	f.label(f.pos(body), func(next *join) {
		f.within(&target{label, end, next}, func() { f.block(body.List) })
	})
	f.frame.scope = outer
}

// counters declares the variables of an unrolled loop so that what they hold is
// followed, and returns those that are ints.
func (f *fn) counters(init ast.Stmt) (counters []types.Object) {
	s, ok := init.(*ast.AssignStmt)
	if !ok || s.Tok != token.DEFINE || len(s.Lhs) != len(s.Rhs) {
		if init != nil {
			f.stmt(init, "")
		}
		return nil
	}
	values := make([]value, len(s.Rhs))
	for i, e := range s.Rhs {
		values[i] = f.as(e, f.targetType(s.Lhs[i], e))
	}
	for i, e := range s.Lhs {
		id := e.(*ast.Ident)
		obj := f.info().Defs[id]
		v, isNumber := values[i].(*ir.Value)
		if obj == nil || !isNumber || v.Type.Kind != ir.Int {
			f.declare(id, values[i])
			continue
		}
		f.count(obj, v)
		counters = append(counters, obj)
	}
	return counters
}

// rangeLoop lowers a loop over an int, array, slice, map or string.
func (f *fn) rangeLoop(s *ast.RangeStmt, label string) {
	t := f.typeOf(s.X)
	if elem := pointee(t); elem != nil {
		t = elem
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if isString(t) {
			f.rangeText(s, label)
			return
		}
		if u.Info()&types.IsInteger != 0 {
			f.rangeInt(s, label)
			return
		}
	case *types.Array:
		f.rangeArray(s, label, int(u.Len()))
		return
	case *types.Slice:
		f.rangeSlice(s, label)
		return
	case *types.Map:
		f.rangeMap(s, label)
		return
	}
	f.refuse(s.Pos(), ReasonUnsupported, "a loop over a "+t.String(), "loop over an int, array or map")
}

// rounds lowers a loop that counts from 0 to below n. element, if there is one,
// reads what the second variable holds.
func (f *fn) rounds(s *ast.RangeStmt, label string, n *ir.Value, element func(i *ir.Value) value) {
	f.either(
		func() { f.runRounds(s, label, n, element) },
		func() { f.unrollRounds(s, label, n, element) })
}

func (f *fn) runRounds(s *ast.RangeStmt, label string, n *ir.Value, element func(i *ir.Value) value) {
	pos := f.pos(s)
	counter := f.newVar("i", ir.TInt)
	if id, ok := s.Key.(*ast.Ident); ok && id.Name != "_" {
		counter.Name = id.Name
	}
	limit := known{}
	isKnown := false
	if limit, isKnown = constantOf(n); !isKnown {
		limit = known{t: n.Type}
	}
	f.store(counter, f.integer(0))
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
		f.store(counter, f.op(ir.Add, ir.TInt, pos, f.load(counter), f.integer(1)))
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
	if rt := f.types.runtime(f.typeOf(s.Key)); rt != nil && rt.Kind == ir.Uint32 {
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

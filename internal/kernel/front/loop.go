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

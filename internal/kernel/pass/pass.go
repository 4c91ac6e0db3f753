// Package pass rewrites programs of package ir so that they cost less and mean
// the same: for every argument the same bits, and the same stops at the same
// positions. Only fuel can differ, and only downwards, since a call that is
// inlined, shared or removed takes none: a program that does not run out of fuel
// does not do so afterwards, and one that does may not.
//
// In a function of a grid, a stop is no end, and what an invocation computes after
// one is open but for what is free: see stop.go. A buffer is not known to hold
// anything: every fetch and put stays that is needed.
//
// Every pass is a function of its own in a file of its own that says why it is
// safe. ir.Check holds after each: within.go says how indices stay known to be
// within their arrays.
package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// Optimise returns a program that does the same as p for less. p, which may be
// shared, is not changed. The entries keep their names; their parameters and
// results are the leaves of those they had. In what it returns, every value and
// variable is a scalar, or an array of scalars that is too large to take apart.
//
// The passes over the whole program, in this order:
//
//   - reach, so that the others see only what is used;
//   - flatten, before inlining, so that arguments reach a copied body as scalars.
//
// Then each function goes through all of the others before its callers do, so
// that a body is small when it is measured, and clean when it is copied:
//
//   - inline, since all others find more in larger functions;
//   - scalars, since only scalars are forwarded and shared well;
//   - simplify, which makes indices constant: if that lets an array be taken
//     apart, or would find more, again;
//   - dead, before selects, which count what a branch computes;
//   - selects, and where one was made, simplify and dead again: it has turned
//     stores that depend on a branch into ones that can be forwarded.
//   - signatures, last, when it is known what a function uses; its callers are
//     adapted first.
//
// At the end, reach again removes functions all of whose calls were inlined.
func Optimise(p *ir.Program) *ir.Program {
	return OptimiseKeeping(p, none)
}

// none is no function.
func none(*ir.Func) bool { return false }

// OptimiseKeeping is Optimise for a target that has some of the functions
// itself: calls of those for which keep is true, which take and return scalars,
// stay calls.
func OptimiseKeeping(p *ir.Program, keep func(*ir.Func) bool) *ir.Program {
	p = ir.Clone(p)
	reach(p)
	flatten(p)
	n, e := newInliner(p, keep), effects{}
	s := newSignatures(keep)
	for _, f := range p.Funcs {
		s.adapt(f)
		n.inline(f)
		function(f, e)
		s.shorten(f, e)
		n.done(f)
		e.add(f)
	}
	reach(p)
	return p
}

// everything is what simplify can do.
var everything = rules{Fold: true, Share: true, Forward: true}

// function runs the passes over one function.
func function(f *ir.Func, e effects) {
	scalars(f)
	again := simplify(f, everything)
	if scalars(f) || again {
		simplify(f, everything)
	}
	dead(f, e)
	if selects(f) {
		simplify(f, everything)
		dead(f, e)
	}
}

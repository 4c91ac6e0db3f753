package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// Sizes of inlining, in values that cost something: see weight.
const (
	// smallBody is how large a function may be to be inlined wherever it is
	// called: vector arithmetic, wrappers of intrinsics and the parts of a sine
	// are, a whole sine or exponential is not. A target compiles those once;
	// copied, each costs it 0.2 ms. Against 20, environments and rewards run in
	// 0.9 of the time (0.63 to 1.07).
	smallBody = 36

	// onceBody is how large a function may be to be inlined where it is called
	// from one place only: nothing grows by that.
	onceBody = 400

	// largeCaller is how large a function may become.
	largeCaller = 2000
)

// inliner decides which calls of a program are replaced by the body of the
// function. It is given functions in order, so that a callee is in its final
// form before it is copied.
type inliner struct {
	calls  map[*ir.Func]int    // how often each function is called in the source
	weight map[*ir.Func]int    // of functions in their final form
	never  map[*ir.Func]bool   // functions that never return
	keep   func(*ir.Func) bool // whose calls stay
	budget int                 // by how much the whole program may still grow
}

func newInliner(p *ir.Program, keep func(*ir.Func) bool) *inliner {
	n := &inliner{calls: map[*ir.Func]int{}, weight: map[*ir.Func]int{}, never: map[*ir.Func]bool{}, keep: keep, budget: 1000}
	for _, f := range p.Funcs {
		n.budget += 3 * weight(f.Body)
		f.Body.Walk(func(v *ir.Value) {
			if v.Op == ir.Call {
				n.calls[v.Func]++
			}
		})
	}
	return n
}

// done notes a function that is in its final form.
func (n *inliner) done(f *ir.Func) {
	n.weight[f] = weight(f.Body)
	n.never[f] = f.Body.Ends() && returns(f.Body) == 0
}

// weight counts the values that cost a target something.
func weight(b *ir.Block) int {
	n := 0
	b.Walk(func(v *ir.Value) {
		switch v.Op {
		case ir.Const, ir.Zero, ir.Load, ir.Store, ir.Make, ir.Part, ir.Result, ir.Return, ir.Label, ir.Break:
		case ir.Call:
			n += 5
		default:
			n++
		}
	})
	return n
}

// inline replaces calls in f by the bodies of the functions called.
//
// The arguments have been computed where the call stands, and the body runs
// there: so everything that can stop runs in the order in which it did. A call
// that is gone takes no fuel: a program may take less than before, never more.
func (n *inliner) inline(f *ir.Func) {
	size := weight(f.Body)
	chosen := map[*ir.Value]bool{}
	f.Body.Walk(func(v *ir.Value) {
		if v.Op != ir.Call {
			return
		}
		grows := n.weight[v.Func]
		once := n.calls[v.Func] == 1 && v.Func.Entry == "" && grows <= onceBody
		if n.never[v.Func] || n.keep(v.Func) {
			return
		}
		if (grows <= smallBody || once) && size+grows <= largeCaller && grows <= n.budget {
			chosen[v] = true
			size += grows
			n.budget -= grows
		}
	})
	if len(chosen) == 0 {
		return
	}
	s := &splicer{f: f, chosen: chosen, names: namesOf(f), results: map[*ir.Value][]*ir.Value{}, replaced: map[*ir.Value]*ir.Value{}}
	s.block(f.Body)
}

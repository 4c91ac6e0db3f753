package gogen

import (
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// maxSize is how many operations an expression may have: what is longer is cut
// into statements.
const maxSize = 24

// maxReach is how many values before its statement an operation that can stop
// may stand to become part of it.
const maxReach = 64

// site is where a value stands.
type site struct {
	order int // in the text of the function
	block *ir.Block
	index int         // in block
	loops []*ir.Value // around it, outermost first
}

// plan says which values of a function become statements of their own and which
// become part of others.
type plan struct {
	f        *ir.Func
	entry    bool
	values   []*ir.Value // in order
	sites    map[*ir.Value]*site
	parents  map[*ir.Block]*ir.Value // the value that holds a block
	live     map[*ir.Value]bool
	readVars map[*ir.Var]bool
	uses     map[*ir.Value][]*ir.Value // by live values; those of a single result count as the call's
	stores   map[*ir.Var][]*ir.Value
	last     map[*ir.Value]int // order of the last value in a loop

	root   map[*ir.Value]*ir.Value // the statement a value belongs to
	inline map[*ir.Value]bool      // written at each use
	size   map[*ir.Value]int       // of the statement's expressions
	folded map[*ir.Value]bool      // written at its one use

	at     map[*ir.Var][]*ir.Value // the statements that use a variable
	define map[*ir.Value]bool      // stores that declare their variable
	before map[*ir.Value][]*ir.Var // variables declared before a statement
	elided map[*ir.Value]bool      // breaks and continues that go where control goes anyway
	nest   map[*ir.Value]bool      // ifs whose following values go to their else
}

func newPlan(f *ir.Func, entry bool) *plan {
	p := &plan{
		f: f, entry: entry,
		sites: map[*ir.Value]*site{}, parents: map[*ir.Block]*ir.Value{}, live: map[*ir.Value]bool{}, readVars: map[*ir.Var]bool{},
		uses: map[*ir.Value][]*ir.Value{}, stores: map[*ir.Var][]*ir.Value{}, last: map[*ir.Value]int{},
		root: map[*ir.Value]*ir.Value{}, inline: map[*ir.Value]bool{}, size: map[*ir.Value]int{}, folded: map[*ir.Value]bool{},
		define: map[*ir.Value]bool{}, before: map[*ir.Value][]*ir.Var{}, elided: map[*ir.Value]bool{}, nest: map[*ir.Value]bool{},
	}
	p.locate(f.Body, nil)
	p.findLive()
	p.findUses()
	p.tails(f.Body)
	for i := len(p.values) - 1; i >= 0; i-- {
		p.place(p.values[i])
	}
	p.declare()
	return p
}

// locate notes where the values of b stand.
func (p *plan) locate(b *ir.Block, loops []*ir.Value) {
	for i, v := range b.Values {
		p.sites[v] = &site{order: len(p.values), block: b, index: i, loops: loops}
		p.values = append(p.values, v)
		inner := loops
		if v.Op == ir.Loop {
			inner = append(loops[:len(loops):len(loops)], v)
		}
		for i, block := range v.Blocks {
			if v.Op == ir.Loop && i == 1 && !reachesPost(v) {
				continue // as if it were empty
			}
			p.parents[block] = v
			p.locate(block, inner)
		}
		if v.Op == ir.Loop {
			p.last[v] = len(p.values) - 1
		}
	}
}

// reachesPost says that control can come to the post block of a loop.
func reachesPost(loop *ir.Value) bool {
	found := !loop.Blocks[0].Ends()
	loop.Blocks[0].Walk(func(v *ir.Value) { found = found || v.Op == ir.Continue && v.Target == loop })
	return found
}

// effect says that a value is needed whether or not its result is used.
func effect(v *ir.Value) bool {
	return v.Op != ir.Store && !v.Removable()
}

// findLive marks what is needed: values with an effect, what they use, and
// stores to variables that are read. Go refuses variables that are not read.
func (p *plan) findLive() {
	var need func(v *ir.Value)
	need = func(v *ir.Value) {
		if p.live[v] {
			return
		}
		p.live[v] = true
		for _, a := range v.Args {
			need(a)
		}
		if v.Op == ir.Load && !p.readVars[v.Var] {
			p.readVars[v.Var] = true
			for _, s := range p.stores[v.Var] {
				need(s)
			}
		}
	}
	for _, v := range p.values {
		if v.Op == ir.Store {
			p.stores[v.Var] = append(p.stores[v.Var], v)
		}
	}
	for _, v := range p.values {
		if effect(v) {
			need(v)
		}
	}
}

func (p *plan) findUses() {
	for i := len(p.values) - 1; i >= 0; i-- {
		v := p.values[i]
		if !p.live[v] {
			continue
		}
		for _, a := range v.Args {
			if v.Op == ir.Result && single(a) {
				p.uses[a] = append(p.uses[a], p.uses[v]...)
			} else {
				p.uses[a] = append(p.uses[a], v)
			}
		}
	}
}

// single says that a call has one result, which stands for it.
func single(call *ir.Value) bool { return len(call.Type.Fields) == 1 }

// place decides where a value is written, its uses being decided.
func (p *plan) place(v *ir.Value) {
	uses := p.uses[v]
	switch {
	case !p.live[v]:
	case v.Op == ir.Const, v.Op == ir.Zero, v.Op == ir.Result, p.freeLoad(v):
		p.inline[v] = true
	case v.Op == ir.Call && !single(v):
		p.root[v] = v
	case v.Type != nil && len(uses) == 1 && p.fits(v, uses[0]) && p.fold(v, uses[0]):
	default:
		p.root[v] = v
	}
}

// freeLoad says that v can be written as the variable itself wherever it is used.
func (p *plan) freeLoad(v *ir.Value) bool {
	if v.Op != ir.Load || !v.Type.Scalar() || len(v.Args) > 0 {
		return false
	}
	for _, u := range p.uses[v] {
		if !p.stable(v, p.root[u]) {
			return false
		}
	}
	return true
}

// stable says that the variable a load reads still has that value where the
// statement root stands.
func (p *plan) stable(load, root *ir.Value) bool {
	from, to := p.sites[load], p.sites[root]
	last := to.order - 1 // a store to the variable itself comes after its operands
	if len(to.loops) > len(from.loops) {
		// The statement may run again, after what follows it in the loop.
		last = p.last[to.loops[len(from.loops)]]
	}
	for _, s := range p.stores[load.Var] {
		if at := p.sites[s].order; at > from.order && at <= last {
			return false
		}
	}
	return true
}

// fits says that an operation may move to the statement of its use.
func (p *plan) fits(v, use *ir.Value) bool {
	root := p.root[use]
	from, to := p.sites[v], p.sites[root]
	if p.size[root] >= maxSize || len(from.loops) != len(to.loops) {
		return false
	}
	if v.Op == ir.Load {
		return p.stable(v, root)
	}
	if v.Removable() {
		return true
	}
	return from.block == to.block && !(p.entry && root.Op == ir.Return) && p.quiet(from, to)
}

// quiet says that nothing between two places of a block is a statement that can
// stop the program or leave the block.
func (p *plan) quiet(from, to *site) bool {
	if to.index-from.index > maxReach {
		return false
	}
	for _, v := range from.block.Values[from.index+1 : to.index] {
		at := v
		if !p.inline[v] && p.root[v] != nil {
			at = p.root[v]
		}
		if p.live[v] && effect(v) && !p.inline[v] && p.sites[at].order < to.order {
			return false
		}
	}
	return true
}

// fold makes v part of the statement of its use, unless that would run
// operations that can stop the program in another order.
func (p *plan) fold(v, use *ir.Value) bool {
	root := p.root[use]
	p.root[v], p.folded[v] = root, true
	if effect(v) && !p.ordered(root) {
		delete(p.root, v)
		delete(p.folded, v)
		return false
	}
	p.size[root]++
	return true
}

// ordered says that what can stop the program in a statement does so in the
// order of the text. Go runs calls in an expression from left to right; those to
// the right of && and || it may not run at all.
func (p *plan) ordered(root *ir.Value) bool {
	last, ok := -1, true
	var visit func(v *ir.Value, maybe bool)
	visit = func(v *ir.Value, maybe bool) {
		for i, a := range operands(v) {
			for a.Op == ir.Result && single(a.Args[0]) {
				a = a.Args[0]
			}
			if p.folded[a] {
				visit(a, maybe || i == 1 && (v.Op == ir.And || v.Op == ir.Or) && v.Type.Kind == ir.Bool)
			}
		}
		if effect(v) && v != root {
			ok = ok && !maybe && p.sites[v].order > last
			last = p.sites[v].order
		}
	}
	visit(root, false)
	return ok
}

// operands returns the operands in the order in which Go evaluates what is
// written for v: those left of an assignment first.
func operands(v *ir.Value) []*ir.Value {
	if v.Op != ir.Store {
		return v.Args
	}
	return append(v.Args[1:len(v.Args):len(v.Args)], v.Args[0])
}

package gogen

import (
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// declare decides where variables are declared: by their first store where that
// always comes first, else before the first statement that uses them.
func (p *plan) declare() {
	at := map[*ir.Var][]*ir.Value{} // the statements that use a variable, in order
	for _, v := range p.values {
		switch {
		case !p.live[v] || v.Var == nil:
		case v.Op == ir.Store:
			at[v.Var] = append(at[v.Var], v)
		case p.inline[v]:
			for _, u := range p.uses[v] {
				at[v.Var] = append(at[v.Var], p.root[u])
			}
		default:
			at[v.Var] = append(at[v.Var], p.root[v])
		}
	}
	p.at = at
	for i, v := range p.f.Vars {
		if i >= len(p.f.Params) && p.readVars[v] {
			p.declareVar(v, at[v])
		}
	}
}

func (p *plan) declareVar(v *ir.Var, at []*ir.Value) {
	slices.SortFunc(at, func(a, b *ir.Value) int { return p.sites[a].order - p.sites[b].order })
	block := p.sites[at[0]].block
	for !p.allWithin(block, at) {
		block = p.sites[p.parents[block]].block
	}
	first := p.ancestor(at[0], block)
	if first.Op == ir.Store && first.Var == v && len(first.Path) == 0 && !slices.Contains(at[1:], first) {
		p.define[first] = true
		return
	}
	if loops := p.sites[first].loops; len(loops) > 0 {
		first = loops[0]
	}
	p.before[first] = append(p.before[first], v)
}

// onlyWithin says that all statements that use a variable, but the one that
// declares it, stand in a loop.
func (p *plan) onlyWithin(v *ir.Var, loop *ir.Value) bool {
	for _, x := range p.at[v] {
		inside := slices.Contains(p.sites[x].loops, loop)
		if !inside && !(p.define[x] && x.Var == v) {
			return false
		}
	}
	return true
}

// allWithin says that all values stand in block or in blocks within.
func (p *plan) allWithin(block *ir.Block, at []*ir.Value) bool {
	for _, v := range at {
		if p.ancestor(v, block) == nil {
			return false
		}
	}
	return true
}

// ancestor returns the value of block that is v or holds it, or nil.
func (p *plan) ancestor(v *ir.Value, block *ir.Block) *ir.Value {
	for v != nil && p.sites[v].block != block {
		v = p.parents[p.sites[v].block]
	}
	return v
}

// tails finds the breaks and continues of all blocks and loops within b that go
// where control goes anyway.
func (p *plan) tails(b *ir.Block) {
	for _, v := range b.Values {
		if v.Op == ir.Label || v.Op == ir.Loop {
			p.tail(v.Blocks[0].Values, v)
		}
		for _, inner := range v.Blocks {
			p.tails(inner)
		}
	}
}

// tail looks at values after which control leaves target's block, or goes to
// target's post block.
func (p *plan) tail(values []*ir.Value, target *ir.Value) {
	for i, v := range values {
		switch {
		case p.leaves(v, target):
			p.elided[v] = true
		case v.Op != ir.If:
		case i == len(values)-1:
			p.tail(v.Blocks[0].Values, target)
			p.tail(v.Blocks[1].Values, target)
		case target.Op == ir.Label && len(v.Blocks[1].Values) == 0 && p.endsBy(v.Blocks[0], target):
			p.nest[v] = true
			p.tail(v.Blocks[0].Values, target)
			p.tail(values[i+1:], target)
			return
		}
	}
}

// leaves says that v goes to the end of a block, or to the post block of a loop.
func (p *plan) leaves(v, target *ir.Value) bool {
	return v.Target == target && (v.Op == ir.Break) == (target.Op == ir.Label)
}

func (p *plan) endsBy(b *ir.Block, target *ir.Value) bool {
	n := len(b.Values)
	return n > 0 && p.leaves(b.Values[n-1], target)
}

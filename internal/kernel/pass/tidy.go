package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// tidy removes control flow that does nothing: a break where control goes anyway,
// a block that nothing leaves before its end, an if without contents. No value changes
// its place among those that run.
func tidy(f *ir.Func) {
	t := tidier{}
	f.Body.Walk(func(v *ir.Value) {
		if v.Op == ir.Break {
			t[v.Target]++
		}
	})
	t.block(f.Body)
}

// tidier counts the breaks out of loops and blocks.
type tidier map[*ir.Value]int

func (t tidier) block(b *ir.Block) {
	kept := make([]*ir.Value, 0, len(b.Values))
	for _, v := range b.Values {
		if v.Op == ir.Label {
			t.tail(v.Blocks[0], v)
		}
		for _, inner := range v.Blocks {
			t.block(inner)
		}
		switch {
		case v.Op == ir.If && len(v.Blocks[0].Values)+len(v.Blocks[1].Values) == 0:
		case v.Op == ir.Label && t[v] == 0 && !guards(v):
			kept = append(kept, v.Blocks[0].Values...)
		default:
			kept = append(kept, v)
		}
	}
	b.Values = kept
}

// tail removes breaks out of target that stand where b ends.
func (t tidier) tail(b *ir.Block, target *ir.Value) {
	if len(b.Values) == 0 {
		return
	}
	last := b.Values[len(b.Values)-1]
	switch {
	case last.Op == ir.Break && last.Target == target:
		b.Values = b.Values[:len(b.Values)-1]
		t[target]--
	case last.Op == ir.If || last.Op == ir.Label:
		for _, inner := range last.Blocks {
			t.tail(inner, target)
		}
	}
}

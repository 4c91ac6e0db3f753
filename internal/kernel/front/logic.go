package front

import (
	"go/token"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// logic is && or ||. The right operand is evaluated only where it is needed,
// unless it cannot stop the program and is cheap.
func (f *fn) logic(op token.Token, x *ir.Value, pos ir.Pos, right func() *ir.Value) *ir.Value {
	and := op == token.LAND
	if c, ok := constantOf(x); ok {
		if (c.bits != 0) == and {
			return right()
		}
		return f.constant(c)
	}
	block := &ir.Block{}
	before, dead := f.copyState(), f.dead
	var y *ir.Value
	var exits []exit
	f.into(block, func() { y = right(); exits = f.here() })
	if !f.dead && harmless(block) {
		for _, v := range block.Values {
			f.emit(v)
		}
		if and {
			return f.op(ir.And, ir.TBool, pos, x, y)
		}
		return f.op(ir.Or, ir.TBool, pos, x, y)
	}
	result := f.newVar("ok", ir.TBool)
	f.into(block, func() { f.store(result, y) })
	other := &ir.Block{}
	f.state, f.dead = before, dead
	f.into(other, func() { f.store(result, f.boolean(!and)); exits = append(exits, f.here()...) })
	v := &ir.Value{Op: ir.If, Args: []*ir.Value{x}, Blocks: []*ir.Block{block, other}, Pos: pos}
	if !and {
		v.Blocks[0], v.Blocks[1] = other, block
	}
	f.emit(v)
	f.merge(exits)
	return f.load(result)
}

// maxHarmless is how many values are evaluated rather than branched around.
const maxHarmless = 12

// harmless says that a block can run although its result may not be needed.
func harmless(b *ir.Block) bool {
	for _, v := range b.Values {
		if !v.Removable() {
			return false
		}
	}
	return len(b.Values) <= maxHarmless
}

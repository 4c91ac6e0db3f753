package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// In a function of a grid a stop is no end. What of a program can end there, in
// the eyes of the passes, stands in blocks that are free: they are left by a stop
// too, so that what follows them is not taken for unreachable, nor what is stored
// before them for unread. What metered code computes after a stop is open, so that
// within such a block the passes need not care.

// stops says that values in a block can keep control from its end by stopping: a
// trap, or a loop that takes fuel. Others that stop have another value to go on
// with.
func stops(b *ir.Block) bool {
	for _, v := range b.Values {
		switch {
		case v.Op == ir.Trap, v.Op == ir.Loop && !v.Free:
			return true
		case v.Op == ir.Label && v.Free:
			continue
		}
		for _, inner := range v.Blocks {
			if stops(inner) {
				return true
			}
		}
	}
	return false
}

// guards says that v is a free block that has to stay: one in which something
// stops, or that is left before its end in all ways, which nothing behind it knows.
func guards(v *ir.Value) bool {
	return v.Op == ir.Label && v.Free && (stops(v.Blocks[0]) || v.Blocks[0].Ends())
}

package compile

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// Cost bounds the steps, of about a nanosecond each, of one call of a program:
// Fixed and, for every unit of fuel that it takes, Unit. A step is a number that
// is computed, copied or compared.
type Cost struct{ Fixed, Unit int }

// maxUnit bounds Cost.Unit: a row that uses up its fuel, 100 000 units, in the
// slowest way takes some seconds.
const maxUnit = 20_000

// costOf returns the cost of an entry, and the place of the loop or function of
// which an iteration or call is a unit of that size.
func costOf(p *ir.Program, entry *ir.Func) (c Cost, at ir.Pos) {
	note := func(pos ir.Pos, n int) {
		if n > c.Unit {
			at, c.Unit = pos, n
		}
	}
	for _, f := range p.Funcs {
		n := steps(f.Body, note)
		if f == entry {
			c.Fixed = n
		} else {
			note(f.Pos, n)
		}
	}
	return c, at
}

// steps counts the steps of a block without those of its loops, which it notes.
func steps(b *ir.Block, note func(ir.Pos, int)) int {
	n := 0
	for _, v := range b.Values {
		n += width(v)
		inner := 0
		for _, block := range v.Blocks {
			inner += steps(block, note)
		}
		if v.Op == ir.Loop {
			note(v.Pos, inner)
		} else {
			n += inner
		}
	}
	return n
}

// width returns how many numbers a value yields or takes.
func width(v *ir.Value) int {
	n := 1
	if v.Type != nil {
		n = max(n, v.Type.Size())
	}
	for _, arg := range v.Args {
		if arg.Type != nil {
			n = max(n, arg.Type.Size())
		}
	}
	return n
}

package irtest

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// opposites are the comparisons that are true where others are false, but for NaN.
var opposites = map[ir.Op]ir.Op{ir.Lt: ir.Ge, ir.Ge: ir.Lt, ir.Le: ir.Gt, ir.Gt: ir.Le}

// Unordered changes a program as a compiler for a device may that takes no number for
// NaN: every comparison of floats by order becomes its opposite's opposite, which is
// true of NaN. What has to find NaN nonetheless looks at bits, or compares a number
// with itself.
func Unordered(p *ir.Program) {
	for _, f := range p.Funcs {
		unordered(f.Body)
	}
}

func unordered(b *ir.Block) {
	var values []*ir.Value
	for _, v := range b.Values {
		for _, inner := range v.Blocks {
			unordered(inner)
		}
		if op, ok := opposites[v.Op]; ok && v.Args[0].Type.Float() {
			opposite := &ir.Value{Op: op, Type: v.Type, Args: v.Args, Pos: v.Pos}
			values = append(values, opposite)
			v.Op, v.Args = ir.Not, []*ir.Value{opposite}
		}
		values = append(values, v)
	}
	b.Values = values
}

package difftest

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// flushed is a program that computes in the interpreter what p computes where
// subnormal numbers are taken for zero: the operands of arithmetic, comparisons and
// roundings are flushed before, the results of arithmetic after. What works on bits
// (neg, abs, copysign, min, max, bits, select) takes them as they are, and so do
// loads and stores. Signs stay.
func flushed(p *ir.Program) *ir.Program {
	p = ir.Clone(p)
	for _, f := range p.Funcs {
		flushBlock(f.Body, map[*ir.Value]*ir.Value{})
	}
	return p
}

// flushBlock puts operations around those of b. flat has what stands for a value
// whose result is flushed.
func flushBlock(b *ir.Block, flat map[*ir.Value]*ir.Value) {
	var out []*ir.Value
	for _, v := range b.Values {
		for i, a := range v.Args {
			if f := flat[a]; f != nil {
				v.Args[i] = f
			}
		}
		if flushes(v.Op) {
			for i, a := range v.Args {
				if a.Type.Kind == ir.Float32 {
					out, v.Args[i] = flush(out, a)
				}
			}
		}
		out = append(out, v)
		if flushes(v.Op) && v.Type.Kind == ir.Float32 {
			var f *ir.Value
			out, f = flush(out, v)
			flat[v] = f
		}
		for _, inner := range v.Blocks {
			flushBlock(inner, flat)
		}
	}
	b.Values = out
}

// flushes says that an operation computes with floats, not with their bits.
func flushes(op ir.Op) bool {
	switch op {
	case ir.Add, ir.Sub, ir.Mul, ir.Div, ir.Sqrt, ir.MulAdd, ir.Eq, ir.Ne, ir.Lt, ir.Le, ir.Gt, ir.Ge,
		ir.Floor, ir.Ceil, ir.Trunc, ir.Nearest, ir.Convert:
		return true
	}
	return false
}

// flush appends what makes x a zero of its sign where it is subnormal.
func flush(out []*ir.Value, x *ir.Value) ([]*ir.Value, *ir.Value) {
	normal := ir.ConstFloat32(0x1p-126)
	zero := ir.ConstFloat32(0)
	size := &ir.Value{Op: ir.Abs, Type: ir.TF32, Args: []*ir.Value{x}}
	small := &ir.Value{Op: ir.Lt, Type: ir.TBool, Args: []*ir.Value{size, normal}}
	signed := &ir.Value{Op: ir.Copysign, Type: ir.TF32, Args: []*ir.Value{zero, x}}
	flat := &ir.Value{Op: ir.Select, Type: ir.TF32, Args: []*ir.Value{small, signed, x}}
	return append(out, normal, zero, size, small, signed, flat), flat
}

// inexact says that a program has operations that devices may round otherwise.
func inexact(p *ir.Program) bool {
	found := false
	for _, f := range p.Funcs {
		f.Body.Walk(func(v *ir.Value) {
			found = found || v.Type != nil && v.Type.Kind == ir.Float32 && (v.Op == ir.Div || v.Op == ir.Sqrt || v.Op == ir.MulAdd)
		})
	}
	return found
}

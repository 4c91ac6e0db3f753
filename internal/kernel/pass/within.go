package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// keepWithin keeps the indices of v such that ir.Within knows of each that it
// is. An index is, whatever becomes of the operations that it is made of, but
// ir.Within looks at a few of them only: where a bound or a mask that showed it
// has given way to its operand, a bound shows it again. That one never stops.
func (s *simplifier) keepWithin(v *ir.Value) {
	switch v.Op {
	case ir.Elem:
		v.Args[1] = s.within(v, v.Args[1], v.Args[0].Type.Len)
	case ir.Lookup:
		v.Args[0] = s.within(v, v.Args[0], len(v.Table.Bits))
	case ir.Load:
		s.keepPathWithin(v, v.Args)
	case ir.Store:
		s.keepPathWithin(v, v.Args[1:])
	}
}

// keepPathWithin does so for the indices of a path.
func (s *simplifier) keepPathWithin(v *ir.Value, indices []*ir.Value) {
	t := v.Var.Type
	for _, step := range v.Path {
		if step == ir.Dynamic {
			indices[0] = s.within(v, indices[0], t.Len)
			step, indices = 0, indices[1:]
		}
		t = t.Part(step)
	}
}

// within returns index i of v, or a bound of it where that takes one.
func (s *simplifier) within(v, i *ir.Value, n int) *ir.Value {
	if ir.Within(i, n) {
		return i
	}
	b := &ir.Value{Op: ir.Bound, Type: ir.TInt, Args: []*ir.Value{i}, Index: n, Pos: v.Pos}
	s.share(b)
	if known, ok := s.replaced[b]; ok {
		return known
	}
	return b
}

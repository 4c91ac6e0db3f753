package pass

import (
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// fold makes v a constant where its operands are, computed by what defines the
// operations, interp.Eval. A value that would stop the program stays. Else it
// returns the value that v equals whatever the operands are, or nil.
func (s *simplifier) fold(v *ir.Value) *ir.Value {
	if v.Op == ir.Zero {
		foldZero(v)
	}
	if v.Op == ir.Const {
		return nil
	}
	if s.foldConstants(v) {
		return nil
	}
	if same := aggregate(v); same != nil {
		return same
	}
	return s.identity(v)
}

// foldZero makes the zero of a scalar a constant.
func foldZero(v *ir.Value) {
	if v.Op == ir.Zero && v.Type.Scalar() {
		v.Op = ir.Const
	}
}

func (s *simplifier) foldConstants(v *ir.Value) bool {
	if len(v.Args) == 0 || len(v.Args) > 3 || !ir.Ops[v.Op].Pure || v.Op == ir.MulAdd { // that rounds as targets do
		return false
	}
	var args [3]uint64
	for i, a := range v.Args {
		if a.Op != ir.Const {
			return false
		}
		args[i] = a.Bits
	}
	if !v.Type.Scalar() || v.Op == ir.Part || v.Op == ir.Elem {
		return false
	}
	bits, fault, ok := interp.Eval(v, args[:len(v.Args)]...)
	if !ok || fault != ir.NoFault {
		return false
	}
	*v = ir.Value{Op: ir.Const, Type: v.Type, Bits: bits, Pos: v.Pos}
	return true
}

// aggregate takes parts out of what was put together.
func aggregate(v *ir.Value) *ir.Value {
	if v.Op != ir.Part && v.Op != ir.Elem {
		return nil
	}
	from, at := v.Args[0], v.Index
	if v.Op == ir.Elem {
		if at = -1; v.Args[1].Op == ir.Const {
			at = int(v.Args[1].Int())
		}
	}
	switch {
	case from.Op == ir.Make && at >= 0:
		return from.Args[at]
	case from.Op == ir.Zero:
		*v = ir.Value{Op: ir.Zero, Type: v.Type, Pos: v.Pos}
		foldZero(v)
	}
	return nil
}

// constant writes a constant, or returns one that is there.
func (s *simplifier) constant(t *ir.Type, bits uint64, pos ir.Pos) *ir.Value {
	v := &ir.Value{Op: ir.Const, Type: t, Bits: bits, Pos: pos}
	k, _ := s.keyOf(v)
	if known := s.known[k]; known != nil {
		return known
	}
	s.learn(k, v)
	s.emit(v)
	return v
}

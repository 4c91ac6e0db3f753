package front

import (
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// fold computes an operation of known ints or truth values. Control that depends
// on these alone, as in loops that are unrolled, is followed while lowering;
// everything else is left to the passes. Operations that stop are not folded.
func fold(op ir.Op, t *ir.Type, args []*ir.Value) (known, bool) {
	for _, a := range args {
		if a.Op != ir.Const {
			return known{}, false
		}
	}
	switch {
	case len(args) == 2 && args[0].Type.Kind == ir.Int && args[1].Type.Kind == ir.Int:
		return foldInts(op, t, int64(args[0].Int()), int64(args[1].Int()))
	case len(args) == 2 && args[0].Type.Kind == ir.Bool:
		return foldBools(op, args[0].Bool(), args[1].Bool())
	case len(args) == 1 && op == ir.Not:
		return truth(!args[0].Bool()), true
	case len(args) == 1 && op == ir.Neg && t.Kind == ir.Int:
		return whole(-int64(args[0].Int()))
	case len(args) == 1 && op == ir.Convert && args[0].Type.Kind == ir.Int && t.Kind == ir.Float64:
		return known{t, ir.BitsOf(float64(args[0].Int()))}, true
	}
	return known{}, false
}

func truth(b bool) known {
	if b {
		return known{ir.TBool, 1}
	}
	return known{ir.TBool, 0}
}

// whole is an int, where it has 32 bits.
func whole(i int64) (known, bool) {
	return known{ir.TInt, uint64(uint32(int32(i)))}, i >= math.MinInt32 && i <= math.MaxInt32
}

func foldInts(op ir.Op, t *ir.Type, x, y int64) (known, bool) {
	switch op {
	case ir.Eq:
		return truth(x == y), true
	case ir.Ne:
		return truth(x != y), true
	case ir.Lt:
		return truth(x < y), true
	case ir.Le:
		return truth(x <= y), true
	case ir.Gt:
		return truth(x > y), true
	case ir.Ge:
		return truth(x >= y), true
	case ir.Add:
		return whole(x + y)
	case ir.Sub:
		return whole(x - y)
	case ir.Mul:
		return whole(x * y)
	case ir.Min:
		return whole(min(x, y))
	case ir.Max:
		return whole(max(x, y))
	case ir.Div:
		if y != 0 {
			return whole(x / y)
		}
	case ir.Rem:
		if y != 0 {
			return whole(x % y)
		}
	}
	return known{}, false
}

func foldBools(op ir.Op, x, y bool) (known, bool) {
	switch op {
	case ir.And:
		return truth(x && y), true
	case ir.Or:
		return truth(x || y), true
	case ir.Eq:
		return truth(x == y), true
	case ir.Ne:
		return truth(x != y), true
	}
	return known{}, false
}

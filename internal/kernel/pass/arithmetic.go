package pass

import (
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// integer finds identities of operations on two integers.
func integer(v *ir.Value) *ir.Value {
	x, y := v.Args[0], v.Args[1]
	if x == y {
		switch v.Op {
		case ir.And, ir.Or, ir.Min, ir.Max:
			return x
		case ir.Sub, ir.Xor, ir.AndNot:
			*v = *constantAt(v, &ir.Value{Op: ir.Const, Type: v.Type})
			return nil
		}
	}
	if same := spanned(v, ir.SpanOf(x), ir.SpanOf(y)); same != nil {
		return same
	}
	if y.Op != ir.Const {
		return nil
	}
	switch v.Op {
	case ir.Add, ir.Sub, ir.Or, ir.Xor, ir.AndNot, ir.Shl, ir.Shr:
		if y.Bits == 0 {
			return x
		}
	case ir.Mul, ir.Div:
		if y.Bits == 1 {
			return x
		}
		if y.Bits == 0 && v.Op == ir.Mul {
			return y
		}
	case ir.And:
		if y.Bits == 0 {
			return y
		}
		if y.Bits == math.MaxUint32 {
			return x
		}
	}
	return nil
}

// spanned returns the operand that an integer operation yields because of what
// its operands can be.
func spanned(v *ir.Value, xs, ys ir.Span) *ir.Value {
	x, y := v.Args[0], v.Args[1]
	switch {
	case v.Op == ir.Min && xs.Most <= ys.Least, v.Op == ir.Max && xs.Least >= ys.Most:
		return x
	case v.Op == ir.Min && ys.Most <= xs.Least, v.Op == ir.Max && ys.Least >= xs.Most:
		return y
	case v.Op == ir.And && y.Op == ir.Const && xs.Least >= 0 && ys.Least&(ys.Least+1) == 0 && xs.Most <= ys.Least:
		return x // all bits that x can have are in the mask
	}
	return nil
}

// float finds identities of operations on two floats.
func (s *simplifier) float(v *ir.Value) *ir.Value {
	x, y := v.Args[0], v.Args[1]
	if x == y && (v.Op == ir.Min || v.Op == ir.Max || v.Op == ir.Copysign) {
		return x
	}
	if v.Op == ir.Add && y.Op == ir.Neg { // x + -y, rounded the same
		become(v, ir.Sub, x, y.Args[0])
		return nil
	}
	if v.Op == ir.Sub && y.Op == ir.Neg {
		become(v, ir.Add, x, y.Args[0])
		return nil
	}
	if y.Op != ir.Const {
		return nil
	}
	c, minusZero := floatOf(y), isNegativeZero(y)
	switch v.Op {
	case ir.Add:
		if minusZero {
			return x
		}
	case ir.Sub:
		if y.Bits == 0 {
			return x
		}
	case ir.Mul, ir.Div:
		if c == 1 {
			return x
		}
		if c == -1 {
			become(v, ir.Neg, x)
			return nil
		}
		if v.Op == ir.Div {
			s.reciprocal(v, c)
		}
	case ir.Copysign:
		if !math.Signbit(c) { // the one NaN is positive
			become(v, ir.Abs, x)
		}
	}
	return nil
}

// reciprocal makes a division by a power of two a multiplication: both round the
// same number, if the reciprocal is exact.
func (s *simplifier) reciprocal(v *ir.Value, c float64) {
	fraction, exponent := math.Frexp(math.Abs(c))
	limit := 1000
	if v.Type.Kind == ir.Float32 {
		limit = 120
	}
	if fraction != 0.5 || exponent > limit || exponent < -limit {
		return
	}
	bits := ir.BitsOf(1 / c)
	if v.Type.Kind == ir.Float32 {
		bits = uint64(ir.BitsOf32(float32(1 / c)))
	}
	become(v, ir.Mul, v.Args[0], s.constant(v.Type, bits, v.Pos))
}

func floatOf(c *ir.Value) float64 {
	if c.Type.Kind == ir.Float32 {
		return float64(c.Float32())
	}
	return c.Float64()
}

func isNegativeZero(c *ir.Value) bool {
	x := floatOf(c)
	return x == 0 && math.Signbit(x)
}

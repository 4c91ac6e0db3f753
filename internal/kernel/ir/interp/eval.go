package interp

import (
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Eval computes an operation that takes scalars and yields a scalar: what every
// target and the folding of constants have to agree with. The operands are bits
// as in ir.Value.Bits, and so is the result; it is 0 where the operation stops
// the program. Eval says whether op is such an operation of these types.
//
// v gives Op, Type, Index, Table and the types of Args; the operands themselves
// are not looked at.
func Eval(v *ir.Value, args ...uint64) (bits uint64, fault ir.Fault, ok bool) {
	switch v.Op {
	case ir.Const:
		return v.Bits, 0, true
	case ir.Zero:
		return 0, 0, v.Type.Scalar()
	case ir.Bound:
		if i := asInt(args[0]); i < 0 || int(i) >= v.Index {
			return 0, ir.OutOfRange, true
		}
		return args[0], 0, true
	case ir.Lookup:
		if i := asInt(args[0]); i >= 0 && int(i) < len(v.Table.Bits) {
			return v.Table.Bits[i], 0, true
		}
		return 0, 0, true // of an invocation of a grid that has stopped
	case ir.Select:
		if args[0] != 0 {
			return args[1], 0, v.Type.Scalar()
		}
		return args[2], 0, v.Type.Scalar()
	case ir.Convert:
		bits, fault = convert(v.Args[0].Type.Kind, v.Type.Kind, args[0])
		return bits, fault, true
	case ir.Shl, ir.Shr:
		bits, fault = shift(v.Op, v.Type.Kind, v.Args[1].Type.Kind, args[0], args[1])
		return bits, fault, true
	case ir.MulAdd:
		return mulAdd(v.Type.Kind, args), 0, true
	}
	if len(v.Args) == 0 || len(args) == 0 {
		return 0, 0, false
	}
	if bits, ok := halves(v.Op, args); ok {
		return bits, 0, true
	}
	if bits, ok := compare(v.Op, v.Args[0].Type.Kind, args); ok {
		return bits, 0, true
	}
	switch v.Args[0].Type.Kind {
	case ir.Bool:
		bits, ok = logic(v.Op, args)
	case ir.Int:
		bits, fault, ok = signed(v.Op, args)
	case ir.Uint32:
		bits, fault, ok = unsigned(v.Op, args)
	case ir.Float32:
		bits, ok = float32Op(v.Op, args)
	case ir.Float64:
		bits, ok = float64Op(v.Op, args)
	}
	return bits, fault, ok
}

// halves computes hi, lo, bits, join and frombits. NaN comes in as the one NaN.
func halves(op ir.Op, args []uint64) (uint64, bool) {
	switch op {
	case ir.Hi:
		return args[0] >> 32, true
	case ir.Lo:
		return args[0] & math.MaxUint32, true
	case ir.Bits:
		return args[0], true
	case ir.Join:
		return ir.BitsOf(math.Float64frombits(args[0]<<32 | args[1])), true
	case ir.FromBits:
		return ofFloat32(math.Float32frombits(uint32(args[0]))), true
	}
	return 0, false
}

// compare computes eq, ne, lt, le, gt and ge.
func compare(op ir.Op, kind ir.Kind, args []uint64) (uint64, bool) {
	if op < ir.Eq || op > ir.Ge {
		return 0, false
	}
	var less, equal bool
	switch kind {
	case ir.Int:
		less, equal = asInt(args[0]) < asInt(args[1]), args[0] == args[1]
	case ir.Float32:
		less, equal = asFloat32(args[0]) < asFloat32(args[1]), asFloat32(args[0]) == asFloat32(args[1])
	case ir.Float64:
		less, equal = asFloat64(args[0]) < asFloat64(args[1]), asFloat64(args[0]) == asFloat64(args[1])
	default:
		less, equal = args[0] < args[1], args[0] == args[1]
	}
	unordered := isNaN(kind, args[0]) || isNaN(kind, args[1])
	switch op {
	case ir.Eq:
		return ofBool(equal), true
	case ir.Ne:
		return ofBool(!equal), true
	case ir.Lt:
		return ofBool(less), true
	case ir.Le:
		return ofBool(less || equal), true
	case ir.Gt:
		return ofBool(!less && !equal && !unordered), true
	}
	return ofBool(!less && !unordered), true
}

func logic(op ir.Op, args []uint64) (uint64, bool) {
	switch op {
	case ir.And:
		return args[0] & args[1], true
	case ir.Or:
		return args[0] | args[1], true
	case ir.Xor:
		return args[0] ^ args[1], true
	case ir.Not:
		return 1 - args[0], true
	}
	return 0, false
}

// signed computes with int: in 64 bits, where no result overflows.
func signed(op ir.Op, args []uint64) (uint64, ir.Fault, bool) {
	x, y := int64(asInt(args[0])), int64(0)
	if len(args) > 1 {
		y = int64(asInt(args[1]))
	}
	switch op {
	case ir.Add:
		x += y
	case ir.Sub:
		x -= y
	case ir.Mul:
		x *= y
	case ir.Neg:
		x = -x
	case ir.Div, ir.Rem:
		if y == 0 {
			return 0, ir.DivideByZero, true
		}
		if op == ir.Div {
			x /= y
		} else {
			x %= y
		}
	case ir.Min:
		x = min(x, y)
	case ir.Max:
		x = max(x, y)
	case ir.And:
		x &= y
	case ir.Or:
		x |= y
	case ir.Xor:
		x ^= y
	case ir.AndNot:
		x &^= y
	default:
		return 0, 0, false
	}
	bits, fault := ofInt(x)
	return bits, fault, true
}

func unsigned(op ir.Op, args []uint64) (uint64, ir.Fault, bool) {
	x, y := uint32(args[0]), uint32(0)
	if len(args) > 1 {
		y = uint32(args[1])
	}
	switch op {
	case ir.Add:
		x += y
	case ir.Sub:
		x -= y
	case ir.Mul:
		x *= y
	case ir.Neg:
		x = -x
	case ir.Div, ir.Rem:
		if y == 0 {
			return 0, ir.DivideByZero, true
		}
		if op == ir.Div {
			x /= y
		} else {
			x %= y
		}
	case ir.Min:
		x = min(x, y)
	case ir.Max:
		x = max(x, y)
	case ir.And:
		x &= y
	case ir.Or:
		x |= y
	case ir.Xor:
		x ^= y
	case ir.AndNot:
		x &^= y
	default:
		return 0, 0, false
	}
	return uint64(x), 0, true
}

// shift computes shl and shr by a count of int or u32.
func shift(op ir.Op, kind, countKind ir.Kind, x, count uint64) (uint64, ir.Fault) {
	n := int64(uint32(count))
	if countKind == ir.Int {
		n = int64(asInt(count))
	}
	if n < 0 {
		return 0, ir.NegativeShift
	}
	n = min(n, 32)
	switch {
	case op == ir.Shl && kind == ir.Int:
		return ofInt(int64(asInt(x)) << n) // at most 63 bits, exact
	case op == ir.Shl:
		return uint64(uint32(x << n)), 0
	case kind == ir.Int:
		return ofInt(int64(asInt(x)) >> n)
	}
	return x >> n, 0
}

// convert changes the kind of a number.
func convert(from, to ir.Kind, x uint64) (uint64, ir.Fault) {
	switch from {
	case ir.Float32, ir.Float64:
		f := asFloat64(x)
		if from == ir.Float32 {
			f = float64(asFloat32(x))
		}
		return convertFloat(to, f), 0
	case ir.Int:
		i := asInt(x)
		switch to {
		case ir.Float32:
			return ofFloat32(float32(i)), 0
		case ir.Float64:
			return ofFloat64(float64(i)), 0
		}
		return x, 0 // to u32 the same 32 bits
	}
	u := uint32(x)
	switch to {
	case ir.Float32:
		return ofFloat32(float32(u)), 0
	case ir.Float64:
		return ofFloat64(float64(u)), 0
	case ir.Int:
		return ofInt(int64(u))
	}
	return x, 0
}

// convertFloat converts an f64, to integers truncated and saturated, NaN to 0.
func convertFloat(to ir.Kind, f float64) uint64 {
	switch to {
	case ir.Float32:
		return ofFloat32(float32(f))
	case ir.Int:
		return uint64(uint32(saturate(f, math.MinInt32, math.MaxInt32)))
	case ir.Uint32:
		return uint64(uint32(saturate(f, 0, math.MaxUint32)))
	}
	return ofFloat64(f)
}

// saturate returns the whole part of f within least..most, and 0 for NaN.
func saturate(f, least, most float64) int64 {
	if f != f {
		return 0
	}
	return int64(min(max(f, least), most))
}

func float64Op(op ir.Op, args []uint64) (uint64, bool) {
	x, y := asFloat64(args[0]), 0.0
	if len(args) > 1 {
		y = asFloat64(args[1])
	}
	switch op {
	case ir.Add:
		x += y
	case ir.Sub:
		x -= y
	case ir.Mul:
		x *= y
	case ir.Div:
		x /= y
	case ir.Neg:
		x = -x
	case ir.Min:
		x = min(x, y)
	case ir.Max:
		x = max(x, y)
	case ir.Abs:
		x = math.Abs(x)
	case ir.Sqrt:
		x = math.Sqrt(x)
	case ir.Floor:
		x = math.Floor(x)
	case ir.Ceil:
		x = math.Ceil(x)
	case ir.Trunc:
		x = math.Trunc(x)
	case ir.Nearest:
		x = math.RoundToEven(x)
	case ir.Copysign:
		x = math.Copysign(x, y) // the one NaN is positive
	default:
		return 0, false
	}
	return ofFloat64(x), true
}

// float32Op computes with f32. The whole numbers and roots of f64, rounded to
// f32, are those of f32: rounding a square root twice is harmless when the first
// has more than twice the digits (Figueroa 1995, When is double rounding
// innocuous?).
func float32Op(op ir.Op, args []uint64) (uint64, bool) {
	x, y := asFloat32(args[0]), float32(0)
	if len(args) > 1 {
		y = asFloat32(args[1])
	}
	switch op {
	case ir.Add:
		x += y
	case ir.Sub:
		x -= y
	case ir.Mul:
		x *= y
	case ir.Div:
		x /= y
	default:
		wide := []uint64{ofFloat64(float64(x)), ofFloat64(float64(y))}
		bits, ok := float64Op(op, wide)
		return ofFloat32(float32(asFloat64(bits))), ok
	}
	return ofFloat32(x), true
}

// mulAdd computes x*y+z, rounded twice.
func mulAdd(kind ir.Kind, args []uint64) uint64 {
	if kind == ir.Float32 {
		return ofFloat32(float32(asFloat32(args[0])*asFloat32(args[1])) + asFloat32(args[2]))
	}
	return ofFloat64(float64(asFloat64(args[0])*asFloat64(args[1])) + asFloat64(args[2]))
}

// The scalars of bits, and back. NaN is always the one NaN.

func asInt(bits uint64) int32       { return int32(uint32(bits)) }
func asFloat32(bits uint64) float32 { return math.Float32frombits(uint32(bits)) }
func asFloat64(bits uint64) float64 { return math.Float64frombits(bits) }

func ofFloat32(x float32) uint64 { return uint64(ir.BitsOf32(x)) }
func ofFloat64(x float64) uint64 { return ir.BitsOf(x) }

func ofBool(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// ofInt returns the bits of an int, or Overflow where x has more than 32 bits.
func ofInt(x int64) (uint64, ir.Fault) {
	if x < math.MinInt32 || x > math.MaxInt32 {
		return 0, ir.Overflow
	}
	return uint64(uint32(x)), 0
}

func isNaN(kind ir.Kind, bits uint64) bool {
	switch kind {
	case ir.Float32:
		return bits == ir.NaN32
	case ir.Float64:
		return bits == ir.NaN64
	}
	return false
}

package spirv

import (
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// signBit and magnitude take the bits of an f32 apart.
const (
	signBit   = 0x80000000
	magnitude = 0x7FFFFFFF
	infinity  = 0x7F800000
)

// floatOp computes with f32. What depends on signs of zero and on NaN is done
// with bits, since Vulkan need not keep either in arithmetic.
func (e *fn) floatOp(v *ir.Value, args []uint32) id {
	t := e.float()
	switch v.Op {
	case ir.Add:
		return e.compute(opFAdd, t, args...)
	case ir.Sub:
		return e.difference(args[0], args[1])
	case ir.Mul:
		return e.compute(opFMul, t, args...)
	case ir.Div:
		return e.compute(opFDiv, t, args...)
	case ir.Neg:
		return e.negative(args[0])
	case ir.Abs:
		return e.ofBits(e.mask(e.rawBits(args[0]), magnitude))
	case ir.Copysign:
		return e.copysign(args[0], e.bits(args[1]))
	case ir.Min:
		return e.extreme(v, args, tie{opFOrdLessThan, opFOrdLessThanEqual, signBit, opBitwiseOr})
	case ir.Max:
		return e.extreme(v, args, tie{opFOrdGreaterThan, opFOrdGreaterThanEqual, 0, opBitwiseAnd})
	case ir.Sqrt:
		return e.copyZero(args[0], e.glslOp(glslSqrt, t, args[0]))
	case ir.Floor:
		return e.whole(glslFloor, args[0])
	case ir.Ceil:
		return e.whole(glslCeil, args[0])
	case ir.Trunc:
		return e.whole(glslTrunc, args[0])
	case ir.Nearest:
		return e.whole(glslRoundEven, args[0])
	}
	return e.compare(v, args)
}

// difference is x-y. Mesa's software driver takes x-x for a zero that it knows,
// also of infinities and NaN: for it, the negative of y is added, which it cannot
// tell from other numbers.
func (e *fn) difference(x, y id) id {
	if e.sign == 0 {
		return e.compute(opFSub, e.float(), x, y)
	}
	negative := e.compute(opBitwiseXor, e.uint32(), e.rawBits(y), e.load(e.uint32(), e.sign))
	return e.compute(opFAdd, e.float(), x, e.ofBits(negative))
}

func (e *fn) negative(x id) id {
	return e.ofBits(e.compute(opBitwiseXor, e.uint32(), e.rawBits(x), e.unsigned(signBit)))
}

// literal32 is the f32 of some bits. A zero may have to be hidden.
func (e *fn) literal32(bits uint32) id {
	if e.zero == 0 || bits&magnitude != 0 {
		return e.constant(ir.TF32, uint64(bits))
	}
	x := e.load(e.float(), e.zero)
	if bits == signBit {
		x = e.negative(x)
	}
	return x
}

// compare compares two f32. One with itself asks for NaN.
func (e *fn) compare(v *ir.Value, args []uint32) id {
	b := e.boolean()
	switch {
	case v.Op == ir.Ne && args[0] == args[1]:
		return e.isNaN(args[0])
	case v.Op == ir.Eq && args[0] == args[1]:
		return e.compute(opLogicalNot, b, e.isNaN(args[0]))
	}
	ops := map[ir.Op]opcode{
		ir.Eq: opFOrdEqual, ir.Ne: opFUnordNotEqual, ir.Lt: opFOrdLessThan, ir.Le: opFOrdLessThanEqual,
		ir.Gt: opFOrdGreaterThan, ir.Ge: opFOrdGreaterThanEqual,
	}
	return e.compute(ops[v.Op], b, args...)
}

func (e *fn) rawBits(x id) id { return e.compute(opBitcast, e.uint32(), x) }
func (e *fn) ofBits(u id) id  { return e.compute(opBitcast, e.float(), u) }
func (e *fn) mask(u id, bits uint32) id {
	return e.compute(opBitwiseAnd, e.uint32(), u, e.unsigned(bits))
}

// isNaN says that x is NaN.
func (e *fn) isNaN(x id) id {
	return e.compute(opUGreaterThan, e.boolean(), e.mask(e.rawBits(x), magnitude), e.unsigned(infinity))
}

// bits are those of x, of NaN those of the one NaN.
func (e *fn) bits(x id) id {
	return e.compute(opSelect, e.uint32(), e.isNaN(x), e.unsigned(ir.NaN32), e.rawBits(x))
}

// copysign is x with the sign of what has some bits.
func (e *fn) copysign(x, sign id) id {
	u := e.compute(opBitwiseOr, e.uint32(), e.mask(e.rawBits(x), magnitude), e.mask(sign, signBit))
	return e.ofBits(u)
}

// whole is one of the operations that yield a whole number, all of which keep the
// sign of x, also where they yield zero.
func (e *fn) whole(op uint32, x id) id {
	return e.copysign(e.glslOp(op, e.float(), x), e.rawBits(x))
}

// copyZero is y, or x where that is a zero of either sign.
func (e *fn) copyZero(x, y id) id {
	zero := e.compute(opIEqual, e.boolean(), e.mask(e.rawBits(x), magnitude), e.unsigned(0))
	return e.compute(opSelect, e.float(), zero, x, y)
}

// tie says how the smaller or the larger of two f32 is found: by what comparison, and
// how where both are zeros.
type tie struct {
	before, orEqual opcode
	zero            uint64 // the bits of the zero that is before the other
	merge           opcode // what makes it of the bits of two zeros
}

// extreme is the smaller or the larger of two f32; NaN if one is. -0 is below 0. A
// constant needs one comparison, which is false for NaN.
func (e *fn) extreme(v *ir.Value, args []uint32, t tie) id {
	x, y, constant := args[0], args[1], v.Args[1]
	if v.Args[0].Op == ir.Const {
		x, y, constant = y, x, v.Args[0]
	}
	f, b := e.float(), e.boolean()
	if constant.Op == ir.Const && constant.Bits != ir.NaN32 {
		op := t.before
		if constant.Bits == t.zero {
			op = t.orEqual
		}
		return e.compute(opSelect, f, e.compute(op, b, y, x), y, x)
	}
	out := e.compute(opSelect, f, e.compute(t.before, b, y, x), y, x)
	equal := e.compute(opFOrdEqual, b, x, y)
	merged := e.compute(t.merge, e.uint32(), e.rawBits(x), e.rawBits(y))
	out = e.compute(opSelect, f, equal, e.ofBits(merged), out)
	return e.compute(opSelect, f, e.isNaN(y), y, out)
}

// convert changes the kind of a number.
func (e *fn) convert(v *ir.Value, x id) id {
	from, to := v.Args[0].Type.Kind, v.Type.Kind
	switch {
	case from == to:
		return x
	case from == ir.Float32 && to == ir.Int:
		return e.truncate(opConvertFToS, e.int32(), x, math.MinInt32, 0x1p31, e.signed(math.MinInt32), e.signed(math.MaxInt32), e.signed(0))
	case from == ir.Float32:
		return e.truncate(opConvertFToU, e.uint32(), x, 0, 0x1p32, e.unsigned(0), e.unsigned(math.MaxUint32), e.unsigned(0))
	case from == ir.Int && to == ir.Float32:
		return e.compute(opConvertSToF, e.float(), x)
	case to == ir.Float32:
		return e.compute(opConvertUToF, e.float(), x)
	case to == ir.Uint32:
		return e.compute(opBitcast, e.uint32(), x)
	}
	if stops(v, ir.Overflow) {
		e.stop(e.compute(opUGreaterThan, e.boolean(), x, e.unsigned(math.MaxInt32)), ir.Overflow, v.Pos)
	}
	return e.compute(opBitcast, e.int32(), x)
}

// truncate converts an f32 to an integer: low where it is not above least, high
// where it is at least most, zero for NaN. SPIR-V leaves open what it converts
// others to, so these convert zero.
func (e *fn) truncate(op opcode, typ, x id, least, most float32, low, high, zero id) id {
	b := e.boolean()
	under := e.compute(opFOrdLessThanEqual, b, x, e.number(least))
	over := e.compute(opFOrdGreaterThanEqual, b, x, e.number(most))
	nan := e.isNaN(x)
	outside := e.compute(opLogicalOr, b, e.compute(opLogicalOr, b, under, over), nan)
	out := e.compute(op, typ, e.compute(opSelect, e.float(), outside, e.number(0), x))
	out = e.compute(opSelect, typ, under, low, out)
	out = e.compute(opSelect, typ, over, high, out)
	return e.compute(opSelect, typ, nan, zero, out)
}

package spirv

import (
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// unsignedOp computes with u32.
func (e *fn) unsignedOp(v *ir.Value, args []uint32) id {
	u, b := e.uint32(), e.boolean()
	switch v.Op {
	case ir.Add:
		return e.compute(opIAdd, u, args...)
	case ir.Sub:
		return e.compute(opISub, u, args...)
	case ir.Mul:
		return e.compute(opIMul, u, args...)
	case ir.Neg:
		return e.compute(opISub, u, e.unsigned(0), args[0])
	case ir.Div:
		return e.compute(opUDiv, u, args[0], e.divisor(v, args[1]))
	case ir.Rem:
		return e.compute(opUMod, u, args[0], e.divisor(v, args[1]))
	case ir.Min:
		return e.glslOp(glslUMin, u, args...)
	case ir.Max:
		return e.glslOp(glslUMax, u, args...)
	case ir.Shl:
		return e.shift(v, opShiftLeftLogical, args)
	case ir.Shr:
		return e.shift(v, opShiftRightLogical, args)
	case ir.Eq:
		return e.compute(opIEqual, b, args...)
	case ir.Ne:
		return e.compute(opINotEqual, b, args...)
	case ir.Lt:
		return e.compute(opULessThan, b, args...)
	case ir.Le:
		return e.compute(opULessThanEqual, b, args...)
	case ir.Gt:
		return e.compute(opUGreaterThan, b, args...)
	case ir.Ge:
		return e.compute(opUGreaterThanEqual, b, args...)
	}
	return e.bitwise(v.Op, u, args)
}

// bitwise computes and, or, xor and andnot of integers.
func (e *fn) bitwise(op ir.Op, typ id, args []uint32) id {
	switch op {
	case ir.And:
		return e.compute(opBitwiseAnd, typ, args...)
	case ir.Or:
		return e.compute(opBitwiseOr, typ, args...)
	case ir.Xor:
		return e.compute(opBitwiseXor, typ, args...)
	}
	return e.compute(opBitwiseAnd, typ, args[0], e.compute(opNot, typ, args[1]))
}

// signedOp computes with int, and stops where the result leaves 32 bits.
func (e *fn) signedOp(v *ir.Value, args []uint32) id {
	i, b := e.int32(), e.boolean()
	switch v.Op {
	case ir.Add:
		return e.sum(v, opIAdd, args)
	case ir.Sub:
		return e.sum(v, opISub, args)
	case ir.Mul:
		return e.product(v, args)
	case ir.Neg:
		return e.sum(v, opISub, []uint32{e.signed(0), args[0]})
	case ir.Div:
		return e.compute(opSDiv, i, args[0], e.divisor(v, args[1]))
	case ir.Rem:
		return e.remainder(v, args)
	case ir.Min:
		return e.glslOp(glslSMin, i, args...)
	case ir.Max:
		return e.glslOp(glslSMax, i, args...)
	case ir.Shl:
		return e.shiftLeft(v, args)
	case ir.Shr:
		return e.shift(v, opShiftRightArithmetic, args)
	case ir.Eq:
		return e.compute(opIEqual, b, args...)
	case ir.Ne:
		return e.compute(opINotEqual, b, args...)
	case ir.Lt:
		return e.compute(opSLessThan, b, args...)
	case ir.Le:
		return e.compute(opSLessThanEqual, b, args...)
	case ir.Gt:
		return e.compute(opSGreaterThan, b, args...)
	case ir.Ge:
		return e.compute(opSGreaterThanEqual, b, args...)
	}
	return e.bitwise(v.Op, i, args)
}

// stops says that v can stop with a fault.
func stops(v *ir.Value, kind ir.Fault) bool { return slices.Contains(v.Stops(), kind) }

// sum adds or subtracts. A sum has overflowed if its sign is neither operand's; a
// difference if its sign is not x's and x's is not y's.
func (e *fn) sum(v *ir.Value, op opcode, args []uint32) id {
	i, x, y := e.int32(), args[0], args[1]
	out := e.compute(op, i, x, y)
	if !stops(v, ir.Overflow) {
		return out
	}
	other := y
	if op == opISub {
		other = e.compute(opNot, i, y)
	}
	changed := e.compute(opBitwiseAnd, i, e.compute(opBitwiseXor, i, x, out), e.compute(opBitwiseXor, i, other, out))
	e.stop(e.compute(opSLessThan, e.boolean(), changed, e.signed(0)), ir.Overflow, v.Pos)
	return out
}

// product multiplies. It has overflowed if the upper half of the whole product is
// not the sign of the lower.
func (e *fn) product(v *ir.Value, args []uint32) id {
	i := e.int32()
	if !stops(v, ir.Overflow) {
		return e.compute(opIMul, i, args...)
	}
	whole := e.compute(opSMulExtended, e.structOf("halves", i, i), args...)
	low, high := e.compute(opCompositeExtract, i, whole, 0), e.compute(opCompositeExtract, i, whole, 1)
	sign := e.compute(opShiftRightArithmetic, i, low, e.unsigned(31))
	e.stop(e.compute(opINotEqual, e.boolean(), high, sign), ir.Overflow, v.Pos)
	return low
}

// divisor is the divisor of a quotient or remainder: 1 instead of 0, and of -1
// where the dividend is -2^31, for which SPIR-V defines nothing. The remainder is
// right with that, and the quotient stops the row. Operands whose spans exclude
// both have them nonetheless in a row that has stopped.
func (e *fn) divisor(v *ir.Value, y id) id {
	typ, b, one := e.typ(v.Type), e.boolean(), e.constant(v.Type, 1)
	if c := v.Args[1]; c.Op == ir.Const && c.Bits != 0 && c.Int() != -1 {
		return y
	}
	zero := e.compute(opIEqual, b, y, e.constant(v.Type, 0))
	if stops(v, ir.DivideByZero) {
		e.stop(zero, ir.DivideByZero, v.Pos)
	}
	y = e.compute(opSelect, typ, zero, one, y)
	if v.Type.Kind == ir.Uint32 {
		return y
	}
	least := e.compute(opIEqual, b, e.values[v.Args[0]], e.signed(math.MinInt32))
	over := e.compute(opLogicalAnd, b, least, e.compute(opIEqual, b, y, e.signed(-1)))
	if stops(v, ir.Overflow) {
		e.stop(over, ir.Overflow, v.Pos)
	}
	return e.compute(opSelect, typ, over, one, y)
}

// remainder is what a quotient leaves: Vulkan defines OpSRem for operands that
// are not negative only.
func (e *fn) remainder(v *ir.Value, args []uint32) id {
	i, y := e.int32(), e.divisor(v, args[1])
	quotient := e.compute(opSDiv, i, args[0], y)
	return e.compute(opISub, i, args[0], e.compute(opIMul, i, quotient, y))
}

// count is the count of a shift as a u32, and whether it is 32 or more. SPIR-V
// shifts by less than 32 only.
func (e *fn) count(v *ir.Value, n id) (count, large id) {
	if v.Args[1].Type.Kind == ir.Int {
		if stops(v, ir.NegativeShift) {
			e.stop(e.compute(opSLessThan, e.boolean(), n, e.signed(0)), ir.NegativeShift, v.Pos)
		}
		n = e.compute(opBitcast, e.uint32(), n)
	}
	return e.glslOp(glslUMin, e.uint32(), n, e.unsigned(31)), e.compute(opUGreaterThan, e.boolean(), n, e.unsigned(31))
}

// shift shifts; from 32 on, an arithmetic shift is that by 31, and others are 0.
func (e *fn) shift(v *ir.Value, op opcode, args []uint32) id {
	typ := e.typ(v.Type)
	count, large := e.count(v, args[1])
	out := e.compute(op, typ, args[0], count)
	if op == opShiftRightArithmetic {
		return out
	}
	return e.compute(opSelect, typ, large, e.constant(v.Type, 0), out)
}

// shiftLeft shifts an int. It has overflowed if shifting back does not restore it,
// or if it was other than 0 and the count is 32 or more.
func (e *fn) shiftLeft(v *ir.Value, args []uint32) id {
	i, b, x := e.int32(), e.boolean(), args[0]
	count, large := e.count(v, args[1])
	out := e.compute(opShiftLeftLogical, i, x, count)
	if stops(v, ir.Overflow) {
		lost := e.compute(opINotEqual, b, e.compute(opShiftRightArithmetic, i, out, count), x)
		gone := e.compute(opLogicalAnd, b, large, e.compute(opINotEqual, b, x, e.signed(0)))
		e.stop(e.compute(opLogicalOr, b, lost, gone), ir.Overflow, v.Pos)
	}
	return out
}

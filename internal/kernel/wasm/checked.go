package wasm

import (
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// checked computes an operation that can stop the program into a local of its
// own, where it stands.
func (e *emitter) checked(v *ir.Value) {
	switch v.Op {
	case ir.Add, ir.Sub:
		if !e.counted(v) {
			e.wide(v, map[ir.Op]opcode{ir.Add: opI64Add, ir.Sub: opI64Sub}[v.Op])
		}
	case ir.Mul:
		e.wide(v, opI64Mul)
	case ir.Div, ir.Rem:
		e.divide(v)
	case ir.Neg:
		e.int32(0)
		x := e.twice(v.Args[0])
		e.ops(opI32Sub)
		e.hold(v)
		e.again(x)
		e.int32(math.MinInt32)
		e.ops(opI32Eq)
		e.check(ir.Overflow, v.Pos)
	case ir.Shl, ir.Shr:
		e.checkedShift(v)
	case ir.Convert: // u32 to int
		e.operand(v.Args[0])
		e.hold(v)
		e.get(e.locals[v])
		e.int32(0)
		e.ops(opI32LtS)
		e.check(ir.Overflow, v.Pos)
	case ir.Bound:
		e.operand(v.Args[0])
		e.hold(v)
		e.get(e.locals[v])
		e.int32(v.Index)
		e.ops(opI32GeU) // a negative int is a large unsigned one
		e.check(ir.OutOfRange, v.Pos)
	default:
		panic("wasm: " + v.Op.String() + " cannot stop the program")
	}
}

// counted computes the sum or difference of an int and a constant, as counters
// have it: in 32 bits, it left them if it moved the wrong way.
func (e *emitter) counted(v *ir.Value) bool {
	x, c := v.Args[0], v.Args[1]
	if v.Op == ir.Add && x.Op == ir.Const {
		x, c = c, x
	}
	if c.Op != ir.Const || c.Int() == 0 {
		return false
	}
	up := (v.Op == ir.Add) == (c.Int() > 0)
	again := e.twice(x)
	e.operand(c)
	e.ops(map[ir.Op]opcode{ir.Add: opI32Add, ir.Sub: opI32Sub}[v.Op])
	e.hold(v)
	e.get(e.locals[v])
	e.again(again)
	if up {
		e.ops(opI32LtS)
	} else {
		e.ops(opI32GtS)
	}
	e.check(ir.Overflow, v.Pos)
	return true
}

// wide computes in 64 bits, where nothing overflows, and stops if the result
// needs more than 32.
func (e *emitter) wide(v *ir.Value, op opcode) {
	for _, a := range v.Args {
		e.operand(a)
		e.ops(opI64ExtendI32S)
	}
	e.ops(op)
	e.narrow(v)
}

// narrow takes the i64 computed last as the int v.
func (e *emitter) narrow(v *ir.Value) {
	at := e.local("", i64)
	e.set(at)
	e.get(at)
	e.ops(opI64Extend32S)
	e.get(at)
	e.ops(opI64Ne)
	e.check(ir.Overflow, v.Pos)
	e.get(at)
	e.ops(opI32WrapI64)
	e.hold(v)
}

// divide computes quotients and remainders of integers. -2^31 rem -1 is 0, as
// in WebAssembly.
//
// https://www.w3.org/TR/wasm-core-2/#op-irem-s
func (e *emitter) divide(v *ir.Value) {
	x, y := e.settled(v.Args[0]), e.settled(v.Args[1])
	for _, fault := range v.Stops() {
		if fault == ir.DivideByZero {
			e.again(y)
			e.ops(opI32Eqz)
		} else {
			e.again(x)
			e.int32(math.MinInt32)
			e.ops(opI32Eq)
			e.again(y)
			e.int32(-1)
			e.ops(opI32Eq, opI32And)
		}
		e.check(fault, v.Pos)
	}
	e.again(x)
	e.again(y)
	e.ops(simple[v.Op][v.Type.Kind])
	e.hold(v)
}

// settled computes an operand beforehand and returns the instruction that gets
// it.
func (e *emitter) settled(v *ir.Value) instr {
	before := len(e.out.body)
	in := e.twice(v)
	if last := &e.out.body[len(e.out.body)-1]; last.op == opLocalTee {
		last.op = opLocalSet
	} else {
		e.out.body = e.out.body[:before]
	}
	return in
}

// checkedShift computes shifts of int to the left, and those by an int.
func (e *emitter) checkedShift(v *ir.Value) {
	x, count := v.Args[0], v.Args[1]
	n := e.settled(count)
	if slices.Contains(v.Stops(), ir.NegativeShift) {
		e.again(n)
		e.int32(0)
		e.ops(opI32LtS)
		e.check(ir.NegativeShift, v.Pos)
	}
	if v.Op == ir.Shl && v.Type.Kind == ir.Int {
		e.operand(x)
		e.ops(opI64ExtendI32S)
		e.atMost32(count, n)
		e.ops(opI64Shl)
		e.narrow(v)
		return
	}
	e.shifted(shiftOf(v), func() { e.operand(x) }, func() instr { e.again(n); return n })
	e.hold(v)
}

// atMost32 computes the count of a shift in 64 bits, where shifting by 32 moves
// everything but 0 out of the lower 32.
func (e *emitter) atMost32(count *ir.Value, n instr) {
	if count.Op == ir.Const {
		e.int64(min(int64(count.Uint32()), 32))
		return
	}
	e.again(n)
	e.int32(32)
	e.again(n)
	e.int32(32)
	e.ops(opI32LtU, opSelect, opI64ExtendI32U)
}

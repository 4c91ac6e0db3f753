package spirv

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// value emits what is neither control flow nor a stop.
func (e *fn) value(v *ir.Value) {
	switch v.Op {
	case ir.Store:
		e.store(e.place(v, v.Args[1:]), e.operand(v.Args[0]))
	case ir.Call:
		e.call(v)
	case ir.Fetch:
		e.fetch(v)
	case ir.Put:
		e.put(v)
	case ir.Refuel:
		e.store(e.fuel, e.values[v.Args[0]])
	default:
		e.values[v] = e.yield(v)
	}
}

// yield emits what yields something.
func (e *fn) yield(v *ir.Value) id {
	typ := e.typ(v.Type)
	switch v.Op {
	case ir.Part:
		return e.part(v)
	case ir.Elem:
		return e.elem(v)
	case ir.Extent:
		return e.extent(v)
	case ir.Stopped:
		return e.load(typ, e.fault)
	}
	args := make([]uint32, len(v.Args))
	for i, a := range v.Args {
		args[i] = e.operand(a)
	}
	switch v.Op {
	case ir.Const:
		if v.Type.Kind == ir.Float32 {
			return e.literal32(uint32(v.Bits))
		}
		return e.constant(v.Type, v.Bits)
	case ir.Zero:
		return e.initial(v.Type)
	case ir.Load:
		return e.load(typ, e.place(v, v.Args))
	case ir.Make:
		if len(args) == 0 {
			return e.null(v.Type)
		}
		return e.compute(opCompositeConstruct, typ, args...)
	case ir.Result:
		if len(v.Args[0].Func.Results) == 1 {
			return args[0]
		}
		return e.compute(opCompositeExtract, typ, args[0], uint32(v.Index))
	case ir.Lookup:
		return e.lookup(v)
	case ir.Select:
		return e.compute(opSelect, typ, args...)
	case ir.Bound:
		return e.bound(v, args[0])
	case ir.Convert:
		return e.convert(v, args[0])
	case ir.Bits:
		return e.bits(args[0])
	case ir.FromBits:
		return e.compute(opBitcast, typ, args[0])
	case ir.MulAdd:
		return e.mulAdd(args)
	}
	switch v.Args[0].Type.Kind {
	case ir.Bool:
		return e.logic(v.Op, args)
	case ir.Int:
		return e.signedOp(v, args)
	case ir.Uint32:
		return e.unsignedOp(v, args)
	case ir.Float32:
		return e.floatOp(v, args)
	}
	panic(fmt.Sprintf("spirv: %s of %s; does the program pass ir.Check?", v.Op, v.Args[0].Type))
}

// call emits a call. It takes fuel, unless it is free.
func (e *fn) call(v *ir.Value) {
	if !v.Free {
		e.burn(v)
	}
	callee := e.funcs[v.Func]
	words := []uint32{callee.id}
	for _, a := range v.Args {
		words = append(words, e.operand(a))
	}
	e.values[v] = e.compute(opFunctionCall, e.returns(v.Func), words...)
	e.deep = max(e.deep, e.depth+callee.depth)
}

// bound is an index, or a stop where it is outside.
func (e *fn) bound(v *ir.Value, x id) id {
	if len(v.Stops()) == 0 {
		return x
	}
	i := e.compute(opBitcast, e.uint32(), x)
	outside := e.compute(opUGreaterThanEqual, e.boolean(), i, e.unsigned(uint32(v.Index)))
	e.stop(outside, ir.OutOfRange, v.Pos)
	return x
}

// logic computes with bool.
func (e *fn) logic(op ir.Op, args []uint32) id {
	ops := map[ir.Op]opcode{
		ir.And: opLogicalAnd, ir.Or: opLogicalOr, ir.Xor: opLogicalNotEqual, ir.Not: opLogicalNot,
		ir.Eq: opLogicalEqual, ir.Ne: opLogicalNotEqual,
	}
	return e.compute(ops[op], e.boolean(), args...)
}

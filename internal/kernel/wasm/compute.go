package wasm

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// byKind gives the instruction of an operation for each kind of operand, 0 for
// none.
type byKind [ir.Float64 + 1]opcode

// kinds makes a byKind from the instructions for int, u32, f32 and f64.
func kinds(int, u32, float32, float64 opcode) byKind {
	return byKind{ir.Bool: u32, ir.Int: int, ir.Uint32: u32, ir.Float32: float32, ir.Float64: float64}
}

// simple lists the operations that are one instruction after their operands,
// when they cannot stop the program.
var simple = map[ir.Op]byKind{
	ir.Add:     kinds(opI32Add, opI32Add, opF32Add, opF64Add),
	ir.Sub:     kinds(opI32Sub, opI32Sub, opF32Sub, opF64Sub),
	ir.Mul:     kinds(opI32Mul, opI32Mul, opF32Mul, opF64Mul),
	ir.Div:     kinds(opI32DivS, opI32DivU, opF32Div, opF64Div),
	ir.Rem:     kinds(opI32RemS, opI32RemU, 0, 0),
	ir.Neg:     kinds(0, 0, opF32Neg, opF64Neg),
	ir.Min:     kinds(0, 0, opF32Min, opF64Min),
	ir.Max:     kinds(0, 0, opF32Max, opF64Max),
	ir.And:     kinds(opI32And, opI32And, 0, 0),
	ir.Or:      kinds(opI32Or, opI32Or, 0, 0),
	ir.Xor:     kinds(opI32Xor, opI32Xor, 0, 0),
	ir.Not:     {ir.Bool: opI32Eqz},
	ir.Abs:     kinds(0, 0, opF32Abs, opF64Abs),
	ir.Sqrt:    kinds(0, 0, opF32Sqrt, opF64Sqrt),
	ir.Floor:   kinds(0, 0, opF32Floor, opF64Floor),
	ir.Ceil:    kinds(0, 0, opF32Ceil, opF64Ceil),
	ir.Trunc:   kinds(0, 0, opF32Trunc, opF64Trunc),
	ir.Nearest: kinds(0, 0, opF32Nearest, opF64Nearest),
}

// comparisons lists the instructions of comparisons by the kind of what is
// compared.
var comparisons = map[ir.Op]byKind{
	ir.Eq: kinds(opI32Eq, opI32Eq, opF32Eq, opF64Eq),
	ir.Ne: kinds(opI32Ne, opI32Ne, opF32Ne, opF64Ne),
	ir.Lt: kinds(opI32LtS, opI32LtU, opF32Lt, opF64Lt),
	ir.Le: kinds(opI32LeS, opI32LeU, opF32Le, opF64Le),
	ir.Gt: kinds(opI32GtS, opI32GtU, opF32Gt, opF64Gt),
	ir.Ge: kinds(opI32GeS, opI32GeU, opF32Ge, opF64Ge),
}

// compute computes a scalar that cannot stop the program.
func (e *emitter) compute(v *ir.Value) {
	switch v.Op {
	case ir.Const:
		e.constant(v.Type.Kind, v.Bits)
	case ir.Zero:
		e.constant(v.Type.Kind, 0)
	case ir.Load:
		if h := e.homes[v.Var]; !h.inMemory {
			e.get(h.at)
		} else {
			e.read(v.Type.Kind, e.variable(v, v.Args))
		}
	case ir.Part, ir.Elem:
		e.uses.values[v.Args[0]].n--
		e.read(v.Type.Kind, e.place(v))
	case ir.Lookup:
		table := ir.ArrayOf(len(v.Table.Bits), v.Table.Elem)
		e.read(v.Type.Kind, e.element(place{at: e.m.tables[v.Table]}, table, v.Args[0]))
	case ir.Select:
		e.selection(v)
	case ir.Bound:
		e.operand(v.Args[0])
	case ir.Convert:
		e.operand(v.Args[0])
		e.convert(v.Args[0].Type.Kind, v.Type.Kind)
	case ir.Hi, ir.Lo, ir.Bits, ir.Join, ir.FromBits, ir.Copysign:
		e.bits(v)
	case ir.Shl, ir.Shr:
		e.shift(v)
	default:
		e.arithmetic(v)
	}
}

// selection computes a select. Of floats it selects the bits: on amd64 wazero
// 1.12.0 compiles select of floats wrongly where registers are short, see its
// issue 2534.
func (e *emitter) selection(v *ir.Value) {
	var bits, float opcode
	switch v.Type.Kind {
	case ir.Float64:
		bits, float = opI64ReinterpretF64, opF64ReinterpretI64
	case ir.Float32:
		bits, float = opI32ReinterpretF32, opF32ReinterpretI32
	}
	for _, a := range v.Args[1:] {
		e.operand(a)
		if bits != 0 {
			e.ops(bits)
		}
	}
	e.operand(v.Args[0])
	e.ops(opSelect)
	if float != 0 {
		e.ops(float)
	}
}

// arithmetic computes an operation on numbers or truth values.
func (e *emitter) arithmetic(v *ir.Value) {
	kind := v.Args[0].Type.Kind
	op := simple[v.Op][kind]
	if op == 0 {
		op = comparisons[v.Op][kind]
	}
	switch {
	case op != 0:
		args := v.Args
		if ir.Ops[v.Op].Commutes && args[0].Op == ir.Const {
			args = []*ir.Value{args[1], args[0]}
		}
		for _, a := range args {
			e.operand(a)
		}
		e.ops(op)
	case v.Op == ir.Neg:
		e.int32(0)
		e.operand(v.Args[0])
		e.ops(opI32Sub)
	case v.Op == ir.AndNot:
		e.operand(v.Args[0])
		e.operand(v.Args[1])
		e.int32(-1)
		e.ops(opI32Xor, opI32And)
	case v.Op == ir.Min:
		e.choose(v, comparisons[ir.Lt][kind])
	case v.Op == ir.Max:
		e.choose(v, comparisons[ir.Gt][kind])
	default:
		panic("wasm: no instruction for " + v.Op.String() + " of " + kind.String())
	}
}

// choose yields the first of two integers where the comparison holds, else the
// second.
func (e *emitter) choose(v *ir.Value, comparison opcode) {
	x := e.twice(v.Args[0])
	y := e.twice(v.Args[1])
	e.again(x)
	e.again(y)
	e.ops(comparison, opSelect)
}

func (e *emitter) constant(k ir.Kind, bits uint64) {
	if k == ir.Float64 && bits != 0 {
		e.emit(opGlobalGet, uint64(e.m.constant(bits)))
		return
	}
	e.emit(map[valType]opcode{i32: opI32Const, f32: opF32Const, f64: opF64Const}[typeOf(k)], bits)
}

// convert converts the number computed last between kinds. Conversions to
// integers saturate, and NaN becomes 0.
//
// https://www.w3.org/TR/wasm-core-2/#op-trunc-sat-s
func (e *emitter) convert(from, to ir.Kind) {
	ops := map[[2]ir.Kind]opcode{
		{ir.Int, ir.Float32}:     opF32ConvertI32S,
		{ir.Int, ir.Float64}:     opF64ConvertI32S,
		{ir.Uint32, ir.Float32}:  opF32ConvertI32U,
		{ir.Uint32, ir.Float64}:  opF64ConvertI32U,
		{ir.Float32, ir.Int}:     opI32TruncSatF32S,
		{ir.Float32, ir.Uint32}:  opI32TruncSatF32U,
		{ir.Float32, ir.Float64}: opF64PromoteF32,
		{ir.Float64, ir.Int}:     opI32TruncSatF64S,
		{ir.Float64, ir.Uint32}:  opI32TruncSatF64U,
		{ir.Float64, ir.Float32}: opF32DemoteF64,
	}
	if op, ok := ops[[2]ir.Kind{from, to}]; ok {
		e.ops(op)
	}
}

// bits computes the operations on the bits of floats. What tells one NaN from
// another differs between processors and is hidden here.
func (e *emitter) bits(v *ir.Value) {
	switch v.Op {
	case ir.Hi:
		e.operand(v.Args[0])
		e.canonical64()
		e.int64(32)
		e.ops(opI64ShrU, opI32WrapI64)
	case ir.Lo:
		e.operand(v.Args[0])
		e.canonical64()
		e.ops(opI32WrapI64)
	case ir.Bits:
		e.operand(v.Args[0])
		e.canonical32()
	case ir.Join:
		e.operand(v.Args[0])
		e.ops(opI64ExtendI32U)
		e.int64(32)
		e.ops(opI64Shl)
		e.operand(v.Args[1])
		e.ops(opI64ExtendI32U, opI64Or, opF64ReinterpretI64)
	case ir.FromBits:
		e.operand(v.Args[0])
		e.ops(opF32ReinterpretI32)
	case ir.Copysign:
		e.operand(v.Args[0])
		e.operand(v.Args[1])
		switch {
		case v.Args[1].Op == ir.Const:
		case v.Type.Kind == ir.Float32:
			e.canonical32()
			e.ops(opF32ReinterpretI32)
		default:
			e.canonical64()
			e.ops(opF64ReinterpretI64)
		}
		e.ops(map[ir.Kind]opcode{ir.Float32: opF32Copysign, ir.Float64: opF64Copysign}[v.Type.Kind])
	}
}

// canonical64 makes of the f64 computed last its bits, of any NaN those of the
// one NaN. A NaN is what lies above infinity but for the sign, shifted out here:
// comparing integers and choosing one takes no jump, unlike floats.
func (e *emitter) canonical64() {
	bits := e.scratch(i64)
	e.ops(opI64ReinterpretF64)
	e.tee(bits)
	e.emit(opI64Const, ir.NaN64)
	e.get(bits)
	e.int64(1)
	e.ops(opI64Shl)
	e.emit(opI64Const, infinity64<<1)
	e.ops(opI64LeU, opSelect)
}

// canonical32 is canonical64 for an f32 and its i32.
func (e *emitter) canonical32() {
	bits := e.scratch(i32)
	e.ops(opI32ReinterpretF32)
	e.tee(bits)
	e.int32(ir.NaN32)
	e.get(bits)
	e.int32(1)
	e.ops(opI32Shl)
	e.emit(opI32Const, infinity32<<1)
	e.ops(opI32LeU, opSelect)
}

// The bits of infinity.
const (
	infinity64 = 0x7FF << 52
	infinity32 = 0xFF << 23
)

// shift computes a shift that cannot stop the program: of u32, or to the right,
// by a count that is not negative.
func (e *emitter) shift(v *ir.Value) {
	x, count, op := v.Args[0], v.Args[1], shiftOf(v)
	if count.Op == ir.Const && count.Uint32() < 32 {
		e.operand(x)
		e.operand(count)
		e.ops(op)
		return
	}
	e.shifted(op, func() { e.operand(x) }, func() instr { return e.twice(count) })
}

// shiftOf returns the instruction for a shift by less than 32.
func shiftOf(v *ir.Value) opcode {
	switch {
	case v.Op == ir.Shl:
		return opI32Shl
	case v.Type.Kind == ir.Int:
		return opI32ShrS
	}
	return opI32ShrU
}

// shifted shifts x by a count from 0 on. WebAssembly takes the count modulo 32;
// from 32 on nothing but the sign is left.
func (e *emitter) shifted(op opcode, x func(), count func() instr) {
	x()
	n := count()
	if op == opI32ShrS {
		e.int32(31)
		e.again(n)
		e.int32(32)
		e.ops(opI32LtU, opSelect, op)
		return
	}
	e.ops(op)
	e.int32(0)
	e.again(n)
	e.int32(32)
	e.ops(opI32LtU, opSelect)
}

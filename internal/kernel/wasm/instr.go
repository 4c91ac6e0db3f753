package wasm

// valType is a value type of WebAssembly.
//
// https://www.w3.org/TR/wasm-core-2/#binary-valtype
type valType byte

const (
	i32 valType = 0x7F
	i64 valType = 0x7E
	f32 valType = 0x7D
	f64 valType = 0x7C
)

var valTypeNames = map[valType]string{i32: "i32", i64: "i64", f32: "f32", f64: "f64"}

func (t valType) String() string { return valTypeNames[t] }

// immediate is what follows an opcode.
type immediate byte

const (
	immNone   immediate = iota
	immBlock            // a block type: none of ours yields anything
	immLabel            // how many blocks further out the target is
	immIndex            // of a local, global or function
	immMemory           // alignment and offset
	immI32
	immI64
	immF32
	immF64
	immCopy // two memory indices
	immFill // one memory index
)

// opcode is an instruction: a byte, or prefixed and what follows the byte 0xFC.
//
// https://www.w3.org/TR/wasm-core-2/#instructions%E2%91%A6
type opcode uint16

const prefixed opcode = 0x100

const (
	opUnreachable opcode = 0x00
	opBlock       opcode = 0x02
	opLoop        opcode = 0x03
	opIf          opcode = 0x04
	opElse        opcode = 0x05
	opEnd         opcode = 0x0B
	opBr          opcode = 0x0C
	opBrIf        opcode = 0x0D
	opReturn      opcode = 0x0F
	opCall        opcode = 0x10

	opDrop   opcode = 0x1A
	opSelect opcode = 0x1B

	opLocalGet  opcode = 0x20
	opLocalSet  opcode = 0x21
	opLocalTee  opcode = 0x22
	opGlobalGet opcode = 0x23
	opGlobalSet opcode = 0x24

	opI32Load  opcode = 0x28
	opI64Load  opcode = 0x29
	opF32Load  opcode = 0x2A
	opF64Load  opcode = 0x2B
	opI32Store opcode = 0x36
	opI64Store opcode = 0x37
	opF32Store opcode = 0x38
	opF64Store opcode = 0x39

	opI32Const opcode = 0x41
	opI64Const opcode = 0x42
	opF32Const opcode = 0x43
	opF64Const opcode = 0x44

	opI32Eqz opcode = 0x45
	opI32Eq  opcode = 0x46
	opI32Ne  opcode = 0x47
	opI32LtS opcode = 0x48
	opI32LtU opcode = 0x49
	opI32GtS opcode = 0x4A
	opI32GtU opcode = 0x4B
	opI32LeS opcode = 0x4C
	opI32LeU opcode = 0x4D
	opI32GeS opcode = 0x4E
	opI32GeU opcode = 0x4F
	opI64Eqz opcode = 0x50
	opI64Ne  opcode = 0x52
	opI64LeU opcode = 0x58

	opF32Eq opcode = 0x5B
	opF32Ne opcode = 0x5C
	opF32Lt opcode = 0x5D
	opF32Gt opcode = 0x5E
	opF32Le opcode = 0x5F
	opF32Ge opcode = 0x60
	opF64Eq opcode = 0x61
	opF64Ne opcode = 0x62
	opF64Lt opcode = 0x63
	opF64Gt opcode = 0x64
	opF64Le opcode = 0x65
	opF64Ge opcode = 0x66

	opI32Add  opcode = 0x6A
	opI32Sub  opcode = 0x6B
	opI32Mul  opcode = 0x6C
	opI32DivS opcode = 0x6D
	opI32DivU opcode = 0x6E
	opI32RemS opcode = 0x6F
	opI32RemU opcode = 0x70
	opI32And  opcode = 0x71
	opI32Or   opcode = 0x72
	opI32Xor  opcode = 0x73
	opI32Shl  opcode = 0x74
	opI32ShrS opcode = 0x75
	opI32ShrU opcode = 0x76

	opI64Add  opcode = 0x7C
	opI64Sub  opcode = 0x7D
	opI64Mul  opcode = 0x7E
	opI64Or   opcode = 0x84
	opI64Shl  opcode = 0x86
	opI64ShrU opcode = 0x88

	opF32Abs      opcode = 0x8B
	opF32Neg      opcode = 0x8C
	opF32Ceil     opcode = 0x8D
	opF32Floor    opcode = 0x8E
	opF32Trunc    opcode = 0x8F
	opF32Nearest  opcode = 0x90
	opF32Sqrt     opcode = 0x91
	opF32Add      opcode = 0x92
	opF32Sub      opcode = 0x93
	opF32Mul      opcode = 0x94
	opF32Div      opcode = 0x95
	opF32Min      opcode = 0x96
	opF32Max      opcode = 0x97
	opF32Copysign opcode = 0x98
	opF64Abs      opcode = 0x99
	opF64Neg      opcode = 0x9A
	opF64Ceil     opcode = 0x9B
	opF64Floor    opcode = 0x9C
	opF64Trunc    opcode = 0x9D
	opF64Nearest  opcode = 0x9E
	opF64Sqrt     opcode = 0x9F
	opF64Add      opcode = 0xA0
	opF64Sub      opcode = 0xA1
	opF64Mul      opcode = 0xA2
	opF64Div      opcode = 0xA3
	opF64Min      opcode = 0xA4
	opF64Max      opcode = 0xA5
	opF64Copysign opcode = 0xA6

	opI32WrapI64        opcode = 0xA7
	opI64ExtendI32S     opcode = 0xAC
	opI64ExtendI32U     opcode = 0xAD
	opF32ConvertI32S    opcode = 0xB2
	opF32ConvertI32U    opcode = 0xB3
	opF32DemoteF64      opcode = 0xB6
	opF64ConvertI32S    opcode = 0xB7
	opF64ConvertI32U    opcode = 0xB8
	opF64PromoteF32     opcode = 0xBB
	opI32ReinterpretF32 opcode = 0xBC
	opI64ReinterpretF64 opcode = 0xBD
	opF32ReinterpretI32 opcode = 0xBE
	opF64ReinterpretI64 opcode = 0xBF
	opI64Extend32S      opcode = 0xC4

	opI32TruncSatF32S opcode = prefixed + 0x00
	opI32TruncSatF32U opcode = prefixed + 0x01
	opI32TruncSatF64S opcode = prefixed + 0x02
	opI32TruncSatF64U opcode = prefixed + 0x03
	opMemoryCopy      opcode = prefixed + 0x0A
	opMemoryFill      opcode = prefixed + 0x0B
)

// opInfo describes an instruction.
type opInfo struct {
	name string
	imm  immediate

	// sig lists the operands and what is yielded, "FF>F": i is i32, I i64,
	// f f32, F f64. It is "" where local, global, function or block say it.
	sig string
}

// ops describes every instruction that is emitted.
var ops = [...]opInfo{
	opUnreachable: {"unreachable", immNone, ">"},
	opBlock:       {"block", immBlock, ">"},
	opLoop:        {"loop", immBlock, ">"},
	opIf:          {"if", immBlock, "i>"},
	opElse:        {"else", immNone, ">"},
	opEnd:         {"end", immNone, ">"},
	opBr:          {"br", immLabel, ">"},
	opBrIf:        {"br_if", immLabel, "i>"},
	opReturn:      {"return", immNone, ""},
	opCall:        {"call", immIndex, ""},

	opDrop:   {"drop", immNone, ""},
	opSelect: {"select", immNone, ""},

	opLocalGet:  {"local.get", immIndex, ""},
	opLocalSet:  {"local.set", immIndex, ""},
	opLocalTee:  {"local.tee", immIndex, ""},
	opGlobalGet: {"global.get", immIndex, ""},
	opGlobalSet: {"global.set", immIndex, ""},

	opI32Load:  {"i32.load", immMemory, "i>i"},
	opI64Load:  {"i64.load", immMemory, "i>I"},
	opF32Load:  {"f32.load", immMemory, "i>f"},
	opF64Load:  {"f64.load", immMemory, "i>F"},
	opI32Store: {"i32.store", immMemory, "ii>"},
	opI64Store: {"i64.store", immMemory, "iI>"},
	opF32Store: {"f32.store", immMemory, "if>"},
	opF64Store: {"f64.store", immMemory, "iF>"},

	opI32Const: {"i32.const", immI32, ">i"},
	opI64Const: {"i64.const", immI64, ">I"},
	opF32Const: {"f32.const", immF32, ">f"},
	opF64Const: {"f64.const", immF64, ">F"},

	opI32Eqz: {"i32.eqz", immNone, "i>i"},
	opI32Eq:  {"i32.eq", immNone, "ii>i"},
	opI32Ne:  {"i32.ne", immNone, "ii>i"},
	opI32LtS: {"i32.lt_s", immNone, "ii>i"},
	opI32LtU: {"i32.lt_u", immNone, "ii>i"},
	opI32GtS: {"i32.gt_s", immNone, "ii>i"},
	opI32GtU: {"i32.gt_u", immNone, "ii>i"},
	opI32LeS: {"i32.le_s", immNone, "ii>i"},
	opI32LeU: {"i32.le_u", immNone, "ii>i"},
	opI32GeS: {"i32.ge_s", immNone, "ii>i"},
	opI32GeU: {"i32.ge_u", immNone, "ii>i"},
	opI64Eqz: {"i64.eqz", immNone, "I>i"},
	opI64Ne:  {"i64.ne", immNone, "II>i"},
	opI64LeU: {"i64.le_u", immNone, "II>i"},

	opF32Eq: {"f32.eq", immNone, "ff>i"},
	opF32Ne: {"f32.ne", immNone, "ff>i"},
	opF32Lt: {"f32.lt", immNone, "ff>i"},
	opF32Gt: {"f32.gt", immNone, "ff>i"},
	opF32Le: {"f32.le", immNone, "ff>i"},
	opF32Ge: {"f32.ge", immNone, "ff>i"},
	opF64Eq: {"f64.eq", immNone, "FF>i"},
	opF64Ne: {"f64.ne", immNone, "FF>i"},
	opF64Lt: {"f64.lt", immNone, "FF>i"},
	opF64Gt: {"f64.gt", immNone, "FF>i"},
	opF64Le: {"f64.le", immNone, "FF>i"},
	opF64Ge: {"f64.ge", immNone, "FF>i"},

	opI32Add:  {"i32.add", immNone, "ii>i"},
	opI32Sub:  {"i32.sub", immNone, "ii>i"},
	opI32Mul:  {"i32.mul", immNone, "ii>i"},
	opI32DivS: {"i32.div_s", immNone, "ii>i"},
	opI32DivU: {"i32.div_u", immNone, "ii>i"},
	opI32RemS: {"i32.rem_s", immNone, "ii>i"},
	opI32RemU: {"i32.rem_u", immNone, "ii>i"},
	opI32And:  {"i32.and", immNone, "ii>i"},
	opI32Or:   {"i32.or", immNone, "ii>i"},
	opI32Xor:  {"i32.xor", immNone, "ii>i"},
	opI32Shl:  {"i32.shl", immNone, "ii>i"},
	opI32ShrS: {"i32.shr_s", immNone, "ii>i"},
	opI32ShrU: {"i32.shr_u", immNone, "ii>i"},

	opI64Add:  {"i64.add", immNone, "II>I"},
	opI64Sub:  {"i64.sub", immNone, "II>I"},
	opI64Mul:  {"i64.mul", immNone, "II>I"},
	opI64Or:   {"i64.or", immNone, "II>I"},
	opI64Shl:  {"i64.shl", immNone, "II>I"},
	opI64ShrU: {"i64.shr_u", immNone, "II>I"},

	opF32Abs:      {"f32.abs", immNone, "f>f"},
	opF32Neg:      {"f32.neg", immNone, "f>f"},
	opF32Ceil:     {"f32.ceil", immNone, "f>f"},
	opF32Floor:    {"f32.floor", immNone, "f>f"},
	opF32Trunc:    {"f32.trunc", immNone, "f>f"},
	opF32Nearest:  {"f32.nearest", immNone, "f>f"},
	opF32Sqrt:     {"f32.sqrt", immNone, "f>f"},
	opF32Add:      {"f32.add", immNone, "ff>f"},
	opF32Sub:      {"f32.sub", immNone, "ff>f"},
	opF32Mul:      {"f32.mul", immNone, "ff>f"},
	opF32Div:      {"f32.div", immNone, "ff>f"},
	opF32Min:      {"f32.min", immNone, "ff>f"},
	opF32Max:      {"f32.max", immNone, "ff>f"},
	opF32Copysign: {"f32.copysign", immNone, "ff>f"},
	opF64Abs:      {"f64.abs", immNone, "F>F"},
	opF64Neg:      {"f64.neg", immNone, "F>F"},
	opF64Ceil:     {"f64.ceil", immNone, "F>F"},
	opF64Floor:    {"f64.floor", immNone, "F>F"},
	opF64Trunc:    {"f64.trunc", immNone, "F>F"},
	opF64Nearest:  {"f64.nearest", immNone, "F>F"},
	opF64Sqrt:     {"f64.sqrt", immNone, "F>F"},
	opF64Add:      {"f64.add", immNone, "FF>F"},
	opF64Sub:      {"f64.sub", immNone, "FF>F"},
	opF64Mul:      {"f64.mul", immNone, "FF>F"},
	opF64Div:      {"f64.div", immNone, "FF>F"},
	opF64Min:      {"f64.min", immNone, "FF>F"},
	opF64Max:      {"f64.max", immNone, "FF>F"},
	opF64Copysign: {"f64.copysign", immNone, "FF>F"},

	opI32WrapI64:        {"i32.wrap_i64", immNone, "I>i"},
	opI64ExtendI32S:     {"i64.extend_i32_s", immNone, "i>I"},
	opI64ExtendI32U:     {"i64.extend_i32_u", immNone, "i>I"},
	opF32ConvertI32S:    {"f32.convert_i32_s", immNone, "i>f"},
	opF32ConvertI32U:    {"f32.convert_i32_u", immNone, "i>f"},
	opF32DemoteF64:      {"f32.demote_f64", immNone, "F>f"},
	opF64ConvertI32S:    {"f64.convert_i32_s", immNone, "i>F"},
	opF64ConvertI32U:    {"f64.convert_i32_u", immNone, "i>F"},
	opF64PromoteF32:     {"f64.promote_f32", immNone, "f>F"},
	opI32ReinterpretF32: {"i32.reinterpret_f32", immNone, "f>i"},
	opI64ReinterpretF64: {"i64.reinterpret_f64", immNone, "F>I"},
	opF32ReinterpretI32: {"f32.reinterpret_i32", immNone, "i>f"},
	opF64ReinterpretI64: {"f64.reinterpret_i64", immNone, "I>F"},
	opI64Extend32S:      {"i64.extend32_s", immNone, "I>I"},

	opI32TruncSatF32S: {"i32.trunc_sat_f32_s", immNone, "f>i"},
	opI32TruncSatF32U: {"i32.trunc_sat_f32_u", immNone, "f>i"},
	opI32TruncSatF64S: {"i32.trunc_sat_f64_s", immNone, "F>i"},
	opI32TruncSatF64U: {"i32.trunc_sat_f64_u", immNone, "F>i"},
	opMemoryCopy:      {"memory.copy", immCopy, "iii>"},
	opMemoryFill:      {"memory.fill", immFill, "iii>"},
}

// instr is one instruction.
type instr struct {
	op   opcode
	arg  uint64 // index, label, offset or the bits of a constant
	name string // for the text form: of the block that it opens, or a comment
}

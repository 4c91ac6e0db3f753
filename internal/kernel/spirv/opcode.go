package spirv

// opcode is an instruction of SPIR-V.
//
// https://registry.khronos.org/SPIR-V/specs/unified1/SPIRV.html#_instructions_3
type opcode uint16

// The instructions that are emitted.
const (
	opName                 opcode = 5
	opExtension            opcode = 10
	opExtInstImport        opcode = 11
	opExtInst              opcode = 12
	opMemoryModel          opcode = 14
	opEntryPoint           opcode = 15
	opExecutionMode        opcode = 16
	opCapability           opcode = 17
	opTypeVoid             opcode = 19
	opTypeBool             opcode = 20
	opTypeInt              opcode = 21
	opTypeFloat            opcode = 22
	opTypeVector           opcode = 23
	opTypeArray            opcode = 28
	opTypeRuntimeArray     opcode = 29
	opTypeStruct           opcode = 30
	opTypePointer          opcode = 32
	opTypeFunction         opcode = 33
	opConstantTrue         opcode = 41
	opConstantFalse        opcode = 42
	opConstant             opcode = 43
	opConstantComposite    opcode = 44
	opConstantNull         opcode = 46
	opFunction             opcode = 54
	opFunctionParameter    opcode = 55
	opFunctionEnd          opcode = 56
	opFunctionCall         opcode = 57
	opVariable             opcode = 59
	opLoad                 opcode = 61
	opStore                opcode = 62
	opAccessChain          opcode = 65
	opArrayLength          opcode = 68
	opDecorate             opcode = 71
	opMemberDecorate       opcode = 72
	opVectorExtractDynamic opcode = 77
	opCompositeConstruct   opcode = 80
	opCompositeExtract     opcode = 81
	opConvertFToU          opcode = 109
	opConvertFToS          opcode = 110
	opConvertSToF          opcode = 111
	opConvertUToF          opcode = 112
	opBitcast              opcode = 124
	opIAdd                 opcode = 128
	opFAdd                 opcode = 129
	opISub                 opcode = 130
	opFSub                 opcode = 131
	opIMul                 opcode = 132
	opFMul                 opcode = 133
	opUDiv                 opcode = 134
	opSDiv                 opcode = 135
	opFDiv                 opcode = 136
	opUMod                 opcode = 137
	opSMulExtended         opcode = 152
	opLogicalEqual         opcode = 164
	opLogicalNotEqual      opcode = 165
	opLogicalOr            opcode = 166
	opLogicalAnd           opcode = 167
	opLogicalNot           opcode = 168
	opSelect               opcode = 169
	opIEqual               opcode = 170
	opINotEqual            opcode = 171
	opUGreaterThan         opcode = 172
	opSGreaterThan         opcode = 173
	opUGreaterThanEqual    opcode = 174
	opSGreaterThanEqual    opcode = 175
	opULessThan            opcode = 176
	opSLessThan            opcode = 177
	opULessThanEqual       opcode = 178
	opSLessThanEqual       opcode = 179
	opFOrdEqual            opcode = 180
	opFUnordNotEqual       opcode = 183
	opFOrdLessThan         opcode = 184
	opFOrdGreaterThan      opcode = 186
	opFOrdLessThanEqual    opcode = 188
	opFOrdGreaterThanEqual opcode = 190
	opShiftRightLogical    opcode = 194
	opShiftRightArithmetic opcode = 195
	opShiftLeftLogical     opcode = 196
	opBitwiseOr            opcode = 197
	opBitwiseXor           opcode = 198
	opBitwiseAnd           opcode = 199
	opNot                  opcode = 200
	opAtomicUMin           opcode = 237
	opLoopMerge            opcode = 246
	opSelectionMerge       opcode = 247
	opLabel                opcode = 248
	opBranch               opcode = 249
	opBranchConditional    opcode = 250
	opReturn               opcode = 253
	opReturnValue          opcode = 254
	opUnreachable          opcode = 255
)

// opInfo is how an instruction is written: its name, and a letter for each
// operand after the type and the result. i: an id; n: a number; s: a string;
// c: a constant of the result's type; x: an instruction of GLSL.std.450; other
// letters: an enumeration of enums. * repeats the letter before it.
type opInfo struct{ name, operands string }

var opInfos = map[opcode]opInfo{
	opName:                 {"OpName", "is"},
	opExtension:            {"OpExtension", "s"},
	opExtInstImport:        {"OpExtInstImport", "s"},
	opExtInst:              {"OpExtInst", "ixi*"},
	opMemoryModel:          {"OpMemoryModel", "AM"},
	opEntryPoint:           {"OpEntryPoint", "Xisi*"},
	opExecutionMode:        {"OpExecutionMode", "iEn*"},
	opCapability:           {"OpCapability", "C"},
	opTypeVoid:             {"OpTypeVoid", ""},
	opTypeBool:             {"OpTypeBool", ""},
	opTypeInt:              {"OpTypeInt", "nn"},
	opTypeFloat:            {"OpTypeFloat", "n"},
	opTypeVector:           {"OpTypeVector", "in"},
	opTypeArray:            {"OpTypeArray", "ii"},
	opTypeRuntimeArray:     {"OpTypeRuntimeArray", "i"},
	opTypeStruct:           {"OpTypeStruct", "i*"},
	opTypePointer:          {"OpTypePointer", "Si"},
	opTypeFunction:         {"OpTypeFunction", "i*"},
	opConstantTrue:         {"OpConstantTrue", ""},
	opConstantFalse:        {"OpConstantFalse", ""},
	opConstant:             {"OpConstant", "c"},
	opConstantComposite:    {"OpConstantComposite", "i*"},
	opConstantNull:         {"OpConstantNull", ""},
	opFunction:             {"OpFunction", "Fi"},
	opFunctionParameter:    {"OpFunctionParameter", ""},
	opFunctionEnd:          {"OpFunctionEnd", ""},
	opFunctionCall:         {"OpFunctionCall", "i*"},
	opVariable:             {"OpVariable", "Si*"},
	opLoad:                 {"OpLoad", "i"},
	opStore:                {"OpStore", "ii"},
	opAccessChain:          {"OpAccessChain", "i*"},
	opArrayLength:          {"OpArrayLength", "in"},
	opDecorate:             {"OpDecorate", "iD"},
	opMemberDecorate:       {"OpMemberDecorate", "inD"},
	opVectorExtractDynamic: {"OpVectorExtractDynamic", "ii"},
	opCompositeConstruct:   {"OpCompositeConstruct", "i*"},
	opCompositeExtract:     {"OpCompositeExtract", "in*"},
	opConvertFToU:          {"OpConvertFToU", "i"},
	opConvertFToS:          {"OpConvertFToS", "i"},
	opConvertSToF:          {"OpConvertSToF", "i"},
	opConvertUToF:          {"OpConvertUToF", "i"},
	opBitcast:              {"OpBitcast", "i"},
	opIAdd:                 {"OpIAdd", "ii"},
	opFAdd:                 {"OpFAdd", "ii"},
	opISub:                 {"OpISub", "ii"},
	opFSub:                 {"OpFSub", "ii"},
	opIMul:                 {"OpIMul", "ii"},
	opFMul:                 {"OpFMul", "ii"},
	opUDiv:                 {"OpUDiv", "ii"},
	opSDiv:                 {"OpSDiv", "ii"},
	opFDiv:                 {"OpFDiv", "ii"},
	opUMod:                 {"OpUMod", "ii"},
	opSMulExtended:         {"OpSMulExtended", "ii"},
	opLogicalEqual:         {"OpLogicalEqual", "ii"},
	opLogicalNotEqual:      {"OpLogicalNotEqual", "ii"},
	opLogicalOr:            {"OpLogicalOr", "ii"},
	opLogicalAnd:           {"OpLogicalAnd", "ii"},
	opLogicalNot:           {"OpLogicalNot", "i"},
	opSelect:               {"OpSelect", "iii"},
	opIEqual:               {"OpIEqual", "ii"},
	opINotEqual:            {"OpINotEqual", "ii"},
	opUGreaterThan:         {"OpUGreaterThan", "ii"},
	opSGreaterThan:         {"OpSGreaterThan", "ii"},
	opUGreaterThanEqual:    {"OpUGreaterThanEqual", "ii"},
	opSGreaterThanEqual:    {"OpSGreaterThanEqual", "ii"},
	opULessThan:            {"OpULessThan", "ii"},
	opSLessThan:            {"OpSLessThan", "ii"},
	opULessThanEqual:       {"OpULessThanEqual", "ii"},
	opSLessThanEqual:       {"OpSLessThanEqual", "ii"},
	opFOrdEqual:            {"OpFOrdEqual", "ii"},
	opFUnordNotEqual:       {"OpFUnordNotEqual", "ii"},
	opFOrdLessThan:         {"OpFOrdLessThan", "ii"},
	opFOrdGreaterThan:      {"OpFOrdGreaterThan", "ii"},
	opFOrdLessThanEqual:    {"OpFOrdLessThanEqual", "ii"},
	opFOrdGreaterThanEqual: {"OpFOrdGreaterThanEqual", "ii"},
	opShiftRightLogical:    {"OpShiftRightLogical", "ii"},
	opShiftRightArithmetic: {"OpShiftRightArithmetic", "ii"},
	opShiftLeftLogical:     {"OpShiftLeftLogical", "ii"},
	opBitwiseOr:            {"OpBitwiseOr", "ii"},
	opBitwiseXor:           {"OpBitwiseXor", "ii"},
	opBitwiseAnd:           {"OpBitwiseAnd", "ii"},
	opNot:                  {"OpNot", "i"},
	opAtomicUMin:           {"OpAtomicUMin", "iiii"},
	opLoopMerge:            {"OpLoopMerge", "iiK"},
	opSelectionMerge:       {"OpSelectionMerge", "iL"},
	opLabel:                {"OpLabel", ""},
	opBranch:               {"OpBranch", "i"},
	opBranchConditional:    {"OpBranchConditional", "iii"},
	opReturn:               {"OpReturn", ""},
	opReturnValue:          {"OpReturnValue", "i"},
	opUnreachable:          {"OpUnreachable", ""},
}

// Words of enumerations.
const (
	capabilityShader = 1

	storageInput         = 1
	storageUniform       = 2
	storagePrivate       = 6
	storageFunction      = 7
	storageStorageBuffer = 12

	decorationBlock         = 2
	decorationArrayStride   = 6
	decorationBuiltIn       = 11
	decorationRestrict      = 19
	decorationNonWritable   = 24
	decorationBinding       = 33
	decorationDescriptorSet = 34
	decorationOffset        = 35
	decorationNoContraction = 42

	builtInGlobalInvocationID = 28

	modeLocalSize = 17

	loopDontUnroll = 2

	scopeDevice = 1
	relaxed     = 0
)

// Instructions of GLSL.std.450.
//
// https://registry.khronos.org/SPIR-V/specs/unified1/GLSL.std.450.html
const (
	glslRoundEven = 2
	glslTrunc     = 3
	glslFloor     = 8
	glslCeil      = 9
	glslSqrt      = 31
	glslUMin      = 38
	glslSMin      = 39
	glslUMax      = 41
	glslSMax      = 42
	glslFma       = 50
)

var glslNames = map[uint32]string{
	glslRoundEven: "RoundEven", glslTrunc: "Trunc", glslFloor: "Floor", glslCeil: "Ceil", glslSqrt: "Sqrt",
	glslUMin: "UMin", glslSMin: "SMin", glslUMax: "UMax", glslSMax: "SMax", glslFma: "Fma",
}

// enums are the names of words, by the letter of opInfo.
var enums = map[byte]map[uint32]string{
	'A': {0: "Logical"},
	'M': {1: "GLSL450"},
	'X': {5: "GLCompute"},
	'E': {modeLocalSize: "LocalSize", 4459: "DenormPreserve", 4461: "SignedZeroInfNanPreserve", 4462: "RoundingModeRTE"},
	'C': {capabilityShader: "Shader", 4464: "DenormPreserve", 4466: "SignedZeroInfNanPreserve", 4467: "RoundingModeRTE"},
	'S': {storageInput: "Input", storageUniform: "Uniform", storagePrivate: "Private", storageFunction: "Function", storageStorageBuffer: "StorageBuffer"},
	'F': {0: "None"},
	'K': {0: "None", loopDontUnroll: "DontUnroll"},
	'L': {0: "None"},
	'D': {decorationBlock: "Block", decorationArrayStride: "ArrayStride", decorationBuiltIn: "BuiltIn", decorationRestrict: "Restrict", decorationNonWritable: "NonWritable",
		decorationBinding: "Binding", decorationDescriptorSet: "DescriptorSet", decorationOffset: "Offset", decorationNoContraction: "NoContraction"},
}

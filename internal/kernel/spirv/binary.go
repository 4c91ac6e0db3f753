package spirv

import "encoding/binary"

// The header of a module.
//
// https://registry.khronos.org/SPIR-V/specs/unified1/SPIRV.html#_physical_layout_of_a_spir_v_module_and_instruction
const (
	magic   = 0x07230203
	version = 0x00010300 // 1.3, that of Vulkan 1.1
)

// binary returns the module as little-endian words.
func (m *module) binary() []byte {
	words := []uint32{magic, version, 0, m.next, 0}
	for _, in := range m.sections() {
		words = in.appendTo(words)
	}
	out := make([]byte, 0, 4*len(words))
	for _, w := range words {
		out = binary.LittleEndian.AppendUint32(out, w)
	}
	return out
}

func (in instr) appendTo(words []uint32) []uint32 {
	at := len(words)
	words = append(words, 0)
	if in.typ != 0 {
		words = append(words, in.typ)
	}
	if in.res != 0 {
		words = append(words, in.res)
	}
	words = append(words, in.words...)
	words[at] = uint32(len(words)-at)<<16 | uint32(in.op)
	return words
}

package spirv

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// id is what an instruction yields; 0 is none.
type id = uint32

// instr is one instruction.
type instr struct {
	op       opcode
	typ, res id // 0 where it has none
	words    []uint32
}

// module is a shader module before it is written as binary or text. Its
// sections stand in the order that SPIR-V prescribes.
type module struct {
	capabilities []instr
	extensions   []instr
	imports      []instr
	entryPoints  []instr
	modes        []instr
	debug        []instr
	decorations  []instr
	globals      []instr // types, constants, variables
	functions    []instr

	next    id
	options Options
	glsl    id
	known   map[string]id // types and constants
	fields  map[id][]id   // of struct types
	names   map[id]string
	taken   map[string]bool

	funcs  map[*ir.Func]*shape
	tables map[*ir.Table]id

	sites   []Site
	siteOf  map[Site]uint32
	entries []Entry
	grids   []Grid
	blocks  map[id]id // of a buffer of elements of some type

	globalVars
}

// globalVars are the variables of the module that all entries use.
type globalVars struct {
	invocation id // the built-in
	fuel       id // left for the row
	fault      id // site at which the row stopped, 0 for none
	zero       id // 0 as a float, if it is to be hidden
	sign       id // likewise the sign bit

	rows rowVars
}

// rowVars are the variables of the bindings of entries that compute rows.
type rowVars struct{ params, inputs, results, faults id }

func newModule(o Options) *module {
	m := &module{
		next: 1, options: o, known: map[string]id{}, fields: map[id][]id{}, names: map[id]string{}, taken: map[string]bool{},
		funcs: map[*ir.Func]*shape{}, tables: map[*ir.Table]id{}, blocks: map[id]id{}, sites: []Site{{}}, siteOf: map[Site]uint32{},
	}
	m.capabilities = []instr{{op: opCapability, words: []uint32{capabilityShader}}}
	m.glsl = m.id()
	m.names[m.glsl] = "glsl"
	m.imports = []instr{{op: opExtInstImport, res: m.glsl, words: stringWords("GLSL.std.450")}}
	m.controls()
	return m
}

func (m *module) id() id {
	m.next++
	return m.next - 1
}

// name gives an id a name of its own in text and in the module's debug section.
func (m *module) name(x id, name string) {
	unique := identifier(name)
	for i := 2; m.taken[unique]; i++ {
		unique = fmt.Sprintf("%s_%d", identifier(name), i)
	}
	m.taken[unique], m.names[x] = true, unique
}

// debugName is name for what a tool should show, too.
func (m *module) debugName(x id, name string) {
	m.name(x, name)
	m.debug = append(m.debug, instr{op: opName, words: append([]uint32{x}, stringWords(name)...)})
}

func (m *module) decorate(x id, words ...uint32) {
	m.decorations = append(m.decorations, instr{op: opDecorate, words: append([]uint32{x}, words...)})
}

// global returns what an instruction of the global section yields: the same id
// for the same instruction.
func (m *module) global(name string, op opcode, typ id, words ...uint32) id {
	key := fmt.Sprint(op, typ, words)
	if x, ok := m.known[key]; ok {
		return x
	}
	x := m.newGlobal(op, typ, words...)
	m.known[key] = x
	if name != "" {
		m.name(x, name)
	}
	return x
}

// newGlobal is global for what shall not be shared.
func (m *module) newGlobal(op opcode, typ id, words ...uint32) id {
	x := m.id()
	m.globals = append(m.globals, instr{op, typ, x, words})
	return x
}

// site returns the number of a place at which a program can stop.
func (m *module) site(s Site) uint32 {
	n, ok := m.siteOf[s]
	if !ok {
		n = uint32(len(m.sites))
		m.siteOf[s] = n
		m.sites = append(m.sites, s)
	}
	return n
}

// sections returns all instructions in order.
func (m *module) sections() []instr {
	var out []instr
	out = append(out, m.capabilities...)
	out = append(out, m.extensions...)
	out = append(out, m.imports...)
	out = append(out, instr{op: opMemoryModel, words: []uint32{0, 1}})
	out = append(out, m.entryPoints...)
	out = append(out, m.modes...)
	out = append(out, m.debug...)
	out = append(out, m.decorations...)
	out = append(out, m.globals...)
	return append(out, m.functions...)
}

// stringWords encodes a literal string: UTF-8, a zero, padding to whole words.
func stringWords(s string) []uint32 {
	b := append([]byte(s), 0)
	words := make([]uint32, (len(b)+3)/4)
	for i, c := range b {
		words[i/4] |= uint32(c) << (i % 4 * 8)
	}
	return words
}

// identifier makes a name that SPIR-V's text accepts.
func identifier(name string) string {
	out := []byte(name)
	for i, c := range out {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9'
		if !letter {
			out[i] = '_'
		}
	}
	if len(out) == 0 || out[0] >= '0' && out[0] <= '9' {
		return "_" + string(out)
	}
	return string(out)
}

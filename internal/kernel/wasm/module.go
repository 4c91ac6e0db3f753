package wasm

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// module is a WebAssembly module before it is written as binary or text.
type module struct {
	funcs   []*function
	globals []global
	data    []segment
	pages   int // of memory, fixed

	size   int // bytes of memory taken so far
	rows   int
	sites  []Site
	siteOf map[Site]int

	entries []Entry
	index   map[*ir.Func]int // of functions that are called
	frames  map[*ir.Func]*frame
	tables  map[*ir.Table]int // address
	names   map[string]bool   // of functions, as text has them
	consts  map[uint64]int
	burning map[*ir.Func]bool
}

// function is a function of a module.
type function struct {
	name   string // unique, as text has it
	export string
	typ    funcType
	locals []local // parameters first
	body   []instr // without the last end
}

type funcType struct{ params, results []valType }

type local struct {
	name string
	typ  valType
}

// global is a global variable or constant.
type global struct {
	name     string
	typ      valType
	export   string // name, "" for none
	constant bool   // an f64 that does not change, else mutable and 0 at first
	value    uint64 // its bits
}

// segment is initial content of memory.
type segment struct {
	name   string
	offset int
	bytes  []byte
}

type export struct {
	name  string
	kind  byte
	index int
}

// The globals: see the package comment.
const (
	globalFuel = iota
	globalFault
	globalRow
)

// pageSize is a page of memory in bytes.
//
// https://www.w3.org/TR/wasm-core-2/#page-size
const pageSize = 1 << 16

func newModule(rows int) *module {
	return &module{
		globals: []global{{name: "fuel", typ: i64}, {name: "fault", typ: i32, export: ExportFault}, {name: "row", typ: i32, export: ExportRow}},
		rows:    rows,
		sites:   []Site{{}},
		siteOf:  map[Site]int{},
		index:   map[*ir.Func]int{},
		frames:  map[*ir.Func]*frame{},
		tables:  map[*ir.Table]int{},
		names:   map[string]bool{},
		consts:  map[uint64]int{},
		burning: map[*ir.Func]bool{},
	}
}

// types returns the distinct types of functions, and the index of each
// function's.
func (m *module) types() (types []funcType, of []int) {
	seen := map[string]int{}
	for _, f := range m.funcs {
		key := fmt.Sprint(f.typ)
		i, ok := seen[key]
		if !ok {
			i = len(types)
			seen[key] = i
			types = append(types, f.typ)
		}
		of = append(of, i)
	}
	return types, of
}

func (m *module) exports() []export {
	list := []export{{ExportMemory, exportMemory, 0}}
	for i, g := range m.globals {
		if g.export != "" {
			list = append(list, export{g.export, exportGlobal, i})
		}
	}
	for i, f := range m.funcs {
		if f.export != "" {
			list = append(list, export{f.export, exportFunction, i})
		}
	}
	return list
}

// alloc takes size bytes of memory at a multiple of 8.
func (m *module) alloc(size int) int {
	at := (m.size + 7) &^ 7
	m.size = at + size
	return at
}

// site returns the number of a place at which a program can stop.
func (m *module) site(s Site) int {
	i, ok := m.siteOf[s]
	if !ok {
		i = len(m.sites)
		m.siteOf[s] = i
		m.sites = append(m.sites, s)
	}
	return i
}

// table puts a table into memory.
func (m *module) table(t *ir.Table) {
	size := scalarSize(t.Elem.Kind)
	at := m.alloc(size * len(t.Bits))
	m.tables[t] = at
	if len(t.Bits) == 0 {
		return
	}
	var b []byte
	for _, bits := range t.Bits {
		if size == 8 {
			b = binary.LittleEndian.AppendUint64(b, bits)
		} else {
			b = binary.LittleEndian.AppendUint32(b, uint32(bits))
		}
	}
	m.data = append(m.data, segment{t.Name, at, b})
}

// unique makes a name that no function of the module has.
func (m *module) unique(name string) string {
	out := identifier(name)
	for i := 2; m.names[out]; i++ {
		out = fmt.Sprintf("%s_%d", identifier(name), i)
	}
	m.names[out] = true
	return out
}

// constant returns the global that holds an f64. A global is one load of machine
// code, which is half as long as a constant of 64 bits and faster.
func (m *module) constant(bits uint64) int {
	i, ok := m.consts[bits]
	if !ok {
		i = len(m.globals)
		m.consts[bits] = i
		m.globals = append(m.globals, global{name: floatText(math.Float64frombits(bits), 64), typ: f64, value: bits, constant: true})
	}
	return i
}

package wasm

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Options set how a module is laid out.
type Options struct {
	Rows int // capacity of each column, 1..MaxRows; 0 is DefaultRows
}

// Capacity of columns.
const (
	DefaultRows = 1024
	MaxRows     = 1 << 16
)

// Module is a compiled program: what a host needs to run it.
type Module struct {
	Binary  []byte
	Rows    int // capacity of each column
	Pages   int // of 64 KiB: all the memory that it has
	Entries []Entry
	Faults  []Site // by number; 0 is none
}

// Exports that a host reads. The others are entries, whose names are
// identifiers.
const (
	ExportMemory = ".memory"
	ExportFault  = ".fault" // number of the Site at which a run stopped
	ExportRow    = ".row"   // row in which it stopped
)

// Entry is a function over columns.
type Entry struct {
	Name    string
	Params  []Column
	Results []Column
}

// Column is an array of Rows float64 in memory that holds one scalar of each
// row.
type Column struct {
	Name   string // as ir.Type.Leaves has it, after the name of the parameter or result
	Kind   ir.Kind
	Offset int  // address of row 0 in bytes, a multiple of 8
	Used   bool // of a parameter: that the function reads it
}

// Site is a place at which a program can stop.
type Site struct {
	Kind ir.Fault
	Pos  ir.Pos
}

// Emit compiles a program, which must hold the invariants of ir.Check. What is
// not reached from its entries is left out. The error names the limit that the
// program exceeds, or what in it only a device runs.
func Emit(p *ir.Program, o Options) (*Module, error) {
	m, err := build(p, o)
	if err != nil {
		return nil, err
	}
	out := &Module{Binary: encode(m), Rows: m.rows, Pages: m.pages, Entries: m.entries, Faults: m.sites}
	if n := len(out.Binary); n > MaxBinary {
		return nil, fmt.Errorf("the program compiles to %d KiB of WebAssembly, at most %d: make it shorter", n>>10, MaxBinary>>10)
	}
	return out, nil
}

// build makes the module of a program.
func build(p *ir.Program, o Options) (*module, error) {
	if o.Rows == 0 {
		o.Rows = DefaultRows
	}
	if o.Rows < 1 || o.Rows > MaxRows {
		return nil, fmt.Errorf("columns of %d rows: want 1..%d", o.Rows, MaxRows)
	}
	if err := p.Portable(); err != nil {
		return nil, fmt.Errorf("WebAssembly: %w", err)
	}
	m := newModule(o.Rows)
	called, tables := reached(p)
	for _, t := range p.Tables {
		if tables[t] {
			m.table(t)
		}
	}
	for _, f := range p.Funcs {
		if called[f] {
			m.index[f] = len(m.funcs)
			m.add(emitFunction(m, f))
		}
	}
	for _, f := range p.Funcs {
		if f.Entry != "" {
			m.add(emitBatch(m, f))
		}
	}
	m.pages = max(1, (m.size+pageSize-1)/pageSize)
	return m, m.check()
}

func (m *module) add(f *function) { m.funcs = append(m.funcs, f) }

// reached returns the functions that entries call, directly or not, and the
// tables that all of them read.
func reached(p *ir.Program) (called map[*ir.Func]bool, tables map[*ir.Table]bool) {
	called, tables = map[*ir.Func]bool{}, map[*ir.Table]bool{}
	// Callees stand before their callers.
	for i := len(p.Funcs) - 1; i >= 0; i-- {
		f := p.Funcs[i]
		if f.Entry == "" && !called[f] {
			continue
		}
		f.Body.Walk(func(v *ir.Value) {
			switch v.Op {
			case ir.Call:
				called[v.Func] = true
			case ir.Lookup:
				tables[v.Table] = true
			}
		})
	}
	return called, tables
}

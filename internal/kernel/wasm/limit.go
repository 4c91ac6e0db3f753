package wasm

import "fmt"

// Limits of a module, so that its memory is small and wazero makes machine code
// of it within a second. What takes wazero long is to allocate registers: it
// visits every branch for every local that is in use there, for about a
// microsecond each. A thousand branches between which 100 locals are in use took
// 80 ms, 1000 locals 1.1 s, and 4000 by 4000 a minute.
const (
	MaxBinary  = 256 << 10 // bytes
	MaxMemory  = 64 << 20  // bytes
	MaxOperand = 1000      // parameters or results of one function
	MaxSpans   = 400_000   // sum over all locals of the branches between first and last use
)

// check returns an error that names a limit and the function that exceeds it.
func (m *module) check() error {
	if m.size > MaxMemory {
		return fmt.Errorf("columns, arrays and tables take %d MiB of memory, at most %d: use smaller arrays or fewer rows", m.size>>20, MaxMemory>>20)
	}
	spans := 0
	for _, f := range m.funcs {
		if n := max(len(f.typ.params), len(f.typ.results)); n > MaxOperand {
			return fmt.Errorf("%s has %d parameters or results, at most %d: put them into an array", f.name, n, MaxOperand)
		}
		if spans += f.spans(); spans > MaxSpans {
			return fmt.Errorf("%s keeps too many variables in use across too many branches: split it into functions or shorten it", f.name)
		}
	}
	return nil
}

// spans adds up over all locals how many branches lie between the first and the
// last use.
func (f *function) spans() int {
	branches := 0
	first, last := make([]int, len(f.locals)), make([]int, len(f.locals)) // plus 1
	for _, in := range f.body {
		switch in.op {
		case opLoop, opIf, opElse, opBrIf:
			branches++
		case opLocalGet, opLocalSet, opLocalTee:
			if first[in.arg] == 0 {
				first[in.arg] = branches + 1
			}
			last[in.arg] = branches + 1
		}
	}
	sum := 0
	for local, n := range last {
		sum += n - first[local]
	}
	return sum
}

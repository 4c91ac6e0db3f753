package wasm

import "fmt"

// Limits of a module, so that its memory is small and wazero makes machine code
// of it within about half a second.
const (
	MaxBinary  = 256 << 10 // bytes
	MaxMemory  = 64 << 20  // bytes
	MaxOperand = 1000      // parameters or results of one function
	MaxEffort  = 400_000   // of all functions, in microseconds of wazero; an estimate
)

// check returns an error that names a limit and the function that exceeds it.
func (m *module) check() error {
	if m.size > MaxMemory {
		return fmt.Errorf("columns, arrays and tables take %d MiB of memory, at most %d: use smaller arrays or fewer rows", m.size>>20, MaxMemory>>20)
	}
	effort := 0
	for _, f := range m.funcs {
		if n := max(len(f.typ.params), len(f.typ.results)); n > MaxOperand {
			return fmt.Errorf("%s has %d parameters or results, at most %d: put them into an array", f.name, n, MaxOperand)
		}
		if effort += f.effort(); effort > MaxEffort {
			return fmt.Errorf("%s has too many branches, or too many variables in use, or array elements accessed, across them: shorten it", f.name)
		}
	}
	return nil
}

// effort estimates the microseconds that grow with the square of a function's
// length. At every branch wazero visits every local that is in use across it:
// with a thousand branches, 100 locals took 80 ms, 1000 took 1.1 s, and 4000 of
// each a minute. There it also copies what it knows of all addresses accessed
// before: 2000 branches and as many accesses took 340 ms, 6000 took 2.6 s. And it
// orders the branches: 4000 of them took 220 ms, 12000 took 2.8 s.
func (f *function) effort() int {
	branches, accesses, known := 0, 0, 0
	first, last := make([]int, len(f.locals)), make([]int, len(f.locals)) // plus 1
	for _, in := range f.body {
		switch in.op {
		case opLoop, opIf, opElse, opBrIf:
			branches++
			known += accesses
		case opI32Load, opI64Load, opF32Load, opF64Load, opI32Store, opI64Store, opF32Store, opF64Store:
			accesses++
		case opLocalGet, opLocalSet, opLocalTee:
			if first[in.arg] == 0 {
				first[in.arg] = branches + 1
			}
			last[in.arg] = branches + 1
		}
	}
	used := 0
	for local, n := range last {
		used += n - first[local]
	}
	return used + known/6 + branches*branches/50
}

package wasm

import "fmt"

// Limits of a module, so that compiling it to machine code stays short and its
// memory small.
const (
	MaxBinary  = 512 << 10 // bytes
	MaxMemory  = 64 << 20  // bytes
	MaxLocals  = 20000     // of one function
	MaxInstrs  = 100000    // of one function
	MaxOperand = 1000      // parameters or results of one function
)

// check returns an error that names a limit and the function that exceeds it.
func (m *module) check() error {
	if m.size > MaxMemory {
		return fmt.Errorf("columns, arrays and tables take %d MiB of memory, at most %d: use smaller arrays or fewer rows", m.size>>20, MaxMemory>>20)
	}
	for _, f := range m.funcs {
		for _, l := range []struct {
			what    string
			n, most int
		}{
			{"local values", len(f.locals), MaxLocals},
			{"instructions", len(f.body), MaxInstrs},
			{"parameters", len(f.typ.params), MaxOperand},
			{"results", len(f.typ.results), MaxOperand},
		} {
			if l.n > l.most {
				return fmt.Errorf("%s has %d %s after inlining, at most %d: split or shorten it", f.name, l.n, l.what, l.most)
			}
		}
	}
	return nil
}

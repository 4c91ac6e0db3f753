package ir

import "fmt"

// Portable returns an error that names what only a device runs: a function of a
// grid, or an operation that has a meaning there alone. Programs without it run
// everywhere.
func (p *Program) Portable() error {
	for _, f := range p.Funcs {
		if f.Grid {
			return fmt.Errorf("%s is a function of a grid, which only a device runs", f.Name)
		}
		var found *Value
		f.Body.Walk(func(v *Value) {
			switch v.Op {
			case Fetch, Put, Extent, Stopped, Refuel, MulAdd:
				if found == nil {
					found = v
				}
			}
		})
		if found != nil {
			return fmt.Errorf("%s: %s has %s, which only a device runs", found.Pos, f.Name, found.Op)
		}
	}
	return nil
}

package designer

import (
	"fmt"
	"strings"
)

// Value is a value that a preset decides, under the key of the task file that sets it
// otherwise.
type Value struct{ Key, Value string }

// sizes is Values of a method that designs nothing.
func (p *Preset) sizes() []Value {
	if !p.Searches() {
		return nil
	}
	return []Value{{"samples", fmt.Sprint(p.Samples)}, {"iterations", fmt.Sprint(p.Iterations)}}
}

// Values returns what the preset decides, as people read it.
func (p *Preset) Values() []Value {
	if !p.Designs() {
		return p.sizes()
	}
	gates := "none"
	if len(p.Gates) > 0 {
		gates = strings.Join(p.Gates, ", ")
	}
	return []Value{
		{"samples", fmt.Sprint(p.Samples)},
		{"iterations", fmt.Sprint(p.Iterations)},
		{"output", p.Output},
		{"examples", fmt.Sprint(p.Examples)},
		{"gates", gates},
		{"carry", p.Carry},
		{"select", p.Select},
		{"fitness", p.Fitness},
		{"feedback", p.Feedback},
		{"repairs", fmt.Sprint(p.Repairs)},
		{"retries", fmt.Sprint(p.Retries)},
	}
}

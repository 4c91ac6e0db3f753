package rollout

import (
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// TestProgramsEmit takes the program of every environment to a module of shaders,
// whose entries and buffers are those of the table.
func TestProgramsEmit(t *testing.T) {
	for _, e := range environments(t) {
		spec := e.Spec()
		t.Run(spec.Name, func(t *testing.T) {
			slow(t, spec.Name == "dice")
			rewards := slices.Concat(own, []Reward{remembering(spec)}, answers(t, spec.Name))
			p, err := New(Config{Spec: spec, Hidden: []int{64, 64}, Rewards: rewards})
			if err != nil {
				t.Fatal(err)
			}
			m, err := spirv.Emit(narrowed(t, p), spirv.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range p.Entries() {
				holds(t, e, m.Grids[i])
			}
			if m.Depth > 60 {
				t.Errorf("conditionals and loops nest %d deep: software drivers go wrong beyond 80", m.Depth)
			}
		})
	}
}

// holds compares an entry of the table with what was compiled.
func holds(t *testing.T, e Entry, g spirv.Grid) {
	t.Helper()
	kinds := map[Element]ir.Kind{Uint32Scalar: ir.Uint32, BoolScalar: ir.Bool, Uint32s: ir.Uint32, Float32s: ir.Float32, Vectors: ir.Float32}
	scalars, buffers := g.Params, g.Buffers
	for _, of := range e.Parameters {
		if of.Element <= BoolScalar {
			if scalars[0].Name != of.Name || scalars[0].Kind != kinds[of.Element] {
				t.Errorf("%s: scalar %v, want %s %s", e.Name, scalars[0], of.Name, of.Element)
			}
			scalars = scalars[1:]
			continue
		}
		if b := buffers[0]; b.Name != of.Name || b.Kind != kinds[of.Element] || b.Vector != (of.Element == Vectors) {
			t.Errorf("%s: buffer %+v, want %s %s", e.Name, b, of.Name, of.Element)
		}
		buffers = buffers[1:]
	}
	if g.Name != e.Name || len(scalars)+len(buffers) > 0 {
		t.Errorf("%s: the module has %s with %d more parameters", e.Name, g.Name, len(scalars)+len(buffers))
	}
}

// narrowed compiles a program to what a device runs.
func narrowed(t testing.TB, p *Program) *ir.Program {
	t.Helper()
	out, err := p.Library.Narrow(p.Unit)
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(out); err != nil {
		t.Fatal(err)
	}
	return out
}

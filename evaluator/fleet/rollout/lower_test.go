package rollout

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/narrow"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
)

// TestProgramsLower takes the program of every environment as far as what targets
// are emitted from.
func TestProgramsLower(t *testing.T) {
	for _, e := range environments(t) {
		spec := e.Spec()
		t.Run(spec.Name, func(t *testing.T) {
			rewards := slices.Concat(own, []Reward{remembering(spec)}, answers(t, spec.Name))
			p, err := New(Config{Spec: spec, Hidden: []int{64, 64}, Rewards: rewards})
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			q := narrowed(t, p)
			n := 0
			for _, f := range q.Funcs {
				f.Body.Walk(func(*ir.Value) { n++ })
			}
			fmt.Println(spec.Name, len(rewards), "values", n, "funcs", len(q.Funcs), time.Since(start))
		})
	}
}

// narrowed compiles a program to what a device runs.
func narrowed(t testing.TB, p *Program) *ir.Program {
	t.Helper()
	lowered, err := p.Library.Lower(p.Unit)
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(lowered); err != nil {
		t.Fatal(err)
	}
	m, err := narrow.NewMath()
	if err != nil {
		t.Fatal(err)
	}
	n, err := m.Program(lowered)
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(n); err != nil {
		t.Fatal(err)
	}
	out := n
	_ = pass.Optimise
	if err := ir.Check(out); err != nil {
		t.Fatal(err)
	}
	return out
}

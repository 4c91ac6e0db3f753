package kernels

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

func TestPlansAreRefused(t *testing.T) {
	tests := map[string]struct {
		change func(s *Shape)
		want   string
	}{
		"no jobs":       {func(s *Shape) { s.Jobs = 0 }, "must be positive"},
		"empty layer":   {func(s *Shape) { s.Hidden = []int{8, 0} }, "must be positive"},
		"one row":       {func(s *Shape) { s.Minibatch = 1 }, "minibatch is 1"},
		"many rows":     {func(s *Shape) { s.Minibatch = s.Batch() + 1 }, "at most 150"},
		"long rollouts": {func(s *Shape) { s.Horizon = MaxIterations + 1 }, "steps of a rollout"},
		"wide layer":    {func(s *Shape) { s.Hidden = []int{MaxIterations} }, "widest layer"},
		"many jobs":     {func(s *Shape) { s.Jobs = 1 << 30 }, "train fewer jobs"},
	}
	for name, tt := range tests {
		s := shapes["continuous"]
		tt.change(&s)
		if _, err := NewPlan(s, coefficients); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", name, err, tt.want)
		}
	}
}

// TestIterations runs single invocations of every launch of a large fleet in the
// interpreter, which counts their iterations.
func TestIterations(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a large fleet's memory")
	}
	program := compile(t)
	s := Shape{Jobs: 1, Instances: 20_000, Horizon: 50, Observations: 40, Hidden: []int{512, 512}, Actions: 12, Epochs: 1, Minibatch: 500_000}
	m := newMachine(t, s, coefficients)
	r := rand.New(rand.NewPCG(1, 1))
	for i := range m.memory[PermutationOf] {
		m.memory[PermutationOf][i] = r.Uint32()
	}
	m.memory[Active] = m.active
	for _, l := range slices.Concat(m.plan.MergeObservations(statistics, firstColumn, 0, 1), m.plan.Renormalise(false),
		m.plan.Judge(1), m.plan.Prepare(1), m.plan.Step(0, 0, 1, 1e-3)) {
		for _, first := range []int{0, l.PerJob / 3, l.PerJob - 1} {
			launch := interp.Launch{First: uint32(first), End: uint32(first) + 1, Args: l.Args}
			for _, b := range l.Buffers {
				launch.Buffers = append(launch.Buffers, m.memory[b])
			}
			ran, err := interp.Grid(program.Entry(l.Kernel), launch)
			if err != nil {
				t.Fatal(err)
			}
			if ran.Iterations > MaxIterations {
				t.Errorf("%s takes %d iterations in invocation %d", l.Kernel, ran.Iterations, first)
			}
		}
	}
}

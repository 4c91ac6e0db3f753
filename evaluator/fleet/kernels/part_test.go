package kernels

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParts(t *testing.T) {
	s := Shape{Horizon: 7}
	for steps, want := range map[int][]Part{
		0: {{0, 7, "obs", "raw"}},
		8: {{0, 7, "obs", "raw"}},
		7: {{0, 7, "obs", "raw"}},
		4: {{0, 4, "obs", "raw"}, {4, 3, "obs1", "raw1"}},
		3: {{0, 3, "obs", "raw"}, {3, 3, "obs1", "raw1"}, {6, 1, "obs2", "raw2"}},
	} {
		s.PartSteps = steps
		if diff := cmp.Diff(want, s.Parts()); diff != "" {
			t.Errorf("%d steps in a part (-want +got):\n%s", steps, diff)
		}
	}
	s = tiny["discrete"]
	s.PartSteps = -1
	if _, err := NewPlan(s, coefficients); err == nil {
		t.Error("parts of -1 steps have a plan")
	}
}

// TestPartsHoldTheSame gathers every minibatch from rollouts in one part and in
// several: all rows are the same, and no two invocations meet, within a launch.
func TestPartsHoldTheSame(t *testing.T) {
	program := compile(t)
	for name, shape := range uneven {
		t.Run(name, func(t *testing.T) {
			whole := newMachine(t, shape, coefficients)
			r := rand.New(rand.NewPCG(5, 6))
			for _, b := range []Buffer{Obs, Raw, LogProbs, AdvantageOf, ReturnOf} {
				whole.fill(r, b, 0, 1)
			}
			shape.PartSteps = 1
			parted := newMachine(t, shape, coefficients)
			parted.takeOver(whole)
			parted.exclusive(program)
			whole.run(whole.plan.Prepare(1)...)
			parted.run(parted.plan.Prepare(1)...)
			for minibatch := range shape.Minibatches() {
				whole.run(whole.plan.gather(0, minibatch, whole.plan.portions(minibatch)[0])...)
				parted.run(parted.plan.gather(0, minibatch, parted.plan.portions(minibatch)[0])...)
				for _, b := range []Buffer{BatchObs, BatchRaw, BatchLogProbs, BatchAdvantage, BatchReturns} {
					if !slices.Equal(whole.memory[b], parted.memory[b]) {
						t.Fatalf("minibatch %d: %s differs where the rollout is in parts", minibatch, b)
					}
				}
			}
			if n := len(parted.plan.gather(0, 0, portion{0, 1})); n < 2 || len(whole.plan.gather(0, 0, portion{0, 1})) != 1 {
				t.Errorf("%d launches for %d steps in parts of one", n, shape.Horizon)
			}
		})
	}
}

// takeOver copies the rollout of a machine in whose plan it is one part.
func (m *machine) takeOver(whole *machine) {
	for _, b := range []Buffer{LogProbs, AdvantageOf, ReturnOf} {
		copy(m.memory[b], whole.memory[b])
	}
	s := &m.plan.Shape
	for _, part := range s.Parts() {
		for job := range s.Jobs {
			for buffer, of := range map[Buffer]struct {
				all   Buffer
				width int
			}{part.Obs: {Obs, s.Width(0)}, part.Raw: {Raw, s.Raw()}} {
				step := s.Instances * of.width
				from := whole.memory[of.all][(job*s.Horizon+part.From)*step:]
				copy(m.memory[buffer][job*part.Steps*step:], from[:part.Steps*step])
			}
		}
	}
}

package kernels

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPortions(t *testing.T) {
	s := Shape{Jobs: 1, Instances: 300, Horizon: 2, Observations: 1, Actions: 1, Epochs: 1, Minibatch: 402}
	for _, tt := range []struct {
		rows        int
		first, last []portion // minibatches, of 402 rows and of 198
	}{
		{0, []portion{{0, 402}}, []portion{{0, 198}}},
		{404, []portion{{0, 402}}, []portion{{0, 198}}},
		{403, []portion{{0, 384}, {384, 18}}, []portion{{0, 198}}},
		{256, []portion{{0, 256}, {256, 146}}, []portion{{0, 198}}},
		{255, []portion{{0, 128}, {128, 128}, {256, 128}, {384, 18}}, []portion{{0, 128}, {128, 70}}},
		{1, []portion{{0, 128}, {128, 128}, {256, 128}, {384, 18}}, []portion{{0, 128}, {128, 70}}},
	} {
		s.PortionRows = tt.rows
		p, err := NewPlan(s, coefficients)
		if err != nil {
			t.Fatal(err)
		}
		for minibatch, want := range [][]portion{tt.first, tt.last} {
			if diff := cmp.Diff(want, p.portions(minibatch), cmp.AllowUnexported(portion{})); diff != "" {
				t.Errorf("minibatch %d, room for %d rows (-want +got):\n%s", minibatch, tt.rows, diff)
			}
		}
		words := p.Words()
		for _, b := range []Buffer{BatchObs, BatchRaw, Activation(0), Delta(0), Slopes} {
			if room := max(tt.rows, p.chunk); tt.rows > 0 && words[b] > room*s.RowWords() {
				t.Errorf("%s has %d words, more than %d rows", b, words[b], room)
			}
		}
	}
	s.Minibatch, s.PortionRows = 10, 4
	if p, err := NewPlan(s, coefficients); err != nil || p.stride != 12 {
		t.Errorf("minibatches of 10 rows have room for %d, %v", p.stride, err)
	}
}

// TestPortionsHaveTheSameGradients trains on minibatches as a whole and in portions, of
// which the last is short: all bits are the same, and no two invocations meet within a
// launch.
func TestPortionsHaveTheSameGradients(t *testing.T) {
	program := compile(t)
	for name, shape := range map[string]Shape{
		"continuous": {Jobs: 2, Instances: 31, Horizon: 10, Observations: 3, Hidden: []int{5, 3}, Actions: 2, Epochs: 1, Minibatch: 298},
		"discrete":   {Jobs: 1, Instances: 31, Horizon: 10, Observations: 5, Hidden: []int{3}, Choices: 3, Actions: 1, Epochs: 1, Minibatch: 290},
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && shape.Jobs > 1 {
				t.Skip("slow")
			}
			seeds := []uint64{1, 2}[:shape.Jobs]
			whole := newMachine(t, shape, coefficients)
			whole.exclusive(program)
			whole.train(seeds)
			shape.PortionRows = 128
			portions := newMachine(t, shape, coefficients)
			portions.exclusive(program)
			portions.train(seeds)
			for _, b := range []Buffer{Params, AdamM, AdamV, Grad, Partial, Diverged} {
				if !slices.Equal(whole.memory[b], portions.memory[b]) {
					t.Errorf("%s has other bits where minibatches are in portions", b)
				}
			}
			if n := len(portions.plan.portions(0)); n != 3 {
				t.Errorf("%d portions, want 3", n)
			}
		})
	}
}

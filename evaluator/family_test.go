package evaluator

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/envs"
)

// seeded is countdown that notes the seeds of its simulators.
type seeded struct {
	countdown
	seeds *[]uint64
}

func (s seeded) NewSimulator(c envs.SimConfig) (envs.Simulator, error) {
	*s.seeds = append(*s.seeds, c.Seed)
	return s.countdown.NewSimulator(c)
}

// TestFamilies makes sure that no training sees an episode on which candidates
// are compared or results reported, and no comparison one of the latter.
func TestFamilies(t *testing.T) {
	var seeds []uint64
	setup := setupCountdown()
	setup.Env = seeded{seeds: &seeds}
	settings := quick()
	reward := rewardFunc(func(s, a, next []float64) (total, termA, termB float64) { return next[0], 0, 0 })
	var result Result
	err := Evaluate(t.Context(), setup, []Job{{Open: reward.open, Seed: 7, Settings: settings}}, func(r Result) { result = r })
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := MeasurePolicy(t.Context(), setup, result.Policy, nil, FamilyFinal, measureBatch+1); err != nil {
		t.Fatal(err)
	}
	selection, final := Seed(setup.Root, FamilySelect, 0), Seed(setup.Root, FamilyFinal, 0)
	want := []uint64{Seed(setup.Root, FamilyTrain, 7), selection, selection, final, final}
	if diff := cmp.Diff(want, seeds); diff != "" {
		t.Errorf("seeds of training, two checkpoints and the final measurement in two batches (-want +got):\n%s", diff)
	}
}

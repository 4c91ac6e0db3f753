package evaluator

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
)

// unscorable is countdown with one score from step 3 on that is no number to
// add up.
type unscorable struct {
	countdown
	score float64
}

func (u unscorable) Score(b *envs.Transitions, out []float64) error {
	err := u.countdown.Score(b, out)
	for i, x := range b.Next[0] {
		if x >= 3 {
			out[i] = u.score
		}
	}
	return err
}

// hazy is countdown with an observation that is NaN from step 2 on.
type hazy struct{ countdown }

type hazySim struct{ envs.Simulator }

func (h hazy) NewSimulator(c envs.SimConfig) (envs.Simulator, error) {
	sim, err := h.countdown.NewSimulator(c)
	return hazySim{sim}, err
}

func (s hazySim) Observations() []float32 {
	o := slices.Clone(s.Simulator.Observations())
	if o[0] == 2 {
		o[0] = float32(math.NaN())
	}
	return o
}

func TestMeasuringNamesObservationsThatAreNoNumbers(t *testing.T) {
	setup := setupCountdown()
	setup.Env = hazy{}
	_, _, err := MeasurePolicy(t.Context(), setup, still(), nil, FamilyFinal, 3)
	if err == nil || !strings.Contains(err.Error(), "countdown: observation field X is NaN") {
		t.Errorf("error %v, want one that names the observation", err)
	}
}

func TestScoresThatAreNoNumbersAreTheEnvironments(t *testing.T) {
	for _, score := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e307} {
		setup := setupCountdown()
		setup.Env = unscorable{score: score}
		_, _, measuring := MeasurePolicy(t.Context(), setup, still(), nil, FamilyFinal, 3)

		settings := quick()
		reward := rewardFunc(func(s, a, next []float64) (total, termA, termB float64) { return 0, 0, 0 })
		training := Evaluate(t.Context(), setup, []Job{{Open: reward.open, Settings: settings}}, func(Result) {})

		for what, err := range map[string]error{"measuring": measuring, "training": training} {
			if err == nil || !strings.Contains(err.Error(), "countdown: score is ") || !strings.Contains(err.Error(), "next {X 3") {
				t.Errorf("%s with a score of %v: error %v, want one of the environment that names the transition", what, score, err)
			}
		}
	}
}

package evaluator

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// still is a policy for countdown that never pushes.
func still() *Policy {
	return &Policy{
		Env: "countdown", Sizes: []int{1, 1}, Params: []float32{0, 0, 0},
		Normaliser: ppo.Normaliser{Mean: []float64{0}, Scale: []float64{1}},
	}
}

func setupCountdown() Setup { return Setup{Env: countdown{}, Root: 1, Cores: 1, Now: time.Now} }

// TestMeasure compares a measurement over more episodes than one batch holds
// with the known lengths. Transitions after the first episode of an instance are
// given a NaN reward, which must not count.
func TestMeasure(t *testing.T) {
	reward := rewardFunc(func(s, a, next []float64) (total, termA, termB float64) {
		if s[1] > 0 {
			return math.NaN(), math.Inf(1), 0
		}
		return 2 * next[0], next[0] - 3, -1
	})
	const episodes = measureBatch + 22
	want := Measurement{Episodes: episodes, Terms: map[string]float64{"a": 0, "b": -1}, TermsAbs: map[string]float64{"a": 0, "b": 1}}
	wantEnds := map[string]int{}
	steps, squares := 0, 0.0
	for i := range episodes {
		length := countdownLength(i)
		score := float64(length*(length+1)) / 2
		want.Score += score / episodes
		squares += score * score / episodes
		want.Return += 2 * score / episodes
		want.Length += float64(length) / episodes
		if length >= 5 {
			want.Success += 1.0 / episodes
		}
		for x := 1; x <= length; x++ {
			want.Terms["a"] += float64(x - 3)
			want.TermsAbs["a"] += math.Abs(float64(x - 3))
		}
		steps += length
		if length == countdownSteps {
			wantEnds["time limit"]++
		} else {
			wantEnds["X above 2"]++
		}
	}
	want.ScoreStd = math.Sqrt(squares - want.Score*want.Score)
	want.Terms["a"] /= float64(steps)
	want.TermsAbs["a"] /= float64(steps)

	got, ends, err := MeasurePolicy(t.Context(), setupCountdown(), still(), reward.open, FamilyFinal, episodes)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-12, 1e-12)); diff != "" {
		t.Errorf("measurement (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(wantEnds, ends); diff != "" {
		t.Errorf("ends (-want +got):\n%s", diff)
	}
}

// TestMeasureRunsFewMoreEpisodesThanAsked counts the instances that are played.
func TestMeasureRunsFewMoreEpisodesThanAsked(t *testing.T) {
	for episodes, want := range map[int]int{1: 1, 100: 100, 128: 128, 150: 150, 257: 258} {
		played := 0
		setup := setupCountdown()
		setup.Env = counted{instances: &played}
		m, _, err := MeasurePolicy(t.Context(), setup, still(), nil, FamilySelect, episodes)
		if err != nil {
			t.Fatal(err)
		}
		if played != want || m.Episodes != episodes {
			t.Errorf("%d episodes asked for, %d measured, %d played; want %d", episodes, m.Episodes, played, want)
		}
	}
}

// counted is countdown that counts the instances made.
type counted struct {
	countdown
	instances *int
}

func (c counted) NewSimulator(config envs.SimConfig) (envs.Simulator, error) {
	*c.instances += config.N
	return c.countdown.NewSimulator(config)
}

func TestMeasureWithoutReward(t *testing.T) {
	m, _, err := MeasurePolicy(t.Context(), setupCountdown(), still(), nil, FamilySelect, 3)
	if err != nil {
		t.Fatal(err)
	}
	if m.Return != 0 || len(m.Terms) != 0 || math.Abs(m.Length-(10+4+5)/3.0) > 1e-12 {
		t.Errorf("measured %+v, want lengths 10, 4 and 5, no return and no terms", m)
	}
}

func TestMeasureReportsFaultsOfTheReward(t *testing.T) {
	reward := rewardFunc(func(s, a, next []float64) (total, termA, termB float64) {
		return 0, 0, math.Log(next[0] - 4) // -Inf at the fourth step of the first episode
	})
	_, _, err := MeasurePolicy(t.Context(), setupCountdown(), still(), reward.open, FamilySelect, 3)
	var fault *ppo.RewardError
	if !errors.As(err, &fault) || fault.What != "term b" {
		t.Errorf("error %v, want a RewardError about term b", err)
	}
}

// TestMeasureHumanReturn: the human reward sees the same episodes as the trained
// one, and each first episode alone.
func TestMeasureHumanReturn(t *testing.T) {
	setup := setupCountdown()
	m, err := newMeter(&setup, nil)
	if err != nil {
		t.Fatal(err)
	}
	if m.human != nil {
		t.Fatal("countdown has no human reward")
	}
	m.human = rewardFunc(func(s, a, next []float64) (total, termA, termB float64) { return next[0], 0, 0 })
	r, err := m.measure(t.Context(), still(), FamilySelect, 3)
	if err != nil {
		t.Fatal(err)
	}
	if r.HumanReturn != r.Score || r.Return != 0 { // lengths 10, 4 and 5: the score is the sum of steps, too
		t.Errorf("human return %v, return %v; want the score, %v, and 0", r.HumanReturn, r.Return, r.Score)
	}
	m.human = rewardFunc(func(s, a, next []float64) (total, termA, termB float64) { return math.Log(next[0] - 4), 0, 0 })
	if _, err := m.measure(t.Context(), still(), FamilySelect, 3); err == nil || !strings.Contains(err.Error(), "human reward returns NaN") {
		t.Errorf("error %v, want one about the human reward", err)
	}
}

// TestEpisodes looks at the episodes a measurement picks.
func TestEpisodes(t *testing.T) {
	reward := rewardFunc(func(s, a, next []float64) (total, termA, termB float64) { return 1, next[0], 7 })
	setup := setupCountdown()
	m := meter{setup: &setup, rewarder: reward, kernels: nn.GoKernels()}
	r, err := m.measure(t.Context(), still(), FamilySelect, 12)
	if err != nil {
		t.Fatal(err)
	}
	// Lengths are 10, 4, 5, 6, 3, 10, 5, 6, 3, 4, 10, 6; success is 5 and more.
	want := &Episode{
		Seed: 9, Number: 4, Score: 1 + 2 + 3, Return: 3, End: "X above 2",
		States:  [][]float64{{0, 0}, {1, 0}, {2, 0}, {3, 0}},
		Actions: [][]float64{{0}, {0}, {0}},
		Terms:   [][]float64{{1, 7}, {2, 7}, {3, 7}},
	}
	if diff := cmp.Diff(want, r.worst(9)); diff != "" {
		t.Errorf("worst (-want +got):\n%s", diff)
	}
	if got := r.best(9); got.Score != 55 || !got.Success || got.End != "time limit" || len(got.States) != 11 {
		t.Errorf("best = %+v, want one of ten steps", got)
	}
	pair := r.nearestPair(9)
	if len(pair) != 2 || !pair[0].Success || pair[1].Success || pair[0].Return != 5 || pair[1].Return != 4 {
		t.Errorf("nearest pair = %+v, want a success of return 5 and a failure of return 4", pair)
	}
}

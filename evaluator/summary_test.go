package evaluator

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/envs"
)

// curve makes checkpoints of 20 episodes from pairs of score and return.
func curve(points ...[2]float64) []Checkpoint {
	var c []Checkpoint
	for i, p := range points {
		c = append(c, Checkpoint{Steps: (i + 1) * 100, Measurement: Measurement{
			Episodes: 20, Score: p[0], ScoreStd: 1, Return: p[1], HumanReturn: 3 - 2*p[1],
			Terms:    map[string]float64{"fixed": 2, "grows": float64(i), "zero": 0},
			TermsAbs: map[string]float64{"fixed": 2, "grows": float64(i), "zero": 0},
		}})
	}
	return c
}

func TestFallOfTheTaskMetric(t *testing.T) {
	for _, c := range []struct {
		reason string
		curve  []Checkpoint
		kind   string
		words  []string
	}{
		{"score falls while the return rises", curve([2]float64{5, 1}, [2]float64{9, 2}, [2]float64{3, 8}), WarningHacking,
			[]string{"from 9 at 200 steps to 3 at 300", "from 2 to 8", "episode 1"}},
		{"both fall", curve([2]float64{5, 1}, [2]float64{9, 2}, [2]float64{3, 1}), WarningUnstable, []string{"from 9 at 200 steps", "return from 2 to 1"}},
		{"both rise", curve([2]float64{1, 1}, [2]float64{5, 2}, [2]float64{9, 3}), "", nil},
		{"within the noise of 20 episodes", curve([2]float64{8.6, 1}, [2]float64{9, 2}, [2]float64{8.5, 8}), "", nil},
		{"small beside what was learned", curve([2]float64{-90, 1}, [2]float64{9, 2}, [2]float64{3, 8}), "", nil},
		{"small beside the metric's range", curve([2]float64{7, 1}, [2]float64{9, 2}, [2]float64{5, 8}), "", nil},
		{"a single checkpoint", curve([2]float64{5, 1}), "", nil},
	} {
		run := trainingRun{
			setup:  &Setup{Env: countdown{}},
			result: &Training{Curve: c.curve, Correlation: -0.5},
		}
		m := meter{setup: run.setup, rewarder: nil}
		run.last = fakeMeasured(&m)
		w := run.fall()
		switch {
		case c.kind == "" && w != nil:
			t.Errorf("%s: warning %q", c.reason, w.Message)
		case c.kind != "" && (w == nil || w.Kind != c.kind):
			t.Errorf("%s: warning %+v, want %s", c.reason, w, c.kind)
		case c.kind != "":
			for _, word := range c.words {
				if !strings.Contains(w.Message, word) {
					t.Errorf("%s: %q lacks %q", c.reason, w.Message, word)
				}
			}
			if (w.Episode != nil) != (c.kind == WarningHacking) {
				t.Errorf("%s: episode %+v", c.reason, w.Episode)
			}
		}
	}
}

// fakeMeasured is two episodes of one step, the second with the higher return.
func fakeMeasured(m *meter) *measured {
	b := &measureRun{transitions: envs.NewTransitions(m.setup.Env.Spec(), 1, 2), length: []int{1, 1}}
	return &measured{episodes: []episodeRun{
		{number: 0, ret: 1, steps: 1, batch: b, column: 0},
		{number: 1, ret: 2, steps: 1, batch: b, column: 1},
	}}
}

func TestSingleCheckpointLeavesTermsUnjudged(t *testing.T) {
	training := Training{Terms: []string{"fixed"}, Curve: curve([2]float64{1, 1}), Best: &Episode{}, Worst: &Episode{}}
	if r := NewReport(countdown{}, DefaultSettings(), []Training{training}); len(r.Warnings) != 0 {
		t.Errorf("warnings %+v from one checkpoint", r.Warnings)
	}
}

func TestNewReport(t *testing.T) {
	terms := []string{"fixed", "grows", "zero"}
	good, bad := &Episode{Score: 9, Success: true, Return: 5}, &Episode{Score: 2, Return: 4}
	trainings := []Training{
		{
			Kernels: "go", Seed: 0, Terms: terms, Curve: curve([2]float64{1, 1}, [2]float64{8, 2}, [2]float64{6, 3}), Steps: 300, Seconds: 2,
			Ends: map[string]int{"time limit": 3, "X above 2": 1}, Best: good, Worst: &Episode{Score: 3},
			NearestPair: []Episode{{Success: true, Return: 5}, {Return: 1}},
		},
		{
			Kernels: "avx2", Seed: 1, Terms: terms, Curve: curve([2]float64{1, 1}, [2]float64{2, 2}, [2]float64{4, 3}), Steps: 300, Seconds: 1,
			Ends: map[string]int{"time limit": 4}, Best: &Episode{Score: 100}, Worst: bad,
			NearestPair: []Episode{{Success: true, Return: 5}, {Return: 4}},
		},
		{
			Kernels: "go", Seed: 2, Terms: terms, Curve: curve([2]float64{0, 0}), Steps: 150, Seconds: 0.5,
			Fault: "lost", FaultOf: FaultOfReward, Warnings: []Warning{{Kind: WarningFault, Message: "training stopped"}},
		},
	}
	r := NewReport(countdown{}, DefaultSettings(), trainings)

	if diff := cmp.Diff(NewStat([]float64{6, 4}), r.Score); diff != "" {
		t.Errorf("score over the whole trainings (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(NewStat([]float64{8, 4}), r.MaxScore); diff != "" {
		t.Errorf("maximum over training (-want +got):\n%s", diff)
	}
	wantShares := []TermShare{{"fixed", 2, 0.5, false}, {"grows", 2, 0.5, true}, {"zero", 0, 0, false}}
	if diff := cmp.Diff(wantShares, r.Shares, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Errorf("shares (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"time limit": 7, "X above 2": 1}, r.Ends); diff != "" {
		t.Errorf("ends (-want +got):\n%s", diff)
	}
	if r.Best != good || r.Worst != bad {
		t.Errorf("best %+v and worst %+v: a success is better than any score", r.Best, r.Worst)
	}
	if r.NearestPair[1].Return != 4 {
		t.Errorf("nearest pair %+v", r.NearestPair)
	}
	if r.Steps != 750 || r.Seconds != 3.5 || r.Backend != "cpu" || r.Kernels != "go, avx2" {
		t.Errorf("%d steps, %v seconds, backend %s, kernels %s", r.Steps, r.Seconds, r.Backend, r.Kernels)
	}
	var got []string
	for _, w := range r.Warnings {
		got = append(got, w.Kind+": "+w.Message)
	}
	want := []string{
		"fault: seed 2: training stopped",
		"constant-term: term fixed kept its mean of 2 per step through training",
		"constant-term: term zero kept its mean of 0 per step through training",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	// Scores 1 8 6 1 2 4 have ranks .5 5 4 .5 2 3, returns 1 2 3 1 2 3 ranks
	// .5 2.5 4.5 .5 2.5 4.5; about their mean of 2.5 the products sum to 12, the
	// squares to 17 and 16.
	if want := 12 / math.Sqrt(17*16); math.Abs(r.Correlation-want) > 1e-12 {
		t.Errorf("rank correlation %v, want %v", r.Correlation, want)
	}
	if math.Abs(r.HumanCorrelation+1) > 1e-12 { // 3 - 2 return at every checkpoint
		t.Errorf("correlation with the human reward %v, want -1", r.HumanCorrelation)
	}
}

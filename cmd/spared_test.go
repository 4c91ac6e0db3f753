package cmd

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// TestSparedIsSaid: what was not trained stands in the result, and only where something
// was not.
func TestSparedIsSaid(t *testing.T) {
	screened, raced := designer.Spared{Candidates: 1, Steps: 300_000}, designer.Spared{Candidates: 3, Steps: 1_200_000}
	for _, c := range []struct {
		ledger designer.Ledger
		want   string // "" for no such line
	}{
		{designer.Ledger{}, ""},
		{designer.Ledger{Screened: screened}, "saved: 300k environment steps of 1 candidate screened out by gates\n"},
		{designer.Ledger{Screened: screened, Raced: raced}, "saved: 300k environment steps of 1 candidate screened out by gates, 1.2M environment steps of 3 candidates stopped by races\n"},
	} {
		var stdout strings.Builder
		run := &designer.Run{Best: "i00-s00", Ledger: c.ledger}
		p := inProcess(&stdout)
		if err := p.writeResultText(run, "runs/x"); err != nil {
			t.Fatal(err)
		}
		if c.want == "" && strings.Contains(stdout.String(), "saved:") || !strings.Contains(stdout.String(), c.want) {
			t.Errorf("of %+v it says %q, want %q", c.ledger, stdout.String(), c.want)
		}
	}
}

// TestSurvivorsAreCounted: more seeds of those that won a race are a cost of it, and
// what only other candidates trained on, or an earlier run, is none.
func TestSurvivorsAreCounted(t *testing.T) {
	trained := func(steps ...int) []designer.Trained {
		var list []designer.Trained
		for seed, n := range steps {
			list = append(list, designer.Trained{Stage: designer.StageSearch, Seed: seed, Training: &evaluator.Training{Steps: n}})
		}
		return list
	}
	cached := trained(400_000, 400_000, 400_000)
	cached[2].Cached = true
	run := &designer.Run{
		Ledger: designer.Ledger{Raced: designer.Spared{Candidates: 1, Steps: 300_000}},
		Iterations: []*designer.Iteration{{Candidates: []*designer.Candidate{
			{ID: "i00-s00", Trainings: trained(400_000, 400_000, 90_000)},
			{ID: "i00-s01", Trainings: trained(100_000)},
			{ID: "i00-s02", Trainings: cached},
		}}},
	}
	run.Task.Training.Seeds = 1
	want := "300k environment steps of 1 candidate stopped by races; more seeds of the survivors took 890k"
	if got := sparedWords(run); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	run.Task.Training.Seeds = 3
	if want, _, _ := strings.Cut(want, ";"); sparedWords(run) != want {
		t.Errorf("without more seeds it says %q, want %q", sparedWords(run), want)
	}
}

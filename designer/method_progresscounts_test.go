package designer

import (
	"context"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// combineTrainer notes how the rewards of candidates are combined.
type combineTrainer struct {
	*fakeTrainer
	candidates, others []evaluator.Combine
}

// TestProgressCounts: four answers, once, of which the best is the result; the
// learner's reward of candidates is made by counts, and that of the task's own
// rewards is not.
func TestProgressCounts(t *testing.T) {
	b := newMethodBench(t, "progresscounts", "paper")
	trainer := &combineTrainer{fakeTrainer: b.trainer}
	b.options.Trainer = trainer
	r := b.mustRun(t)
	if len(r.Iterations) != 1 || len(r.Candidates()) != 4 || r.Best != "i00-s03" {
		t.Fatalf("%d iterations with %d candidates, best %s", len(r.Iterations), len(r.Candidates()), r.Best)
	}
	for _, c := range trainer.candidates {
		if c != evaluator.DefaultCounts() {
			t.Errorf("a candidate is combined by %+v", c)
		}
	}
	for _, c := range trainer.others {
		if c != (evaluator.Combine{}) {
			t.Errorf("a reward of the task is combined by %+v", c)
		}
	}
	if len(trainer.candidates) != 4*2+2 || len(trainer.others) != 2+2*2 {
		t.Errorf("%d trainings of candidates and %d others", len(trainer.candidates), len(trainer.others))
	}
	first := page(r.Iterations[0].Messages)
	if !strings.Contains(first, "func Progress(") || strings.Contains(first, "func Reward(") {
		t.Error("the first prompt does not ask for progress")
	}
	golden(t, "progresscounts-first.md", first)
}

func TestProgressCountsKilled(t *testing.T) {
	killEverywhere(t, func() *bench {
		b := newMethodBench(t, "progresscounts", "paper")
		b.model.plan = map[string]string{"0 0 0": "bad", "0 1 0": "refuse"}
		return b
	})
}

func (c *combineTrainer) Train(ctx context.Context, jobs []TrainJob, race evaluator.Race, done func(Outcome) error) error {
	for _, j := range jobs {
		if j.Code.Source == "" {
			c.others = append(c.others, j.Code.Combine)
		} else {
			c.candidates = append(c.candidates, j.Code.Combine)
		}
	}
	return c.fakeTrainer.Train(ctx, jobs, race, done)
}

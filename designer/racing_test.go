package designer

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// racingTrainer stops the candidates of quality below 5 half-way, where there is a
// race.
type racingTrainer struct {
	*fakeTrainer
	earlier []string // jobs that took part without being repeated
}

func (r *racingTrainer) Train(ctx context.Context, jobs []TrainJob, race evaluator.Race, done func(Outcome) error) error {
	var own []TrainJob
	for _, j := range jobs {
		if j.Earlier != nil {
			r.earlier = append(r.earlier, j.Arm)
		} else {
			own = append(own, j)
		}
	}
	return r.fakeTrainer.Train(ctx, own, race, func(o Outcome) error {
		if len(race.Rungs) > 0 && r.score(own[o.Job]) < 5 {
			t := o.Training
			t.Curve = t.Curve[:2]
			t.Stopped = &evaluator.Stopped{Rung: 1, Steps: t.Steps / 2, Saved: t.Steps / 2, Rank: 3, Of: 3}
			t.Steps /= 2
		}
		return done(o)
	})
}

// racingBench has one iteration of three candidates, of which one survives.
func racingBench(t *testing.T) (*bench, *racingTrainer) {
	b := newBench(t)
	iterations := 1
	b.task.Method.Iterations = &iterations
	b.task.Training.Seeds = 1
	b.task.Training.Race = Race{Race: evaluator.Race{Rungs: []float64{0.5}, Keep: 0.4}, Survivors: 3}
	b.model.plan = map[string]string{"0 0 0": "quality 3", "0 1 0": "quality 30", "0 2 0": "quality 4"}
	trainer := &racingTrainer{fakeTrainer: b.trainer}
	b.options.Trainer = trainer
	return b, trainer
}

// TestRace: what a race stops has no score and is reported as spared, and what
// survives is trained on more seeds.
func TestRace(t *testing.T) {
	b, trainer := racingBench(t)
	r := b.mustRun(t)
	for id, want := range map[string]Status{"i00-s00": CandidateStopped, "i00-s01": CandidateTrained, "i00-s02": CandidateStopped} {
		if got := r.Candidate(id).Status; got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	if c := r.Candidate("i00-s00"); c.Scored || c.Feedback != "" || c.Report.Stopped == nil {
		t.Errorf("a stopped candidate has score %v, feedback %q", c.Scored, c.Feedback)
	}
	steps := b.options.Settings.Steps
	if got := r.Ledger.Raced; got != (Spared{Candidates: 2, Steps: steps}) {
		t.Errorf("spared is %+v", got)
	}
	if got := r.Ledger.Survivors; got != 2*steps {
		t.Errorf("more seeds of the survivor took %d steps, want %d", got, 2*steps)
	}
	if got := r.Ledger.Search.Steps; got != steps/2*2+3*steps {
		t.Errorf("the search took %d steps, want %d", got, 4*steps)
	}
	searched := slices.DeleteFunc(slices.Clone(trainer.ran), func(s string) bool { return !strings.HasPrefix(s, StageSearch) })
	if len(searched) != 5 || r.Best != "i00-s01" || len(r.Candidate("i00-s01").Trainings) != 3 {
		t.Errorf("trainings %v, best %s", searched, r.Best)
	}
	if got := r.iterationSteps(3); got != 3*steps/2+steps/2+2*steps {
		t.Errorf("the estimate is %d steps", got)
	}
}

// TestRaceKilled resumes races in which some trainings are over: they take part in it
// as they are.
func TestRaceKilled(t *testing.T) {
	var trainers []*racingTrainer
	killEverywhere(t, func() *bench {
		b, trainer := racingBench(t)
		trainers = append(trainers, trainer)
		return b
	})
	if !slices.ContainsFunc(trainers, func(r *racingTrainer) bool { return len(r.earlier) > 0 }) {
		t.Error("no race was ever resumed half-way")
	}
}

// TestRaceBudget: where the budget does not pay for more seeds, survivors keep those
// they have.
func TestRaceBudget(t *testing.T) {
	b, _ := racingBench(t)
	steps := b.options.Settings.Steps
	b.task.Budget.Steps = 2*steps + 6*steps + 3*steps // preflight, final, the candidates
	r := b.mustRun(t)
	if n := len(r.Candidate("i00-s01").Trainings); n != 1 {
		t.Errorf("the survivor has %d trainings", n)
	}
	if r.Ledger.Total().Steps > b.task.Budget.Steps {
		t.Errorf("%d steps of %d", r.Ledger.Total().Steps, b.task.Budget.Steps)
	}
	said := slices.ContainsFunc(b.events, func(e Event) bool { return strings.Contains(e.Message, "not trained on more seeds") })
	if !said {
		t.Error("nobody was told")
	}
}

// TestRaceKeepsHalf: what a task file does not say of a race is filled in, and nothing
// where there is none.
func TestRaceKeepsHalf(t *testing.T) {
	task := DefaultTask()
	if keep := task.Resolved().Training.Race.Keep; keep != 0 {
		t.Errorf("without a race keep is %v", keep)
	}
	task.Training.Race.Rungs = []float64{0.5}
	if keep := task.Resolved().Training.Race.Keep; keep != 0.5 {
		t.Errorf("keep is %v, want 0.5", keep)
	}
}

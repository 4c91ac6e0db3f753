package designer

import (
	"context"
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// The search of ProposerSeeds: the human reward is trained from as many seeds as a
// search of the same size makes trainings, and the policy that is best on the episodes
// on which candidates are compared is the result. It is what a search has to beat that
// profits from nothing but many attempts.

// poolSize is how many trainings a search of the method's size makes.
func (r *Run) poolSize() int {
	return *r.Task.Method.Samples * *r.Task.Method.Iterations * r.Task.Training.Seeds
}

// trainPool carries out the trainings that the pool still lacks, as far as the budget
// pays for them, and records why it has no more.
func (l *loop) trainPool(ctx context.Context) error {
	if l.run.Stop != nil {
		return nil
	}
	want := l.run.poolSize()
	a := l.run.affordableSteps(want-len(l.run.Pool), trainingSteps(l.run.Settings))
	s := stage{kind: EventTraining, iteration: -1}
	for seed := range len(l.run.Pool) + a.n {
		s.want(l.run.Pool, Trained{Stage: StageSearch, Arm: ArmHuman, Seed: seed}, Code{})
	}
	switch err := l.carryOut(ctx, &s, 0); {
	case errors.Is(err, errWall):
		return l.stop(&Stop{Reason: StopWall, Detail: fmt.Sprintf("%d of %s were made: %v", len(l.run.Pool), Count(want, "training"), errWall)})
	case err != nil:
		return err
	case a.limit != nil:
		return l.stop(&Stop{Reason: a.limit.Reason, Detail: fmt.Sprintf(
			"budget.%s pays for %d of %s; a new run with a higher cap makes more", a.limit.Reason, len(l.run.Pool), Count(want, "training"))})
	}
	return l.stop(&Stop{Reason: StopComplete, Detail: "every training was carried out"})
}

// fittest returns the training of the pool whose policy is best at its end: by what the
// task is decided by, then by score, then the earlier one. It is nil where every
// training failed.
func (l *loop) fittest() *Trained {
	var best *Trained
	var top, tie float64
	for i := range l.run.Pool {
		t := &l.run.Pool[i]
		if t.Training.Fault != "" || t.Weights == nil {
			continue
		}
		report := l.Trainer.Report([]evaluator.Training{*t.Training})
		score := report.SelectionScore(l.run.Env.BySuccess)
		if best == nil || score > top || score == top && report.Score.Mean > tie {
			best, top, tie = t, score, report.Score.Mean
		}
	}
	return best
}

// armOfPool measures the fittest policy of the pool.
func (l *loop) armOfPool(ctx context.Context) (Arm, error) {
	a := Arm{Name: ArmHumanBest, BestOf: len(l.run.Pool), Fault: firstFault(l.run.Pool)}
	chosen := l.fittest()
	if chosen == nil {
		a.Report = bare(l.Trainer.Report(trainings(l.run.Pool)))
		return a, nil
	}
	m, err := l.Trainer.Measure(ctx, chosen.Weights, l.run.Task.Final.Episodes)
	if err != nil {
		return a, fmt.Errorf("final measurement of the best policy of the human reward, training %d: %w", chosen.Seed+1, err)
	}
	a.Fault, a.Seed = "", chosen.Seed
	a.Report = bare(l.Trainer.Report([]evaluator.Training{*chosen.Training}))
	a.measure([]evaluator.Measurement{m})
	return a, nil
}

package designer

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// trainSurvivors trains the candidates that a race has brought to its end on more
// seeds, where the task wants that and the budget pays for all of them.
func (l *loop) trainSurvivors(ctx context.Context, it *Iteration, candidates []*Candidate) error {
	race, seeds := &l.run.Task.Training.Race, l.run.Task.Training.Seeds
	if len(race.Rungs) == 0 || race.Survivors <= seeds {
		return nil
	}
	s := stage{kind: EventTraining, iteration: it.Number}
	for _, c := range candidates {
		if status, _ := judgeTrainings(c.Trainings); status != CandidateTrained {
			continue
		}
		for seed := seeds; seed < race.Survivors; seed++ {
			s.want(c.Trainings, Trained{Stage: StageSearch, Arm: c.ID, Attempt: c.last().Number, Seed: seed}, l.run.code(c))
		}
	}
	if len(s.jobs) == 0 {
		return nil
	}
	a := l.run.affordableSteps(1, len(s.jobs)*trainingSteps(l.run.Settings))
	if a.limit != nil {
		l.notify(Event{Kind: EventTraining, Iteration: it.Number, Message: fmt.Sprintf("the survivors of the race are not trained on more seeds: %s", a.limit.Detail)})
		return nil
	}
	return l.carryOut(ctx, &s, 0)
}

// saved returns the environment steps that a race has spared in the trainings of a
// candidate.
func saved(all []Trained) int {
	n := 0
	for _, t := range all {
		if t.Training.Stopped != nil {
			n += t.Training.Stopped.Saved
		}
	}
	return n
}

// stoppedWords says where a race stopped a candidate.
func stoppedWords(s *evaluator.Stopped) string {
	return fmt.Sprintf("rank %d of %d after %d steps", s.Rank, s.Of, s.Steps)
}

// iterationSteps returns the environment steps that training so many candidates is
// expected to take: in a race, where none are level.
func (r *Run) iterationSteps(candidates int) int {
	race, seeds, end := &r.Task.Training.Race, r.Task.Training.Seeds, trainingSteps(r.Settings)
	rungs, err := race.Steps(r.Settings)
	if err != nil || len(rungs) == 0 {
		return candidates * seeds * end
	}
	total, before := 0, 0
	for _, rung := range rungs {
		total += candidates * seeds * (rung - before)
		before = rung
		candidates = max(int(float64(candidates)*race.Keep), 1)
	}
	return total + candidates*seeds*(end-before) + candidates*max(race.Survivors-seeds, 0)*end
}

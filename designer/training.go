package designer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// train trains and scores the accepted candidates of an iteration, as many as
// the budget allows, and says whether there were any.
func (l *loop) train(ctx context.Context, it *Iteration) (bool, error) {
	if err := l.plan(it); err != nil {
		return false, err
	}
	training := it.with(CandidateTraining)
	if len(training) == 0 {
		return false, nil
	}
	if err := l.trainAll(ctx, it, training); err != nil && !errors.Is(err, errWall) {
		return false, err
	}
	if err := l.leaveUntrained(it, training); err != nil {
		return false, err
	}
	for _, c := range it.with(CandidateTraining) {
		if err := l.score(ctx, c); err != nil {
			return false, err
		}
	}
	return true, nil
}

// leaveUntrained records which candidates the time did not suffice for. One that
// lacks some of its trainings cannot be compared with the others; that is no
// fault of its reward.
func (l *loop) leaveUntrained(it *Iteration, training []*Candidate) error {
	p := &Planned{Iteration: it.Number, Cap: StopWall}
	for _, c := range training {
		if len(c.Trainings) < l.run.Task.Training.Seeds {
			p.Untrained = append(p.Untrained, c.ID)
		}
	}
	if p.Untrained == nil {
		return nil
	}
	if err := l.record(Entry{Planned: p}); err != nil {
		return err
	}
	l.notify(Event{Kind: EventTraining, Iteration: it.Number, Message: fmt.Sprintf("%s: not trained to the end: %v", strings.Join(p.Untrained, ", "), errWall)})
	return nil
}

// with returns the candidates of a status, by sample.
func (it *Iteration) with(s Status) []*Candidate {
	var list []*Candidate
	for _, c := range it.Candidates {
		if c.Status == s {
			list = append(list, c)
		}
	}
	return list
}

// plan decides which of the accepted candidates are trained: the first ones, as
// many as the budget allows.
func (l *loop) plan(it *Iteration) error {
	accepted := it.with(CandidateAccepted)
	if len(accepted) == 0 {
		return nil
	}
	a := l.run.affordableTrainings(len(accepted))
	p := &Planned{Iteration: it.Number}
	if a.limit != nil {
		p.Cap = a.limit.Reason
		l.notify(Event{Kind: EventAsking, Iteration: it.Number, Message: fmt.Sprintf(
			"iteration %d: training %d of %s: budget.%s allows no more", it.Number, a.n, Count(len(accepted), "accepted candidate"), p.Cap)})
	}
	for i, c := range accepted {
		if i < a.n {
			p.Train = append(p.Train, c.ID)
		} else {
			p.Untrained = append(p.Untrained, c.ID)
		}
	}
	return l.record(Entry{Planned: p})
}

// trainAll carries out the trainings that candidates still lack, in a race where the
// task has one.
func (l *loop) trainAll(ctx context.Context, it *Iteration, candidates []*Candidate) error {
	stage := stage{kind: EventTraining, iteration: it.Number, race: l.run.Task.Training.Race.Race}
	for _, c := range candidates {
		for seed := range l.run.Task.Training.Seeds {
			stage.want(c.Trainings, Trained{Stage: StageSearch, Arm: c.ID, Attempt: c.last().Number, Seed: seed}, l.run.code(c))
		}
	}
	if err := l.carryOut(ctx, &stage, 0); err != nil {
		return err
	}
	return l.trainSurvivors(ctx, it, candidates)
}

// stage is a number of trainings that are carried out together.
type stage struct {
	kind      EventKind
	iteration int
	race      evaluator.Race
	total     int // trainings, those already known included
	jobs      []TrainJob
	attempts  []int      // of each job
	known     []TrainJob // that take part in the race and are not repeated
}

// want adds a training unless it is among those known.
func (s *stage) want(known []Trained, t Trained, code Code) {
	s.total++
	for _, k := range known {
		if k.Arm == t.Arm && k.Seed == t.Seed {
			s.known = append(s.known, TrainJob{Stage: t.Stage, Arm: t.Arm, Seed: t.Seed, Code: code, Earlier: k.Training})
			return
		}
	}
	s.jobs = append(s.jobs, TrainJob{Stage: t.Stage, Arm: t.Arm, Seed: t.Seed, Code: code})
	s.attempts = append(s.attempts, t.Attempt)
}

// carryOut runs the jobs of a stage and records every outcome before it counts.
// measure is the number of episodes of the final measurement, 0 for none. Where
// budget.wall is used up before they are done, the error is errWall; the final
// measurement, whose time was set aside, is not cut off.
func (l *loop) carryOut(ctx context.Context, s *stage, measure int) error {
	if len(s.jobs) == 0 {
		return nil
	}
	meter := newStepMeter(l, s)
	for i := range s.jobs {
		s.jobs[i].Measure = measure
		s.jobs[i].Progress = meter.progress(i)
	}
	within, cancel := context.WithCancel(ctx)
	if s.kind != EventFinal {
		within, cancel = l.withinWall(ctx)
	}
	defer cancel()
	if cutByWall(ctx, within) {
		return errWall
	}
	jobs := s.jobs
	if len(s.race.Rungs) > 0 {
		jobs = slices.Concat(s.jobs, s.known) // so that an outcome's index is one of s.jobs
	}
	err := l.Trainer.Train(within, jobs, s.race, func(o Outcome) error {
		job := s.jobs[o.Job]
		t := &Trained{
			Stage: job.Stage, Arm: job.Arm, Attempt: s.attempts[o.Job], Seed: job.Seed,
			Training: o.Training, Measured: o.Measured,
		}
		if err := l.files().keepPolicy(t, o.Policy); err != nil {
			return err
		}
		if t.Stage == StagePreflight || t.Stage == StageSearch && (t.Arm == ArmHuman || l.run.Task.Method.watches()) {
			t.Weights = o.Policy
		}
		if err := l.record(Entry{Trained: t}); err != nil {
			return err
		}
		meter.finish(o.Job, t)
		return nil
	})
	switch {
	case err != nil && l.broken == nil && cutByWall(ctx, within):
		return errWall
	case err != nil && l.broken == nil && ctx.Err() == nil:
		return fmt.Errorf("training: %w", err)
	}
	return err
}

// score sums up the trainings of a candidate, writes the feedback on it, and
// records both.
func (l *loop) score(ctx context.Context, c *Candidate) error {
	report := l.Trainer.Report(trainings(c.Trainings))
	s := &Scored{Candidate: c.ID}
	s.Status, s.Fault = judgeTrainings(c.Trainings)
	s.Saved = saved(c.Trainings)
	if s.Scored = s.Status == CandidateTrained; s.Scored {
		s.Score = l.fitness(report)
	}
	if s.Status != CandidateBroken && s.Status != CandidateStopped {
		text, err := l.feedback(ctx, c, report, s)
		if err != nil {
			return err
		}
		s.Feedback = text
	}
	if err := l.files().keepScore(c.ID, report, s.Feedback); err != nil {
		return err
	}
	s.Report = bare(report)
	if err := l.record(Entry{Scored: s}); err != nil {
		return err
	}
	l.notify(scoredEvent(c, l.run.told()))
	return nil
}

// bare returns a report without its trainings, which the journal has already.
func bare(r *evaluator.Report) *evaluator.Report {
	b := *r
	b.Trainings = nil
	return &b
}

// scoredEvent tells what became of a candidate. metric is what its score is, "" where
// nobody is to know the score.
func scoredEvent(c *Candidate, metric string) Event {
	e := Event{Kind: EventScored, Iteration: c.Iteration, Candidate: c.ID}
	if metric != "" {
		e.Score, e.HasScore = c.Score, c.Scored
	}
	switch {
	case c.Status == CandidateTrained && metric == "":
		e.Message = c.ID + ": trained"
	case c.Status == CandidateTrained:
		e.Message = fmt.Sprintf("%s: %s %.4g", c.ID, metric, c.Score)
	case c.Status == CandidateStopped:
		e.Message = fmt.Sprintf("%s: stopped by the race: %s", c.ID, stoppedWords(c.Report.Stopped))
	case c.Status == CandidateFaulty:
		e.Message = fmt.Sprintf("%s: the reward failed in training: %s", c.ID, c.Fault)
	default:
		e.Message = fmt.Sprintf("%s: the learner failed, which is not held against the reward: %s", c.ID, c.Fault)
	}
	return e
}

// judgeTrainings says what the trainings of a candidate make of it. A fault of
// the reward in any of them is one of the reward. A fault of the learner is not:
// the other trainings count, and only where there is none the candidate is
// broken.
func judgeTrainings(all []Trained) (status Status, fault string) {
	status = CandidateBroken
	for _, t := range all {
		switch {
		case t.Training.FaultOf == evaluator.FaultOfReward:
			return CandidateFaulty, t.Training.Fault
		case t.Training.Stopped != nil:
			status = CandidateStopped
		case t.Training.Fault == "":
			status = CandidateTrained
		default:
			fault = t.Training.Fault
		}
	}
	if status != CandidateBroken {
		fault = ""
	}
	return status, fault
}

// fitness is what candidates are compared by.
func (l *loop) fitness(r *evaluator.Report) float64 {
	switch *l.run.Task.Method.Fitness {
	case FitnessLast:
		return r.SelectionScore(l.run.Env.BySuccess)
	case FitnessTarget:
		return -l.aim.distance(r)
	}
	if l.run.Env.BySuccess {
		return r.MaxSuccess.Mean
	}
	return r.MaxScore.Mean
}

// feedback writes what the model would be shown about a candidate.
func (l *loop) feedback(ctx context.Context, c *Candidate, report *evaluator.Report, s *Scored) (string, error) {
	f := feedbackOn(l.Env.Spec(), c, report)
	f.Fault = strings.TrimSpace(s.Fault)
	f.Parent = relate(c, l.run.Candidate(c.Parent()), s.Score)
	if l.run.Preflight != nil && l.run.Preflight.Report != nil {
		human := l.fitness(l.run.Preflight.Report)
		f.Controls.Human = &human
	}
	f.Aim = l.aim
	f.Notes = c.last().notes()
	v := views()[l.run.Task.Method.View(l.Env.Spec())]
	if v.gather != nil && f.Fault == "" {
		if err := v.gather(ctx, l, c, &f); err != nil {
			return "", fmt.Errorf("feedback on %s: %w", c.ID, err)
		}
	}
	return renderFeedback(l.Prompts, v, f)
}

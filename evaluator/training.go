package evaluator

import (
	"context"
	"errors"

	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// trainingRun is what becomes of one training while either backend carries it on:
// its curve, its series and its faults.
type trainingRun struct {
	setup    *Setup
	job      *Job
	rewarder Rewarder // for evaluations
	counts   *Counts  // of the rollouts, where Job.Combine counts
	meter    *meter
	series   *series
	result   *Training
	last     *measured // the latest evaluation
	told     int       // steps of which job.Progress knows already

	// cores, unless nil, has room for as many trainings as may be evaluated at
	// the same time.
	cores chan struct{}
}

// openTraining returns a training before its first step. Close must be called.
func openTraining(ctx context.Context, s *Setup, j *Job, on Machine) (*trainingRun, error) {
	if err := j.Combine.Check(); err != nil {
		return nil, err
	}
	counts := &Counts{}
	rewarder, err := j.openCombined(ctx, s.Env, counts, false)
	if err != nil {
		return nil, err
	}
	meter, err := newMeter(s, rewarder)
	if err != nil {
		return nil, errors.Join(err, rewarder.Close())
	}
	terms := rewarder.Terms()
	return &trainingRun{
		setup: s, job: j, rewarder: rewarder, counts: counts, meter: meter,
		series: newSeries(terms, &j.Settings),
		result: &Training{Seed: j.Seed, Terms: terms, Backend: on.Backend, Device: on.Device, Kernels: on.Kernels, Combine: j.Combine},
	}, nil
}

// Close frees what evaluations needed.
func (r *trainingRun) Close() error { return errors.Join(r.rewarder.Close(), r.meter.Close()) }

// progress is how far a training is after a rollout and the update on it.
type progress struct {
	steps   int             // environment steps so far
	seconds float64         // time of the training so far, evaluations left out
	addTo   func(w *window) // adds the rollout to a stretch of the series
	policy  *Policy         // to be measured at a checkpoint; else nil
	counts  *Counts         // by which it is measured, where they are counted elsewhere; else nil
	fault   error           // why the training stopped; then only seconds counts
	marks   chan<- mark     // unless nil, has room for where the training is at this rung
}

// take records the progress, and measures the policy where a checkpoint is due.
// Errors are as those of ppo.Learner.Advance.
func (r *trainingRun) take(ctx context.Context, p *progress) error {
	r.result.Steps, r.result.Seconds = p.steps, p.seconds
	r.series.add(p)
	if r.job.Progress != nil && p.steps > r.told {
		r.job.Progress(p.steps)
	}
	if p.policy == nil {
		return nil
	}
	if p.counts != nil {
		*r.counts = *p.counts
	}
	return r.checkpoint(ctx, p)
}

// checkpoint measures a policy on the select family.
func (r *trainingRun) checkpoint(ctx context.Context, p *progress) error {
	if r.cores != nil {
		select {
		case r.cores <- struct{}{}:
			defer func() { <-r.cores }()
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	m, err := r.meter.measure(ctx, p.policy, FamilySelect, r.job.Settings.EvalEpisodes)
	if err != nil {
		return err
	}
	r.last = m
	r.result.Curve = append(r.result.Curve, Checkpoint{Steps: p.steps, Seconds: p.seconds, Measurement: m.Measurement})
	return nil
}

// checkpointBetween says that a checkpoint is due when the steps of a training
// have gone from one number to another.
func (s *Settings) checkpointBetween(before, after int) bool {
	return before*s.Checkpoints/s.Steps < after*s.Checkpoints/s.Steps
}

// fault records a fault of the reward or of the training in the result. It
// reports whether err is one.
func (r *trainingRun) fault(err error) bool {
	var reward *ppo.RewardError
	switch {
	case errors.As(err, &reward):
		r.result.FaultOf = FaultOfReward
	case errors.Is(err, ppo.ErrDiverged):
		r.result.FaultOf = FaultOfTraining
	default:
		return false
	}
	r.result.Fault = err.Error()
	return true
}

// finish completes the result from the last evaluation.
func (r *trainingRun) finish() *Training {
	t := r.result
	t.Series = r.series.points()
	if r.last != nil {
		t.Ends = r.last.ends
		t.Best, t.Worst = r.last.best(t.Seed), r.last.worst(t.Seed)
		t.NearestPair = r.last.nearestPair(t.Seed)
	}
	t.Correlation = curveCorrelation(r.setup.Env.Spec(), t)
	t.Warnings = r.warnings()
	return t
}

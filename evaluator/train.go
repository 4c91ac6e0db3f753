package evaluator

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// trainingRun is one training in progress.
type trainingRun struct {
	setup   *Setup
	job     *Job
	learner *ppo.Learner
	meter   *meter
	series  *series
	workers func() int
	started time.Time
	paused  time.Duration // spent in evaluations
	result  *Training
	last    *measured // the latest evaluation
}

// train runs one job. workers tells how many goroutines it may use now.
func train(ctx context.Context, s *Setup, j *Job, workers func() int) (_ *Training, _ *Policy, err error) {
	if err := j.Settings.Check(); err != nil {
		return nil, nil, err
	}
	k, err := s.kernels()
	if err != nil {
		return nil, nil, err
	}
	var held []io.Closer
	faulty := false // a reward that failed may fail to close, too: that is no news
	defer func() {
		for _, c := range held {
			if closing := c.Close(); !faulty {
				err = errors.Join(err, closing)
			}
		}
	}()
	var rewarders [2]Rewarder // for training and for evaluations
	for i := range rewarders {
		if rewarders[i], err = j.Open(ctx); err != nil {
			return nil, nil, err
		}
		held = append(held, rewarders[i])
	}
	learner, err := ppo.NewLearner(j.Settings.learner(), ppo.Config{
		Env: s.Env, Params: s.Params, Rewarder: rewarders[0],
		Seed: Seed(s.Root, FamilyTrain, j.Seed), Kernels: k, Workers: workers(),
	})
	if err != nil {
		return nil, nil, err
	}
	held = append(held, learner)
	meter, err := newMeter(s, rewarders[1])
	if err != nil {
		return nil, nil, err
	}
	held = append(held, meter)

	terms := rewarders[0].Terms()
	r := &trainingRun{
		setup: s, job: j, learner: learner,
		meter:   meter,
		series:  newSeries(s.Env, terms, &j.Settings),
		workers: workers,
		started: s.Now(),
		result:  &Training{Seed: j.Seed, Terms: terms, Kernels: k.Name},
	}
	if err := r.run(ctx); err != nil {
		if faulty = r.fault(err); !faulty {
			return nil, nil, err
		}
		return r.finish(), nil, nil
	}
	return r.finish(), learner.Policy(), nil
}

// run trains to the end, with an evaluation at every checkpoint.
func (r *trainingRun) run(ctx context.Context) error {
	s := &r.job.Settings
	for !r.learner.Done() {
		before := r.learner.Steps()
		r.learner.UseWorkers(r.workers())
		if err := r.learner.Advance(ctx); err != nil {
			return err
		}
		r.result.Steps = r.learner.Steps()
		if err := r.series.add(r.learner); err != nil {
			return err
		}
		if r.job.Progress != nil {
			r.job.Progress(r.result.Steps)
		}
		due := before*s.Checkpoints/s.Steps < r.result.Steps*s.Checkpoints/s.Steps
		if due || r.learner.Done() {
			if err := r.checkpoint(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkpoint measures the policy on the select family.
func (r *trainingRun) checkpoint(ctx context.Context) error {
	seconds := r.seconds()
	start := r.setup.Now()
	m, err := r.meter.measure(ctx, r.learner.Policy(), FamilySelect, r.job.Settings.EvalEpisodes)
	if err != nil {
		return err
	}
	r.paused += r.setup.Now().Sub(start)
	r.last = m
	r.result.Curve = append(r.result.Curve, Checkpoint{Steps: r.result.Steps, Seconds: seconds, Measurement: m.Measurement})
	return nil
}

func (r *trainingRun) seconds() float64 {
	return (r.setup.Now().Sub(r.started) - r.paused).Seconds()
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
	t.Seconds = r.seconds()
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

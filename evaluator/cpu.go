package evaluator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"sync"
	"sync/atomic"

	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// cpuEvaluation is an evaluation on the processor in progress.
type cpuEvaluation struct {
	setup *Setup
	jobs  []Job
	race  *contest

	trainings []*cpuTraining // by job; nil before it begins
	ended     []bool         // by job: it is not to be trained, or not any more
	reporting sync.Mutex
	done      func(Result)
}

// evaluateOnCPU spreads jobs over the cores: see Evaluation.
func evaluateOnCPU(ctx context.Context, s *Setup, jobs []Job, race *contest, done func(Result)) error {
	e := &cpuEvaluation{setup: s, jobs: jobs, race: race, done: done, trainings: make([]*cpuTraining, len(jobs)), ended: make([]bool, len(jobs))}
	for i := range jobs {
		e.ended[i] = jobs[i].Earlier != nil
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	e.run(ctx, cancel)
	err := context.Cause(ctx)
	for i, t := range e.trainings {
		if t != nil && !e.ended[i] {
			t.close() // an error has ended the evaluation: others are no news
		}
	}
	return err
}

// run takes all jobs from rung to rung, and to the end.
func (e *cpuEvaluation) run(ctx context.Context, cancel context.CancelCauseFunc) {
	for rung, steps := range e.race.rungs {
		if e.leg(ctx, cancel, steps); ctx.Err() != nil {
			return
		}
		if i, err := e.decide(rung); err != nil {
			cancel(e.jobs[i].failed(i, err))
			return
		}
	}
	e.leg(ctx, cancel, math.MaxInt)
}

// leg takes all jobs on to so many steps.
func (e *cpuEvaluation) leg(ctx context.Context, cancel context.CancelCauseFunc, until int) {
	queue := make(chan int, len(e.jobs))
	for i, ended := range e.ended {
		if !ended {
			queue <- i
		}
	}
	close(queue)
	cores := max(e.setup.Cores, 1)
	lanes := min(cores, len(queue))

	var wg sync.WaitGroup
	var active atomic.Int64 // lanes that still have jobs
	active.Store(int64(lanes))
	workers := func() int { return cores / int(active.Load()) }
	for range lanes {
		wg.Go(func() {
			defer active.Add(-1)
			for i := range queue {
				if ctx.Err() != nil {
					return
				}
				if err := e.train(ctx, i, until, workers); err != nil {
					cancel(e.jobs[i].failed(i, err))
					return
				}
			}
		})
	}
	wg.Wait()
}

// train takes a job on to so many steps, and reports it where that is its end.
func (e *cpuEvaluation) train(ctx context.Context, i, until int, workers func() int) (err error) {
	t := e.trainings[i]
	if t == nil {
		if t, err = openOnCPU(ctx, e.setup, &e.jobs[i], workers); err != nil {
			e.ended[i] = true
			return err
		}
		e.trainings[i] = t
	}
	err = t.advance(ctx, until, workers)
	switch {
	case err == nil && !t.learner.Done():
		return nil
	case err == nil:
		return e.end(i, t.learner.Policy())
	case t.run.fault(err):
		return e.end(i, nil)
	}
	e.ended[i] = true
	return errors.Join(err, t.close())
}

// end closes a training and reports it. A reward that failed may fail to close, too:
// that is no news.
func (e *cpuEvaluation) end(i int, p *Policy) error {
	t := e.trainings[i]
	e.ended[i] = true
	closing := t.close()
	if closing != nil && t.run.result.Fault == "" {
		return closing
	}
	r := Result{Job: i, Training: t.run.finish(), Policy: p}
	e.trainings[i] = nil
	e.reporting.Lock()
	defer e.reporting.Unlock()
	e.done(r)
	return nil
}

// decide ends the trainings of the candidates that stop at a rung, which all have
// reached. An error is one of job i.
func (e *cpuEvaluation) decide(rung int) (i int, err error) {
	stopped := e.race.decide(rung, func(i int) *Checkpoint {
		if e.ended[i] { // on a fault
			return nil
		}
		return e.trainings[i].run.result.at(e.race.rungs[rung])
	})
	for i := range e.jobs {
		s, stops := stopped[i]
		if e.ended[i] || !stops {
			continue
		}
		e.trainings[i].run.result.Stopped = &s
		if err := e.end(i, e.trainings[i].learner.Policy()); err != nil {
			return i, err
		}
	}
	return 0, nil
}

// failed says which training an error ended.
func (j *Job) failed(i int, err error) error {
	return fmt.Errorf("training %d (seed %d): %w", i, j.Seed, err)
}

// cpuTraining is a training on the processor, which may wait at a rung.
type cpuTraining struct {
	run        *trainingRun
	learner    *ppo.Learner
	experience *experience
	seconds    float64
	held       []io.Closer
}

// openOnCPU returns a training before its first step. workers tells how many
// goroutines it may use now.
func openOnCPU(ctx context.Context, s *Setup, j *Job, workers func() int) (_ *cpuTraining, err error) {
	if err := j.Settings.Check(); err != nil {
		return nil, err
	}
	t := &cpuTraining{experience: newExperience(s.Env, &j.Settings)}
	defer func() {
		if err != nil {
			err = errors.Join(err, t.close())
		}
	}()
	k, err := s.kernels()
	if err != nil {
		return nil, err
	}
	machine, err := s.Machine()
	if err != nil {
		return nil, err
	}
	if t.run, err = openTraining(ctx, s, j, machine); err != nil {
		return nil, err
	}
	t.held = append(t.held, t.run)
	rewarder, err := j.openCombined(ctx, s.Env, t.run.counts, true)
	if err != nil {
		return nil, err
	}
	t.held = append(t.held, rewarder)
	t.learner, err = ppo.NewLearner(j.Settings.learner(), ppo.Config{
		Env: s.Env, Params: s.Params, Rewarder: rewarder,
		Seed: Seed(s.Root, FamilyTrain, j.Seed), Kernels: k, Workers: workers(),
	})
	if err != nil {
		return nil, err
	}
	t.held = append(t.held, t.learner)
	return t, nil
}

// close frees everything but the result and the policy.
func (t *cpuTraining) close() error {
	var errs []error
	for _, c := range t.held {
		errs = append(errs, c.Close())
	}
	t.held = nil
	return errors.Join(errs...)
}

// advance trains until so many steps or the end, with an evaluation at every checkpoint.
// Errors are as those of ppo.Learner.Advance.
func (t *cpuTraining) advance(ctx context.Context, until int, workers func() int) error {
	l, r := t.learner, t.run
	for !l.Done() && l.Steps() < until {
		before, start := l.Steps(), r.setup.Now()
		l.UseWorkers(workers())
		err := l.Advance(ctx)
		if err == nil {
			err = t.experience.judge(l.Rollout())
		}
		t.seconds += r.setup.Now().Sub(start).Seconds()
		r.result.Seconds = t.seconds
		if err != nil {
			return err
		}
		p := progress{steps: l.Steps(), seconds: t.seconds, addTo: t.experience.addTo}
		if l.Done() || r.job.Settings.checkpointBetween(before, p.steps) {
			p.policy = l.Policy()
		}
		if err := r.take(ctx, &p); err != nil {
			return err
		}
	}
	return nil
}

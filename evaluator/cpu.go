package evaluator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// evaluateOnCPU spreads jobs over the cores: see Evaluate.
func evaluateOnCPU(ctx context.Context, s *Setup, jobs []Job, done func(Result)) error {
	cores := max(s.Cores, 1)
	lanes := min(cores, len(jobs))
	if lanes == 0 {
		return nil
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)

	queue := make(chan int, len(jobs))
	for i := range jobs {
		queue <- i
	}
	close(queue)

	var wg sync.WaitGroup
	var reporting sync.Mutex
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
				training, policy, err := trainOnCPU(ctx, s, &jobs[i], workers)
				if err != nil {
					cancel(jobs[i].failed(i, err))
					return
				}
				reporting.Lock()
				done(Result{Job: i, Training: training, Policy: policy})
				reporting.Unlock()
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

// failed says which training an error ended.
func (j *Job) failed(i int, err error) error {
	return fmt.Errorf("training %d (seed %d): %w", i, j.Seed, err)
}

// trainOnCPU runs one job. workers tells how many goroutines it may use now.
func trainOnCPU(ctx context.Context, s *Setup, j *Job, workers func() int) (_ *Training, _ *Policy, err error) {
	if err := j.Settings.Check(); err != nil {
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
	k, err := s.kernels()
	if err != nil {
		return nil, nil, err
	}
	rewarder, err := j.Open(ctx)
	if err != nil {
		return nil, nil, err
	}
	held = append(held, rewarder)
	machine, err := s.Machine()
	if err != nil {
		return nil, nil, err
	}
	r, err := openTraining(ctx, s, j, machine)
	if err != nil {
		return nil, nil, err
	}
	held = append(held, r)
	learner, err := ppo.NewLearner(j.Settings.learner(), ppo.Config{
		Env: s.Env, Params: s.Params, Rewarder: rewarder,
		Seed: Seed(s.Root, FamilyTrain, j.Seed), Kernels: k, Workers: workers(),
	})
	if err != nil {
		return nil, nil, err
	}
	held = append(held, learner)

	if err := r.followLearner(ctx, learner, workers); err != nil {
		if faulty = r.fault(err); !faulty {
			return nil, nil, err
		}
		return r.finish(), nil, nil
	}
	return r.finish(), learner.Policy(), nil
}

// followLearner trains to the end, with an evaluation at every checkpoint.
func (r *trainingRun) followLearner(ctx context.Context, l *ppo.Learner, workers func() int) error {
	s := &r.job.Settings
	experience := newExperience(r.setup.Env, s)
	seconds := 0.0
	for !l.Done() {
		before, start := l.Steps(), r.setup.Now()
		l.UseWorkers(workers())
		err := l.Advance(ctx)
		if err == nil {
			err = experience.judge(l.Rollout())
		}
		seconds += r.setup.Now().Sub(start).Seconds()
		r.result.Seconds = seconds
		if err != nil {
			return err
		}
		p := progress{steps: l.Steps(), seconds: seconds, addTo: experience.addTo}
		if l.Done() || s.checkpointBetween(before, p.steps) {
			p.policy = l.Policy()
		}
		if err := r.take(ctx, &p); err != nil {
			return err
		}
	}
	return nil
}

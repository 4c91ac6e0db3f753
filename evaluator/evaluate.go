package evaluator

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// Policy is what a training exports: a network with its normalisation.
type Policy = ppo.Policy

// Setup is where trainings happen and what they are measured on.
type Setup struct {
	Env    envs.Env
	Params map[string]envs.Range // settings of the environment's parameters
	Root   uint64                // root seed of the run, see Seed

	// Kernels names the kernel set that networks run on, as ChooseKernels takes it.
	Kernels string

	Cores int              // cores to use, at least 1; never changes a result
	Now   func() time.Time // the clock by which trainings are timed
}

// Open makes a Rewarder. A training opens two, one for its rollouts and one for
// its evaluations, since a reward may remember what happened in an episode.
type Open func(ctx context.Context) (Rewarder, error)

// Job is one training: one reward, one seed.
type Job struct {
	Open     Open
	Seed     int // index in FamilyTrain
	Settings Settings

	// Progress, unless nil, is told the environment steps done so far. It is
	// called from the goroutine of the job.
	Progress func(steps int)
}

// Result is what became of a job.
type Result struct {
	Job      int // index in the jobs given to Evaluate
	Training *Training
	Policy   *Policy // at the end of training; nil where it stopped on a fault
}

// Evaluate runs all jobs and calls done with each result as it comes, one at a
// time. A fault of the reward or of the training is part of the result. An
// error means that the environment failed, that settings are invalid, that a
// reward could not be opened or that the context ended; no further job is
// started then, and done has been called for exactly those that finished.
//
// Each job has one core while there are as many jobs as cores, and more towards
// the end. A result has the same bits in either case.
func Evaluate(ctx context.Context, s Setup, jobs []Job, done func(Result)) error {
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
				training, policy, err := train(ctx, &s, &jobs[i], workers)
				if err != nil {
					cancel(fmt.Errorf("training %d (seed %d): %w", i, jobs[i].Seed, err))
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

package evaluator

import (
	"context"
	"sync/atomic"
)

// observer takes in what becomes of one training of a fleet, and measures its
// checkpoints, while the device goes on with the fleet. What it makes of the
// training depends on the order of its progress alone.
type observer struct {
	job int // index in the jobs given to Evaluate
	run *trainingRun

	// incoming is closed behind the last progress; where that is not the end of
	// the training, the evaluation has been cancelled before.
	incoming chan progress

	// left says that the training has stopped on a fault that the device knows
	// nothing of, of the reward at a checkpoint.
	left atomic.Bool
}

// patience is how many rollouts an observer may be behind before the device waits.
const patience = 4096

// observe takes in progress to its end. The error is none of the reward or the
// training, whose faults are part of the result.
func (f *observer) observe(ctx context.Context) (Result, error) {
	result := Result{Job: f.job}
	for p := range f.incoming {
		err := p.fault
		if err == nil {
			err = f.run.take(ctx, &p)
		} else {
			f.run.result.Seconds = p.seconds
		}
		if err != nil {
			if !f.run.fault(err) {
				return Result{}, err
			}
			f.left.Store(true)
			go f.drain()
			return Result{Job: f.job, Training: f.run.finish()}, nil
		}
		result.Policy = p.policy // the last progress comes with one
	}
	if f.run.result.Steps < f.run.job.Settings.Steps { // the fleet failed on its way
		return Result{}, context.Cause(ctx)
	}
	result.Training = f.run.finish()
	return result, nil
}

// drain takes what still comes after a fault, until the convoy has noticed.
func (f *observer) drain() {
	for range f.incoming {
	}
}

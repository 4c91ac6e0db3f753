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

	// How the convoy has ended it, unless both are zero; set before incoming is closed.
	stopped *Stopped // by a race
	rests   bool     // on its way
}

// mark is where a job is at a rung of a race.
type mark struct {
	job int
	at  *Checkpoint // nil where the training has a fault
}

// patience is how many rollouts an observer may be behind before the device waits.
const patience = 4096

// observe takes in progress to its end. Of a training that rests it returns the policy
// alone. The error is none of the reward or the training, whose faults are part of the
// result.
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
			f.mark(&p)
			go f.drain()
			return Result{Job: f.job, Training: f.run.finish()}, nil
		}
		result.Policy = p.policy // the last progress comes with one
		f.mark(&p)
	}
	switch {
	case f.rests:
		return result, nil
	case f.stopped != nil:
		f.run.result.Stopped = f.stopped
	case f.run.result.Steps < f.run.job.Settings.Steps: // the fleet failed on its way
		return Result{}, context.Cause(ctx)
	}
	result.Training = f.run.finish()
	return result, nil
}

// mark answers progress that asks where the training is.
func (f *observer) mark(p *progress) {
	if p.marks != nil {
		p.marks <- mark{f.job, f.run.result.at(p.steps)}
	}
}

// drain takes what still comes after a fault, until the convoy has noticed.
func (f *observer) drain() {
	for p := range f.incoming {
		if p.marks != nil {
			p.marks <- mark{job: f.job}
		}
	}
}

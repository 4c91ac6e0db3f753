package evaluator

import (
	"context"
	"time"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// Policy is what a training exports: a network with its normalisation.
type Policy = ppo.Policy

// Setup is where trainings happen and what they are measured on.
type Setup struct {
	Env    envs.Env
	Params map[string]envs.Range // settings of the environment's parameters
	Root   uint64                // root seed of the run, see Seed

	// Kernels names the kernel set that networks run on, as ChooseKernels takes it:
	// those of trainings on the CPU, and of evaluations.
	Kernels string

	// GPU trains policies in fleets; nil for trainings on the CPU. Evaluations are on
	// the CPU in either case: the instrument is the same.
	GPU *fleet.Device

	Cores int              // cores to use, at least 1; never changes a result
	Now   func() time.Time // the clock by which trainings are timed
}

// Open makes a Rewarder. A training opens one for its rollouts and one for its
// evaluations, since a reward may remember what happened in an episode.
type Open func(ctx context.Context) (Rewarder, error)

// Program is the text of a reward, from which it is compiled for an accelerator.
type Program struct {
	Own    string // envs.RewardHuman or envs.RewardSparse: the environment's own; else ""
	Source string // of package reward, where Own is ""
}

// Job is one training: one reward, one seed.
type Job struct {
	Open     Open
	Program  *Program // nil for a reward that is only ever interpreted
	Seed     int      // index in FamilyTrain
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
// error means that the environment or the GPU failed, that settings are invalid,
// that a reward could not be opened or has no Program for the GPU, or that the
// context ended; no further job is started then, and done has been called for
// exactly those that finished.
//
// On the CPU each job has one core while there are as many jobs as cores, and more
// towards the end. On a GPU all jobs with the same settings train together, as far as
// its memory goes. A result has the same bits alone and in any company.
func Evaluate(ctx context.Context, s Setup, jobs []Job, done func(Result)) error {
	if s.GPU != nil {
		return evaluateOnGPU(ctx, &s, jobs, done)
	}
	return evaluateOnCPU(ctx, &s, jobs, done)
}

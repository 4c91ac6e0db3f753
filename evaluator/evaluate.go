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
	Combine  Combine // how the reward's columns become the learner's; zero is its total

	// Candidate numbers what competes in a race: the jobs of one reward have the
	// same number and go on or stop together. It counts in a race only.
	Candidate int

	// Earlier, unless nil, is what an evaluation that was broken off made of this
	// job. Its curve takes part in the race; it is neither trained nor reported again.
	Earlier *Training

	// Progress, unless nil, is told the environment steps done so far. It is
	// called from the goroutine of the job.
	Progress func(steps int)
}

// Result is what became of a job.
type Result struct {
	Job      int // index in the jobs given to Evaluate
	Training *Training
	Policy   *Policy // at the end of training, or where a race stopped it; nil where it stopped on a fault
}

// Evaluation is jobs to be trained, and how.
type Evaluation struct {
	Setup Setup
	Jobs  []Job
	Race  Race // the zero value trains every job to its end

	// Done is called with each result as it comes, one at a time.
	Done func(Result)
}

// Run trains all jobs. A fault of the reward or of the training is part of the
// result, and so is that a race has stopped a training; one with a fault has lost. An
// error means that the environment or the GPU failed, that settings or the race are
// invalid, that a reward could not be opened or has no Program for the GPU, or that
// the context ended; no further job is started then, and Done has been called for
// exactly those that finished. Where these are given as Job.Earlier to an evaluation
// that is otherwise the same, it goes on as this one would have.
//
// On the CPU each job has one core while there are as many jobs as cores, and more
// towards the end, or towards a rung. On a GPU all jobs with the same settings train
// together, as far as its memory goes. A training has the same bits alone and in any
// company. In a race that holds as far as it gets, and how far that is depends on the
// curves of all that take part.
func (e *Evaluation) Run(ctx context.Context) error {
	race, err := newContest(&e.Race, e.Setup.Env.Spec(), e.Jobs)
	if err != nil {
		return err
	}
	if e.Setup.GPU != nil {
		return evaluateOnGPU(ctx, &e.Setup, e.Jobs, race, e.Done)
	}
	return evaluateOnCPU(ctx, &e.Setup, e.Jobs, race, e.Done)
}

// Evaluate runs all jobs to their end and calls done with each result: see
// Evaluation.Run.
func Evaluate(ctx context.Context, s Setup, jobs []Job, done func(Result)) error {
	return (&Evaluation{Setup: s, Jobs: jobs, Done: done}).Run(ctx)
}

package designer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
)

// Reviewer judges a model's answers.
type Reviewer interface {
	// Review returns the verdict on one answer, as the model wrote it. played is
	// where trained policies went: a reward must not fail there. An error means
	// that the review itself failed, which says nothing about the answer.
	Review(ctx context.Context, answer string, played []*envs.Transitions) (Verdict, error)
}

// Trainer trains policies on rewards.
type Trainer interface {
	// Train carries out all jobs and calls done with each outcome as it comes,
	// one at a time; an error of done ends it. In a race the arms compete. A fault
	// of a reward or of the learner is part of the outcome. An error means that
	// going on is pointless.
	Train(ctx context.Context, jobs []TrainJob, race evaluator.Race, done func(Outcome) error) error
	// Play returns what a policy that Train brought does. The same policy gives
	// the same transitions.
	Play(ctx context.Context, policy []byte) (*envs.Transitions, error)
	// Watch has policies that Train brought play episodes on which candidates are
	// compared, n in all, and returns them with what the reward pays for each. The
	// same arguments give the same footage. A fault of the reward is its Fault.
	Watch(ctx context.Context, c Code, policies []Played, n int) (*Footage, error)
	// Measure measures a policy that Train brought on so many episodes of the final
	// family. The same arguments give the same measurement.
	Measure(ctx context.Context, policy []byte, episodes int) (evaluator.Measurement, error)
	// Report sums up the trainings of one reward. It does not retain them.
	Report(trainings []evaluator.Training) *evaluator.Report
}

// Played is a policy and who it was trained for.
type Played struct {
	Candidate string // ID
	Policy    []byte
}

// Footage is episodes and what a reward pays for them.
type Footage struct {
	Episodes []screen.Episode // Source is the candidate on whose reward its policy was trained
	Returns  []screen.Return  // of the episodes, in their order; nil with a Fault
	Fault    string           // why the reward failed on them
	// Record returns states and actions of episode i.
	Record func(i int) *evaluator.Episode
}

// Code is an accepted reward.
type Code struct {
	Source string
	Engine string // what runs it, as the critic decided; "" for what can
	Output string // what it consists of, one of the Output constants
	// Combine is how the learner's reward is made of its columns.
	Combine evaluator.Combine
}

// TrainJob is one training.
type TrainJob struct {
	Stage string // StagePreflight, StageSearch, StageFit or StageFinal
	Arm   string // candidate ID, or ArmHuman, ArmSparse, ArmDesigned
	Seed  int    // 0-based within the stage
	Code  Code   // of the reward; empty for the task's own
	// Earlier, unless nil, is what an earlier process made of the job: it takes part
	// in the race, is not repeated, and has no outcome.
	Earlier *evaluator.Training
	// Measure is the number of episodes of the final family on which the
	// trained policy is measured, 0 for none.
	Measure int
	// Progress, unless nil, is told the environment steps done so far, from any
	// goroutine.
	Progress func(steps int)
}

// Outcome is what became of a job.
type Outcome struct {
	Job      int // index in the jobs
	Training *evaluator.Training
	Policy   []byte                 // JSON; nil where the training stopped on a fault
	Measured *evaluator.Measurement // of the policy, where the job asked for it
}

// Evaluator is the Trainer that trains for real.
type Evaluator struct {
	Setup    evaluator.Setup
	Settings evaluator.Settings
	// Open makes a Rewarder of a candidate's source.
	Open func(ctx context.Context, c Code) (evaluator.Rewarder, error)
}

// playedEpisodes is how many instances of the environment a policy plays on.
const playedEpisodes = 16

// Play implements Trainer: the policy plays on episodes of the train family.
func (e *Evaluator) Play(ctx context.Context, policy []byte) (*envs.Transitions, error) {
	p := new(evaluator.Policy)
	if err := json.Unmarshal(policy, p); err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	return evaluator.Play(ctx, e.Setup, p, evaluator.FamilyTrain, playedEpisodes)
}

// Watch implements Trainer: the policies play on episodes of the select family, each
// the same number.
func (e *Evaluator) Watch(ctx context.Context, c Code, policies []Played, n int) (_ *Footage, err error) {
	if len(policies) == 0 {
		return &Footage{}, nil
	}
	var sets []*screen.Trajectories
	for _, p := range policies {
		policy := new(evaluator.Policy)
		if err := json.Unmarshal(p.Policy, policy); err != nil {
			return nil, fmt.Errorf("policy of %s: %w", p.Candidate, err)
		}
		t, err := screen.Play(ctx, e.Setup, policy, max(n/len(policies), 1))
		if err != nil {
			return nil, err
		}
		sets = append(sets, t.From(p.Candidate))
	}
	all := screen.Join(sets...)
	reward, err := e.Open(ctx, c)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, reward.Close()) }()
	f := &Footage{Episodes: all.Episodes, Record: all.Record}
	var failed *ppo.RewardError
	if f.Returns, err = all.Returns(ctx, reward, e.Settings.Gamma); errors.As(err, &failed) {
		f.Fault, err = failed.Error(), nil
	}
	return f, err
}

// Measure implements Trainer.
func (e *Evaluator) Measure(ctx context.Context, policy []byte, episodes int) (evaluator.Measurement, error) {
	p := new(evaluator.Policy)
	if err := json.Unmarshal(policy, p); err != nil {
		return evaluator.Measurement{}, fmt.Errorf("policy: %w", err)
	}
	m, _, err := evaluator.MeasurePolicy(ctx, e.Setup, p, nil, evaluator.FamilyFinal, episodes)
	return m, err
}

// Report implements Trainer.
func (e *Evaluator) Report(trainings []evaluator.Training) *evaluator.Report {
	r := evaluator.NewReport(e.Setup.Env, e.Settings, numbered(trainings))
	r.Trainings = trainings
	return r
}

// numbered returns trainings with their seeds as people know them: 0-based within
// their stage. It reverses trainingSeed.
func numbered(trainings []evaluator.Training) []evaluator.Training {
	list := slices.Clone(trainings)
	for i := range list {
		if list[i].Seed >= evaluator.FreshSeeds {
			list[i].Seed -= evaluator.FreshSeeds
		}
	}
	return list
}

// Train implements Trainer.
func (e *Evaluator) Train(ctx context.Context, jobs []TrainJob, race evaluator.Race, done func(Outcome) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	list := make([]evaluator.Job, len(jobs))
	arms := map[string]int{}
	for i, j := range jobs {
		program, err := j.program()
		if err != nil {
			return err
		}
		if _, ok := arms[j.Arm]; !ok {
			arms[j.Arm] = len(arms)
		}
		list[i] = evaluator.Job{Candidate: arms[j.Arm], Earlier: j.Earlier, Open: e.open(j), Program: program, Combine: j.Code.Combine, Seed: trainingSeed(j), Settings: e.Settings, Progress: j.Progress}
	}
	evaluation := evaluator.Evaluation{Setup: e.Setup, Jobs: list, Race: race, Done: func(r evaluator.Result) {
		if ctx.Err() != nil {
			return
		}
		outcome, err := e.outcome(ctx, jobs[r.Job], r)
		if err == nil {
			err = done(outcome)
		}
		if err != nil {
			cancel(err)
		}
	}}
	err := evaluation.Run(ctx)
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// trainingSeed returns the index in evaluator.FamilyTrain: final trainings use
// seeds that no search has used.
func trainingSeed(j TrainJob) int {
	if j.Stage == StageFinal {
		return evaluator.FreshSeeds + j.Seed
	}
	return j.Seed
}

// program is the reward of a job as a GPU compiles it, nil where it is only ever
// interpreted.
func (j *TrainJob) program() (*evaluator.Program, error) {
	switch {
	case j.Code.Source == "":
		return &evaluator.Program{Own: j.Arm}, nil
	case j.Code.Engine == critic.EngineYaegi:
		return nil, nil
	}
	kind, err := output.Named(j.Code.Output)
	if err != nil {
		return nil, err
	}
	source, err := kind.Complete(j.Code.Source)
	return &evaluator.Program{Source: source}, err
}

// open returns how the reward of a job is made.
func (e *Evaluator) open(j TrainJob) evaluator.Open {
	return func(ctx context.Context) (evaluator.Rewarder, error) {
		if j.Code.Source != "" {
			return e.Open(ctx, j.Code)
		}
		return NativeReward(e.Setup.Env, j.Arm)
	}
}

// NativeReward returns the task's own reward of the arm's name.
func NativeReward(env envs.Env, arm string) (evaluator.Rewarder, error) {
	switch arm {
	case ArmHuman:
		return env.Reward(envs.RewardHuman)
	case ArmSparse:
		return env.Reward(envs.RewardSparse)
	}
	return nil, fmt.Errorf("%s has no source and is none of the task's own rewards", arm)
}

// outcome exports the policy of a result and measures it if the job asks so.
func (e *Evaluator) outcome(ctx context.Context, j TrainJob, r evaluator.Result) (Outcome, error) {
	o := Outcome{Job: r.Job, Training: r.Training}
	if r.Policy == nil {
		return o, nil
	}
	policy, err := json.Marshal(r.Policy)
	if err != nil {
		return o, fmt.Errorf("policy of %s: %w", j.Arm, err)
	}
	o.Policy = policy
	if j.Measure == 0 {
		return o, nil
	}
	m, _, err := evaluator.MeasurePolicy(ctx, e.Setup, r.Policy, nil, evaluator.FamilyFinal, j.Measure)
	if err != nil {
		return o, fmt.Errorf("final measurement of %s: %w", j.Arm, err)
	}
	o.Measured = &m
	return o, nil
}

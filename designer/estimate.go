package designer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// Estimate is what a run is expected to take. Where a value depends on how often
// answers are rejected, the plain one is for none rejected and the Max one for
// every repair, every objection and every repetition used up.
type Estimate struct {
	Calls            int     `json:"calls"` // answers asked for, those of other roles included, however many one request brings
	CallsMax         int     `json:"calls_max"`
	PromptTokens     int     `json:"prompt_tokens"` // a quarter of the prompts' characters; of a search, which reads none, 0
	CompletionTokens int     `json:"completion_tokens"`
	TokensMax        int     `json:"tokens_max"` // prompts and answers
	USD              float64 `json:"usd"`        // at model.price
	USDMax           float64 `json:"usd_max"`

	PreflightSteps int `json:"preflight_steps"` // environment steps, unless cached results serve
	SearchSteps    int `json:"search_steps"`
	FitSteps       int `json:"fit_steps,omitempty"` // at most
	FinalSteps     int `json:"final_steps"`

	Memory  int      `json:"memory"`           // of the machine, in bytes, at most
	Fleets  []Fleets `json:"fleets,omitempty"` // on a GPU: what EstimateFleets returns
	Seconds float64  `json:"seconds"`          // of training on all cores or the GPU; 0 where no speed was measured

	// Caps lists the caps of the budget that the plain estimate exceeds: the
	// search will end at the first of them.
	Caps []StopReason `json:"caps,omitempty"`
}

// Steps returns the environment steps of the whole run.
func (e *Estimate) Steps() int { return e.PreflightSteps + e.SearchSteps + e.FitSteps + e.FinalSteps }

// EstimateRun estimates a run before it begins. stepsPerSecond is the speed of
// training on all cores together, as [Calibrate] measures it, or on a GPU, as
// [CalibrateGPU] does; 0 leaves the time out. fleets is what [EstimateFleets]
// returns of a GPU, nil for the processor.
func EstimateRun(t Task, spec *envs.Spec, s evaluator.Settings, set *prompts.Set, cores int, stepsPerSecond float64, fleets []Fleets) (*Estimate, error) {
	task := t.Resolved()
	r := Run{Task: task, Settings: s}
	e := &Estimate{
		SearchSteps: task.Method.proposer().steps(&r),
		FitSteps:    r.fitSteps(),
		FinalSteps:  r.reserve(),
		Memory:      memory(&task, spec, s, cores, fleets != nil),
		Fleets:      fleets,
	}
	if task.Preflight.Enabled {
		e.PreflightSteps = task.Preflight.Seeds * trainingSteps(s)
	}
	if task.Model.Kind != ModelNone && task.Model.Kind != ModelGiven {
		if err := e.asking(&r, spec, set); err != nil {
			return nil, err
		}
	}
	if stepsPerSecond > 0 {
		e.Seconds = float64(e.Steps()) / stepsPerSecond
	}
	e.caps(&task)
	return e, nil
}

// CandidateSteps returns the environment steps that training one candidate of a task
// takes, with all its seeds and to the end.
func CandidateSteps(t *Task, s evaluator.Settings) int {
	r := Run{Task: *t, Settings: s}
	return r.candidateSteps()
}

// caps notes which caps the estimate exceeds.
func (e *Estimate) caps(t *Task) {
	b := &t.Budget
	exceeds := func(reason StopReason, limit, need float64) {
		if limit > 0 && need > limit {
			e.Caps = append(e.Caps, reason)
		}
	}
	if t.Model.metered() {
		exceeds(StopCalls, float64(b.Calls), float64(e.Calls))
		exceeds(StopTokens, float64(b.Tokens), float64(e.PromptTokens+e.CompletionTokens))
		exceeds(StopUSD, b.USD, e.USD)
	}
	exceeds(StopSteps, float64(b.Steps), float64(e.Steps()))
	exceeds(StopSearch, float64(b.Search), float64(e.SearchSteps+e.FitSteps))
	exceeds(StopWall, b.Wall.Seconds(), e.Seconds)
}

// Sizes that memory reckons with.
const (
	baseMemory  = 40 << 20 // program, libraries, prompts and journal
	childMemory = 60 << 20 // one interpreting process of the critic
	number      = 8        // bytes of a float64
)

// memory bounds the bytes that a run takes: for each training under way its
// rollout, its evaluation episodes and two interpreters, and what is kept of
// each candidate for the report. In a race all trainings of an iteration are under
// way.
func memory(t *Task, spec *envs.Spec, s evaluator.Settings, cores int, gpu bool) int {
	kept := (2*(len(spec.State)+len(spec.Action)+EstimatedTerms)*spec.MaxSteps + 100*EstimatedTerms) * number * 2
	results := *t.Method.Iterations * *t.Method.Samples * t.Training.Seeds * kept
	held := t.Training.Race.Held(*t.Method.Samples*t.Training.Seeds, cores)
	return baseMemory + max(held, cores, 1)*int(min(TrainingMemory(spec, s, gpu), 1e15)) + results
}

// EstimatedTerms is the number of terms that a reward is taken to have before there is
// one.
const EstimatedTerms = 8

// TrainingMemory bounds the bytes that one training under way takes: its rollout,
// its evaluation episodes and two interpreters. The rollout of one on a GPU is in
// the memory of that. It cannot overflow, so settings may be checked by it that no
// machine could carry out.
func TrainingMemory(spec *envs.Spec, s evaluator.Settings, gpu bool) float64 {
	if gpu {
		s.Envs, s.Horizon = 1, 1
	}
	row := float64((2*len(spec.State) + len(spec.Action) + len(spec.Observation) + EstimatedTerms + 8) * number)
	rows := float64(s.Envs)*float64(s.Horizon) + float64(s.EvalEpisodes)*float64(spec.MaxSteps)
	return rows*row + 2*childMemory
}

// Calibrate measures how fast the human reward trains on all cores, in
// environment steps per second. It trains on ever more transitions until that
// takes long enough to be measured, so large settings take it a few seconds too;
// layers of many units are measured with fewer and reckoned by their weights.
// It returns as soon as ctx ends; what is under way then stops by itself.
func Calibrate(ctx context.Context, trainer *Evaluator, cores int) (float64, error) {
	type result struct {
		speed float64
		err   error
	}
	measured := make(chan result, 1)
	go func() {
		speed, err := calibrate(ctx, trainer, cores)
		measured <- result{speed, err}
	}()
	var r result
	select {
	case <-ctx.Done():
		r.err = context.Cause(ctx)
	case r = <-measured:
	}
	if r.err != nil {
		return 0, fmt.Errorf("calibration: %w", r.err)
	}
	return r.speed, nil
}

// Transitions of the trainings that calibrate: the first is short even with the
// widest networks, and each next one is larger by a factor.
const (
	calibrationStart  = 8
	calibrationGrowth = 4
)

// calibrationEnough is how long a training must take to be the last. The next one
// would take several times as long.
const calibrationEnough = 300 * time.Millisecond

func calibrate(ctx context.Context, trainer *Evaluator, cores int) (speed float64, err error) {
	full := trainer.Settings
	inputs := len(trainer.Setup.Env.Spec().Observation)
	smaller := weights(inputs, narrowed(full).Hidden) / weights(inputs, full.Hidden)
	last := 4 * float64(full.Envs) * float64(full.Horizon)
	for n := calibrationStart; ; n *= calibrationGrowth {
		started := trainer.Setup.Now()
		if speed, err = trainingSpeed(ctx, trainer, shortened(narrowed(full), n), cores); err != nil {
			return 0, err
		}
		if float64(n) >= last || trainer.Setup.Now().Sub(started) >= calibrationEnough {
			return speed * smaller, nil
		}
	}
}

// calibrationWidth is the width of the widest layers that calibrate. From there
// on the time of a training is that of its weights, and wider layers take longer
// to initialise than should be waited for.
const calibrationWidth = 256

// narrowed returns settings with no layer wider than calibrationWidth.
func narrowed(s evaluator.Settings) evaluator.Settings {
	s.Hidden = slices.Clone(s.Hidden)
	for i, w := range s.Hidden {
		s.Hidden[i] = min(w, calibrationWidth)
	}
	return s
}

// weights is the number of weights that lead to hidden layers, at least 1.
func weights(inputs int, hidden []int) float64 {
	n := 0
	for _, w := range hidden {
		n += inputs * w
		inputs = w
	}
	return max(float64(n), 1)
}

// shortened returns settings for a training of n transitions, as like the given
// ones as so few allow: of as many instances, then as long rollouts.
func shortened(s evaluator.Settings, n int) evaluator.Settings {
	s.Envs = min(s.Envs, n)
	s.Horizon = min(s.Horizon, n/s.Envs)
	s.Minibatch = min(s.Minibatch, s.Envs*s.Horizon)
	s.Steps, s.Checkpoints, s.EvalEpisodes = n, 1, 1
	return s
}

// trainingSpeed trains on the human reward with every core and returns the steps
// per second of all together.
func trainingSpeed(ctx context.Context, trainer *Evaluator, s evaluator.Settings, cores int) (float64, error) {
	short := *trainer
	short.Settings = s
	jobs := make([]TrainJob, max(cores, 1))
	for i := range jobs {
		jobs[i] = TrainJob{Stage: StagePreflight, Arm: ArmHuman, Seed: i}
	}
	speed := 0.0
	err := short.Train(ctx, jobs, evaluator.Race{}, func(o Outcome) error {
		if o.Training.Seconds > 0 {
			speed += float64(o.Training.Steps) / o.Training.Seconds
		}
		return nil
	})
	return speed, err
}

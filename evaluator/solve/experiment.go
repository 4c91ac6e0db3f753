package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// experiment trains one environment's reward with several seeds.
type experiment struct {
	env      envs.Env
	reward   string
	seeds    int
	episodes int
	cores    int
	root     uint64
	kernels  string // of the networks, as evaluator.ChooseKernels returns it
	set      string // settings that differ from the tuned ones, YAML
}

// row is the outcome of an experiment.
type row struct {
	Env       string  `json:"env"`
	Reward    string  `json:"reward"`
	Metric    string  `json:"metric"`    // "score" or "success"
	Threshold float64 `json:"threshold"` // of Metric
	Device    string  `json:"device"`
	Kernels   string  `json:"kernels"`

	Root     uint64             `json:"root"` // root seed
	Settings evaluator.Settings `json:"settings"`
	Episodes int                `json:"episodes"` // of the final family, per seed
	Seeds    []seed             `json:"seeds"`
	Solved   int                `json:"solved"` // seeds that reach the threshold
}

// seed is the outcome of one training.
type seed struct {
	Index   int            `json:"index"` // in evaluator.FamilyTrain
	Steps   int            `json:"steps"`
	Seconds float64        `json:"seconds"` // on one core, evaluations left out
	First   int            `json:"first"`   // steps at the first checkpoint over the threshold, 0 for none
	Score   float64        `json:"score"`
	Success float64        `json:"success"`
	Solved  bool           `json:"solved"`
	Ends    map[string]int `json:"ends"` // why the episodes ended
	Fault   string         `json:"fault,omitempty"`
}

func (e *experiment) run(ctx context.Context) (row, error) {
	spec := e.env.Spec()
	settings := evaluator.Tuned(spec)
	decoder := yaml.NewDecoder(strings.NewReader("{" + e.set + "}"))
	decoder.KnownFields(true)
	if err := decoder.Decode(&settings); err != nil {
		return row{}, fmt.Errorf("-set %s: %w", e.set, err)
	}
	r := row{
		Env: spec.Name, Reward: e.reward, Metric: "score", Threshold: spec.Score.SolvedAt,
		Device: evaluator.Device(), Kernels: e.kernels, Root: e.root, Settings: settings, Episodes: e.episodes, Seeds: make([]seed, e.seeds),
	}
	if evaluator.DecidedBySuccess(spec) {
		r.Metric, r.Threshold = "success", spec.Success.SolvedAt
	}
	setup := evaluator.Setup{Env: e.env, Root: e.root, Kernels: e.kernels, Cores: e.cores, Now: time.Now}
	jobs := make([]evaluator.Job, e.seeds)
	for i := range jobs {
		jobs[i] = evaluator.Job{Open: e.open, Seed: evaluator.FreshSeeds + i, Settings: settings}
	}
	results := make([]evaluator.Result, e.seeds)
	if err := evaluator.Evaluate(ctx, setup, jobs, func(res evaluator.Result) { results[res.Job] = res }); err != nil {
		return row{}, err
	}
	for i, res := range results {
		s, err := e.measure(ctx, setup, res)
		if err != nil {
			return row{}, err
		}
		if s.Solved {
			r.Solved++
		}
		r.Seeds[i] = s
	}
	return r, nil
}

// open returns the native reward, which both uses may share.
func (e *experiment) open(context.Context) (evaluator.Rewarder, error) { return e.env.Reward(e.reward) }

// measure plays a trained policy on the final family.
func (e *experiment) measure(ctx context.Context, setup evaluator.Setup, res evaluator.Result) (seed, error) {
	spec, t := e.env.Spec(), res.Training
	s := seed{Index: t.Seed, Steps: t.Steps, Seconds: t.Seconds, Fault: t.Fault}
	if res.Policy == nil {
		return s, nil
	}
	m, ends, err := evaluator.MeasurePolicy(ctx, setup, res.Policy, nil, evaluator.FamilyFinal, e.episodes)
	if err != nil {
		return s, err
	}
	s.Score, s.Success, s.Ends, s.Solved = m.Score, m.Success, ends, spec.Solved(m.Score, m.Success)
	for _, c := range t.Curve {
		if spec.Solved(c.Score, c.Success) {
			s.First = c.Steps
			break
		}
	}
	return s, nil
}

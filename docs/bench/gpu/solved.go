package main

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// solved measures the steps and seconds that trainings of the human reward take to the
// threshold of their task, one training after the other.
func (b *bench) solved(ctx context.Context) error {
	for _, name := range b.scale.environments() {
		env, err := find(name)
		if err != nil {
			return err
		}
		r, err := b.race(ctx, env)
		if err != nil {
			return err
		}
		b.say("%s: %s", name, r.line())
		b.document.Solved = append(b.document.Solved, r)
	}
	return nil
}

func (b *bench) race(ctx context.Context, env envs.Env) (race, error) {
	spec, settings := env.Spec(), b.scale.Training[env.Spec().Name]
	r := race{Env: spec.Name, Instances: settings.Envs, Threshold: spec.Score.SolvedAt}
	if evaluator.DecidedBySuccess(spec) {
		r.Threshold = spec.Success.SolvedAt
	}
	// The first training fills the driver's caches and does not count.
	short := settings
	short.Steps, short.Checkpoints = warmUp*settings.Envs*settings.Horizon, 1
	if _, err := b.raceOne(ctx, env, short, 0); err != nil {
		return r, err
	}
	for seed := range b.scale.Seeds {
		one, err := b.raceOne(ctx, env, settings, seed)
		if err != nil {
			return r, err
		}
		r.Seeds = append(r.Seeds, one)
	}
	return r, nil
}

// raceOne trains one seed.
func (b *bench) raceOne(ctx context.Context, env envs.Env, settings evaluator.Settings, seed int) (raceRun, error) {
	one := raceRun{Seed: seed}
	job := evaluator.Job{
		Open:    func(context.Context) (evaluator.Rewarder, error) { return env.Reward(envs.RewardHuman) },
		Program: &evaluator.Program{Own: envs.RewardHuman},
		Seed:    seed, Settings: settings,
	}
	var training *evaluator.Training
	err := evaluator.Evaluate(ctx, b.setup(env), []evaluator.Job{job}, func(r evaluator.Result) { training = r.Training })
	if err != nil {
		return one, err
	}
	if training.Fault != "" {
		return one, fmt.Errorf("%s, seed %d: %s", env.Spec().Name, seed, training.Fault)
	}
	one.Seconds = training.Seconds
	for _, c := range training.Curve {
		one.Value = decidedBy(env.Spec(), &c)
		if one.First == nil && env.Spec().Solved(c.Score, c.Success) {
			one.First = &instant{Steps: c.Steps, Seconds: c.Seconds}
		}
	}
	return one, nil
}

// decidedBy is the quantity that the threshold is of.
func decidedBy(spec *envs.Spec, c *evaluator.Checkpoint) float64 {
	if evaluator.DecidedBySuccess(spec) {
		return c.Success
	}
	return c.Score
}

package play

import (
	"context"
	"errors"
	"slices"

	"github.com/rewardsmith/rewardsmith/envs"
)

// simConfig makes the same instances on the processor.
func simConfig(c Config) envs.SimConfig {
	return envs.SimConfig{N: c.Instances, Seed: c.Seed, FirstInstance: c.FirstInstance, Params: c.Params}
}

// refer takes steps on the processor, and records all instances. act returns the actions
// at a time, [N][A], given what is observed, [N][O]. The reward is one of the
// environment's own.
func refer(ctx context.Context, env envs.Env, c Config, steps int, act func(t int, observations []float32) []float64) (*Record, error) {
	reward, err := env.Reward(c.Reward.Own)
	if err != nil {
		return nil, err
	}
	defer reward.Close()
	sim, err := env.NewSimulator(simConfig(c))
	if err != nil {
		return nil, err
	}
	defer sim.Close()
	r := newRecord(c.Spec, steps, c.Instances, len(reward.Terms()))
	r.Length = slices.Repeat([]int{steps}, c.Instances)
	for t := range steps {
		copy(r.Observations[t], sim.Observations())
		if err := sim.Step(ctx, act(t, sim.Observations()), r.Transitions, t); err != nil {
			return nil, err
		}
		copy(r.Final[t], sim.FinalObservations())
	}
	return r, errors.Join(
		env.Score(r.Transitions, r.Score), env.Success(r.Transitions, r.Success),
		reward.Reward(ctx, r.Transitions, r.Reward, r.Terms),
	)
}

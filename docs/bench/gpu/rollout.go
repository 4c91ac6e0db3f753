package main

import (
	"context"
	"errors"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// rollout measures policy, value function, sampling, physics, reward and statistics,
// with everything stored that learning needs, but without learning.
func (b *bench) rollout(ctx context.Context) error {
	s := &b.scale.Rollout
	for _, name := range s.Environments {
		env, err := find(name)
		if err != nil {
			return err
		}
		for _, instances := range s.Instances {
			t, err := b.timeRollout(ctx, env, instances)
			if tooLarge(err) {
				b.say("%s, %d instances: %v", name, instances, err)
				break
			}
			if err != nil {
				return err
			}
			b.say("%s, %d instances: %.4g steps/s", name, instances, t.StepsPerSecond)
			b.document.Rollout = append(b.document.Rollout, t)
		}
	}
	return nil
}

// tooLarge says that the device has no room for so many instances.
func tooLarge(err error) bool {
	return errors.Is(err, gpu.ErrOutOfMemory) || errors.Is(err, gpu.ErrLimit)
}

func (b *bench) timeRollout(ctx context.Context, env envs.Env, instances int) (timing, error) {
	t := timing{Env: env.Spec().Name, Instances: instances, Steps: instances * b.scale.Rollout.Horizon}
	var p *player
	var err error
	t.Ready, err = timed(func() error {
		own := rollout.Reward{Own: envs.RewardHuman}
		if p, err = newPlayer(ctx, b.gpu, played(env.Spec(), own, instances, b.scale.Rollout.Horizon)); err != nil {
			return err
		}
		return p.rollout(ctx)
	})
	if err != nil {
		return t, err
	}
	defer p.Close()
	if t.Seconds, err = medianOf(b.scale.Repeats, func() error { return p.rollout(ctx) }); err != nil {
		return t, err
	}
	t.StepsPerSecond = float64(t.Steps) / t.Seconds
	return t, nil
}

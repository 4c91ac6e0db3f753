package main

import (
	"context"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/play"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// hidden are the widths of the networks' hidden layers.
var hidden = []int{64, 64}

// played is a simulation of instances that follow a policy: of zeros, which takes as
// long as others.
func played(spec *envs.Spec, r rollout.Reward, instances, horizon int) play.Config {
	return play.Config{Spec: spec, Reward: r, Instances: instances, Seed: root, Steps: horizon, Hidden: hidden}
}

// player takes rollouts.
type player struct {
	*play.Player
	horizon int
}

func newPlayer(ctx context.Context, d *gpu.Device, c play.Config) (*player, error) {
	p, err := play.New(ctx, d, c)
	return &player{p, c.Steps}, err
}

// rollout takes one rollout.
func (p *player) rollout(ctx context.Context) error { return p.Follow(ctx, p.horizon) }

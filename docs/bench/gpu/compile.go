package main

import (
	"context"
	"os"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/play"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// Environment variables that turn off the caches of drivers. They have to be set before
// the program starts.
var cachesOff = map[string]string{"MESA_SHADER_CACHE_DISABLE": "true", "__GL_SHADER_DISK_CACHE": "0"}

// compileInstances and compileHorizon are small: what counts is the first time.
const compileInstances, compileHorizon = 64, 2

// compile measures how long it takes from the text of an environment and a reward to
// the first transitions on the device.
func (b *bench) compile(ctx context.Context) error {
	for _, name := range []string{"cartpole", "quadrotor"} {
		env, err := find(name)
		if err != nil {
			return err
		}
		list, table, err := rewardsOf(name)
		if err != nil {
			return err
		}
		rewards := map[string]rollout.Reward{
			"human":      {Own: envs.RewardHuman},
			list[0].name: {File: kernel.File{Name: "reward.go", Text: list[0].source(table)}},
		}
		for _, reward := range []string{"human", list[0].name} {
			c, err := b.timeCompile(ctx, env.Spec(), rewards[reward])
			if err != nil {
				return err
			}
			c.Reward = reward
			b.say("%s, %s: %.3g s, of which %.3g in the driver", name, reward, c.Seconds, c.Driver)
			b.document.Compile = append(b.document.Compile, c)
		}
	}
	return nil
}

func (b *bench) timeCompile(ctx context.Context, spec *envs.Spec, r rollout.Reward) (compiled, error) {
	c := compiled{Env: spec.Name, Cold: true}
	for name, value := range cachesOff {
		c.Cold = c.Cold && os.Getenv(name) == value
	}
	config := played(spec, r, compileInstances, compileHorizon)
	var module *spirv.Module
	var err error
	if c.Emit, err = timed(func() error { module, err = play.Compile(config, b.gpu.Info().Shaders()); return err }); err != nil {
		return c, err
	}
	var p *player
	all, err := timed(func() error {
		if p, err = newPlayer(ctx, b.gpu, config); err != nil {
			return err
		}
		return p.rollout(ctx)
	})
	if err != nil {
		return c, err
	}
	defer p.Close()
	c.Bytes = len(module.Binary)
	c.Driver = max(0, all-c.Emit) // the transitions themselves take milliseconds
	c.Seconds = c.Emit + c.Driver
	return c, nil
}

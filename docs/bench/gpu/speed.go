package main

import (
	"context"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// warmUp is the number of rollouts after which nothing is compiled any more: the first
// one is unlike the others.
const warmUp = 2

// trainer trains on either backend.
type trainer interface {
	Advance(ctx context.Context) error
	Close() error
}

// speed measures training from end to end.
func (b *bench) speed(ctx context.Context) error {
	s := &b.scale.Speed
	sizes := s.Instances
	if b.fleet == nil {
		sizes = s.OnCPU
	}
	for _, name := range s.Environments {
		env, err := find(name)
		if err != nil {
			return err
		}
		for _, instances := range sizes {
			t, err := b.timeTraining(ctx, env, s.settings(instances))
			if tooLarge(err) {
				b.say("%s, %d instances: %v", name, instances, err)
				break
			}
			if err != nil {
				return err
			}
			b.say("%s, %d instances: %.4g steps/s", name, instances, t.StepsPerSecond)
			b.document.Speed = append(b.document.Speed, t)
		}
	}
	return nil
}

// timeTraining times some rollouts of a training with their updates.
func (b *bench) timeTraining(ctx context.Context, env envs.Env, settings evaluator.Settings) (timing, error) {
	s := &b.scale.Speed
	batch := settings.Envs * settings.Horizon
	settings.Steps = batch * (warmUp + s.Rollouts*b.scale.Repeats)
	t := timing{Env: env.Spec().Name, Instances: settings.Envs, Steps: batch * s.Rollouts}
	var learner trainer
	var err error
	t.Ready, err = timed(func() error {
		if learner, err = b.newTrainer(ctx, env, settings); err != nil {
			return err
		}
		return advance(ctx, learner, warmUp)
	})
	if err != nil {
		return t, err
	}
	defer learner.Close()
	if t.Seconds, err = medianOf(b.scale.Repeats, func() error { return advance(ctx, learner, s.Rollouts) }); err != nil {
		return t, err
	}
	t.StepsPerSecond = float64(t.Steps) / t.Seconds
	return t, nil
}

// newTrainer begins a training of the human reward.
func (b *bench) newTrainer(ctx context.Context, env envs.Env, settings evaluator.Settings) (trainer, error) {
	if b.fleet != nil {
		return fleet.New(ctx, fleet.Config{
			Device: b.fleet, Spec: env.Spec(), Settings: learner(settings),
			Jobs: []fleet.Job{{Reward: fleet.Reward{Own: envs.RewardHuman}, Seed: root}},
		})
	}
	reward, err := env.Reward(envs.RewardHuman)
	if err != nil {
		return nil, err
	}
	k, err := nn.Choose(nn.Auto)
	if err != nil {
		return nil, err
	}
	return ppo.NewLearner(learner(settings), ppo.Config{Env: env, Rewarder: reward, Seed: root, Kernels: k, Workers: b.options.cores})
}

// advance takes so many rollouts and updates.
func advance(ctx context.Context, t trainer, rollouts int) error {
	for range rollouts {
		if err := t.Advance(ctx); err != nil {
			return err
		}
	}
	return nil
}

// learner returns the settings of the learner proper.
func learner(s evaluator.Settings) ppo.Settings {
	return ppo.Settings{
		Steps: s.Steps, Envs: s.Envs, Horizon: s.Horizon, Epochs: s.Epochs, Minibatch: s.Minibatch,
		LearningRate: s.LearningRate, Gamma: s.Gamma, Lambda: s.Lambda, Clip: s.Clip, Entropy: s.Entropy,
		MaxGradNorm: s.MaxGradNorm, LogStd: s.LogStd, Hidden: s.Hidden,
	}
}

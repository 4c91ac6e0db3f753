package main

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/nn"
	"golang.org/x/sync/errgroup"
)

// together compares one training with as many as there are candidates, each of which
// has another reward. Compiling and the first rollouts are left out.
func (b *bench) together(ctx context.Context) error {
	for _, name := range b.scale.environments() {
		list, table, err := rewardsOf(name)
		if err != nil {
			continue // nothing to choose from
		}
		if len(list) < b.scale.Candidates {
			return fmt.Errorf("%s has %d rewards, fewer than %d candidates", name, len(list), b.scale.Candidates)
		}
		env, err := find(name)
		if err != nil {
			return err
		}
		t, err := b.compareTogether(ctx, env, list[:b.scale.Candidates], table)
		if err != nil {
			return err
		}
		b.say("%s: one %.3g s, %d together %.3g s", name, t.One, t.Candidates, t.All)
		b.document.Together = append(b.document.Together, t)
	}
	return nil
}

func (b *bench) compareTogether(ctx context.Context, env envs.Env, list []variant, table terms) (together, error) {
	settings := b.scale.Training[env.Spec().Name]
	t := together{Env: env.Spec().Name, Instances: settings.Envs, Candidates: len(list)}
	train := b.trainFleet
	if b.fleet == nil {
		train = b.trainOnCPU
	}
	var err error
	if _, t.One, err = train(ctx, env, settings, list[:1], table); err != nil {
		return t, err
	}
	if t.Ready, t.All, err = train(ctx, env, settings, list, table); err != nil {
		return t, err
	}
	t.Ratio = t.All / t.One
	return t, nil
}

// trainFleet trains rewards together on the GPU. ready is the time up to the end of the
// first rollouts, seconds that of the others.
func (b *bench) trainFleet(ctx context.Context, env envs.Env, s evaluator.Settings, list []variant, table terms) (ready, seconds float64, err error) {
	c := fleet.Config{Device: b.fleet, Spec: env.Spec(), Settings: learner(s)}
	for _, v := range list {
		c.Jobs = append(c.Jobs, fleet.Job{Reward: fleet.Reward{Source: v.source(table)}, Seed: root})
	}
	var f *fleet.Fleet
	ready, err = timed(func() error {
		if f, err = fleet.New(ctx, c); err != nil {
			return err
		}
		return advance(ctx, f, warmUp)
	})
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	seconds, err = timed(func() error { return advance(ctx, f, c.Settings.Rollouts()-warmUp) })
	if err == nil && f.Active() < len(list) {
		err = fmt.Errorf("%s: %d of %d trainings stopped on a fault", env.Spec().Name, len(list)-f.Active(), len(list))
	}
	return ready, seconds, err
}

// trainOnCPU trains rewards side by side, each on a share of the cores, as package
// evaluator does.
func (b *bench) trainOnCPU(ctx context.Context, env envs.Env, s evaluator.Settings, list []variant, table terms) (ready, seconds float64, err error) {
	jobs, err := b.opened(ctx, env, list, table)
	if err != nil {
		return 0, 0, err
	}
	k, err := nn.Choose(nn.Auto)
	if err != nil {
		return 0, 0, err
	}
	lanes := min(b.options.cores, len(jobs))
	var group errgroup.Group
	group.SetLimit(lanes)
	seconds, err = timed(func() error {
		for i := range jobs {
			group.Go(func() error {
				reward, err := jobs[i].Open(ctx)
				if err != nil {
					return err
				}
				defer reward.Close()
				l, err := ppo.NewLearner(learner(s), ppo.Config{Env: env, Rewarder: reward, Seed: root, Kernels: k, Workers: b.options.cores / lanes})
				if err != nil {
					return err
				}
				defer l.Close()
				for !l.Done() {
					if err := l.Advance(ctx); err != nil {
						return err
					}
				}
				return nil
			})
		}
		return group.Wait()
	})
	return 0, seconds, err
}

package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// opened returns how the trainings of a reward open it.
func (b *bench) opened(ctx context.Context, env envs.Env, list []variant, table terms) ([]evaluator.Job, error) {
	subject, err := critic.NewSubject(ctx, env, critic.SubjectOptions{})
	if err != nil {
		return nil, err
	}
	judge := new(critic.Critic)
	var jobs []evaluator.Job
	for _, v := range list {
		text := v.source(table)
		open := func() (evaluator.Rewarder, error) { return judge.Open(ctx, subject, text, critic.EngineWasm) }
		r, err := open() // so that one that does not compile is told by its name
		if err != nil {
			return nil, fmt.Errorf("%s, reward %s: %w", env.Spec().Name, v.name, err)
		}
		if err := r.Close(); err != nil {
			return nil, err
		}
		jobs = append(jobs, evaluator.Job{
			Open:    func(context.Context) (evaluator.Rewarder, error) { return open() },
			Program: &evaluator.Program{Source: text},
		})
	}
	return jobs, nil
}

// scores trains every reward with so many seeds from the first on, and returns the mean
// score of each at the end of training.
func scores(ctx context.Context, setup evaluator.Setup, rewards []evaluator.Job, s rankingScale, first int) (means []float64, seconds float64, err error) {
	var jobs []evaluator.Job
	for _, r := range rewards {
		for seed := range s.Seeds {
			r.Seed, r.Settings = first+seed, s.Settings
			jobs = append(jobs, r)
		}
	}
	means = make([]float64, len(rewards))
	start := time.Now()
	err = evaluator.Evaluate(ctx, setup, jobs, func(r evaluator.Result) {
		if curve := r.Training.Curve; r.Training.Fault == "" && len(curve) > 0 {
			means[r.Job/s.Seeds] += curve[len(curve)-1].Score / float64(s.Seeds)
		} else if err == nil {
			err = fmt.Errorf("a training stopped: %s", r.Training.Fault)
		}
	})
	return means, time.Since(start).Seconds(), err
}

// ranking compares the rankings of rewards that the processor and the GPU arrive at.
func (b *bench) ranking(ctx context.Context) error {
	for _, name := range slices.Sorted(maps.Keys(b.scale.Ranking)) {
		env, err := find(name)
		if err != nil {
			return err
		}
		r, err := b.rank(ctx, env, b.scale.Ranking[name])
		if err != nil {
			return err
		}
		b.say("%s: Kendall's tau of CPU and GPU %.3f, of CPU and CPU with other seeds %.3f", name, r.Tau, r.TauAgain)
		b.document.Ranking = append(b.document.Ranking, r)
	}
	return nil
}

func (b *bench) rank(ctx context.Context, env envs.Env, s rankingScale) (ranking, error) {
	r := ranking{Env: env.Spec().Name, Steps: s.Settings.Steps, Seeds: s.Seeds}
	list, table, err := rewardsOf(r.Env)
	if err != nil {
		return r, err
	}
	r.Rewards = names(list)
	jobs, err := b.opened(ctx, env, list, table)
	if err != nil {
		return r, err
	}
	onGPU := b.setup(env)
	onCPU := onGPU
	onCPU.GPU = nil
	if r.GPU, r.GPUSeconds, err = scores(ctx, onGPU, jobs, s, 0); err != nil {
		return r, err
	}
	if r.CPU, r.CPUSeconds, err = scores(ctx, onCPU, jobs, s, 0); err != nil {
		return r, err
	}
	if r.Again, _, err = scores(ctx, onCPU, jobs, s, otherSeeds); err != nil {
		return r, err
	}
	if r.Tau, err = kendall(r.CPU, r.GPU); err != nil {
		return r, err
	}
	r.TauAgain, err = kendall(r.CPU, r.Again)
	return r, err
}

// otherSeeds is the first seed of a ranking that is repeated.
const otherSeeds = 1000

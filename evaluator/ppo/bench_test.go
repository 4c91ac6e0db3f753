package ppo

import (
	"fmt"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/internal/cputime"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

func cartpoleSettings() Settings {
	return Settings{
		Steps: 100_000, Envs: 64, Horizon: 32, Epochs: 4, Minibatch: 256,
		LearningRate: 1e-3, Gamma: 0.98, Lambda: 0.9, Clip: 0.2, MaxGradNorm: 0.5,
		Hidden: []int{64, 64},
	}
}

func BenchmarkPPO(b *testing.B) {
	env, err := cartpole.New()
	if err != nil {
		b.Fatal(err)
	}
	reward, err := env.Reward(envs.RewardHuman)
	if err != nil {
		b.Fatal(err)
	}
	for _, kernels := range nn.Sets() {
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("env=cartpole/kernels=%s/workers=%d", kernels.Name, workers), func(b *testing.B) {
				s := cartpoleSettings()
				s.Steps = 1 << 40 // more than a benchmark takes
				l, err := NewLearner(s, Config{Env: env, Rewarder: reward, Seed: 1, Kernels: kernels, Workers: workers})
				if err != nil {
					b.Fatal(err)
				}
				defer l.Close()
				b.ReportAllocs()
				start := cputime.Used()
				for b.Loop() {
					if err := l.Advance(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(l.Steps())/b.Elapsed().Seconds(), "steps/s")
				b.ReportMetric(float64(l.Steps())/(cputime.Used()-start).Seconds(), "steps/cpu-s")
			})
		}
	}
}

package fleet

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/pendulum"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// once are settings of one update on all that was experienced. The gradient is scaled
// down so far, and the learning rate is so high, that the step shows it: Adam's first
// one is g/(|g|+1e-5) times the rate.
func once() ppo.Settings {
	return ppo.Settings{
		Steps: 32 * 12, Envs: 32, Horizon: 12, Epochs: 1, Minibatch: 32 * 12,
		LearningRate: 1, Gamma: 0.98, Lambda: 0.95, Clip: 0.2, Entropy: 0.01, MaxGradNorm: 1e-3, LogStd: -0.5,
		Hidden: []int{8},
	}
}

// learned trains a policy on the CPU.
func learned(t *testing.T, env envs.Env, s ppo.Settings, seed uint64, rollouts int) *ppo.Policy {
	t.Helper()
	r, err := env.Reward(envs.RewardHuman)
	if err != nil {
		t.Fatal(err)
	}
	l, err := ppo.NewLearner(s, ppo.Config{Env: env, Rewarder: r, Seed: seed, Kernels: nn.GoKernels(), Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for range rollouts {
		if err := l.Advance(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return l.Policy()
}

// gradient recovers the gradient from Adam's first step with a rate of 1.
func gradient(before, after []float32) []float64 {
	g := make([]float64, len(before))
	for i := range g {
		u := float64(before[i]) - float64(after[i])
		g[i] = 1e-5 * u / (1 - math.Abs(u))
	}
	return g
}

// TestGradientIsThatOfPPO compares the first rollout and the gradient of the policy's
// objective on it with those of package ppo, for discrete and continuous actions.
func TestGradientIsThatOfPPO(t *testing.T) {
	d := NewDevice(gputest.Open(t))
	continuous, err := pendulum.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range []envs.Env{newCartpole(t), continuous} {
		t.Run(env.Spec().Name, func(t *testing.T) {
			s := once()
			actor, _, err := ppo.NewNetworks(env.Spec(), &s, nn.GoKernels(), 9)
			if err != nil {
				t.Fatal(err)
			}
			want := learned(t, env, s, 9, 1)
			got := train(t, newFleet(t, d, env, s, Job{human, 9}))[0].Policy
			for i, mean := range want.Normaliser.Mean {
				std := 1 / want.Normaliser.Scale[i]
				if !(math.Abs(got.Normaliser.Mean[i]-mean) <= 1e-5*std) || !(math.Abs(got.Normaliser.Scale[i]*std-1) <= 1e-5) {
					t.Errorf("field %d is normalised by %v and %v, want %v and %v", i, got.Normaliser.Mean[i], got.Normaliser.Scale[i], mean, want.Normaliser.Scale[i])
				}
			}
			compare(t, gradient(actor.Params(), got.Params), gradient(actor.Params(), want.Params))
		})
	}
}

// compare holds a gradient to another one.
func compare(t *testing.T, got, want []float64) {
	t.Helper()
	largest, worst := 0.0, 0.0
	for i := range want {
		largest = max(largest, math.Abs(want[i]))
	}
	for i := range want {
		d := math.Abs(got[i]-want[i]) / largest
		if !(d <= 1e-4) {
			t.Errorf("derivative by parameter %d is %g, want %g", i, got[i], want[i])
		}
		worst = max(worst, d)
	}
	t.Logf("%d derivatives differ by at most %.2g of the largest", len(want), worst)
}

// TestTrainingFollowsPPO trains for a while at a low rate, so that the two stay
// together although they are in different minibatches.
func TestTrainingFollowsPPO(t *testing.T) {
	env := newCartpole(t)
	s := once()
	s.Steps, s.Epochs, s.Minibatch, s.LearningRate, s.MaxGradNorm = 6*s.Batch(), 2, 96, 1e-5, 0.5
	want := learned(t, env, s, 9, 6)
	got := train(t, newFleet(t, NewDevice(gputest.Open(t)), env, s, Job{human, 9}))[0].Policy
	for i, mean := range want.Normaliser.Mean {
		std := 1 / want.Normaliser.Scale[i]
		if !(math.Abs(got.Normaliser.Mean[i]-mean) <= 0.01*std) || !(math.Abs(got.Normaliser.Scale[i]*std-1) <= 0.01) {
			t.Errorf("field %d is normalised by %v and %v, want %v and %v", i, got.Normaliser.Mean[i], got.Normaliser.Scale[i], mean, want.Normaliser.Scale[i])
		}
	}
	// The biases have followed the mean: that moves them more than their training.
	for i := range want.Params {
		if d := math.Abs(float64(got.Params[i] - want.Params[i])); !(d <= 2e-3) {
			t.Errorf("parameter %d is %v, want %v", i, got.Params[i], want.Params[i])
		}
	}
}

package ppo

import (
	"errors"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// Settings are the learner's hyper-parameters. Errors name them by their keys
// in task files, which are given in parentheses where they differ.
type Settings struct {
	Steps        int     // environment steps of a training, rounded up to whole rollouts
	Envs         int     // N, instances stepped together
	Horizon      int     // T, steps of each instance in one rollout
	Epochs       int     // passes over a rollout
	Minibatch    int     // M, transitions in one gradient step
	LearningRate float64 // (learning_rate) of the first update; falls linearly to 0
	Gamma        float64 // discount per step
	Lambda       float64 // decay of generalised advantage estimation
	Clip         float64 // bound on the change of an action's probability ratio
	Entropy      float64 // coefficient of the entropy bonus
	MaxGradNorm  float64 // (max_grad_norm) limit of each network's gradient norm
	LogStd       float64 // (log_std) initial log standard deviation of actions in [-1, 1]
	Hidden       []int   // widths of the hidden layers of both networks
}

// Check reports every setting that is out of range.
func (s *Settings) Check() error {
	var errs []error
	need := func(ok bool, name string, value any, want string) {
		if !ok {
			errs = append(errs, fmt.Errorf("%s is %v, want %s", name, value, want))
		}
	}
	within := func(v, lo, hi float64) bool { return v >= lo && v <= hi }
	need(s.Steps > 0, "steps", s.Steps, "at least 1")
	need(s.Envs > 0, "envs", s.Envs, "at least 1")
	need(s.Horizon > 0, "horizon", s.Horizon, "at least 1")
	need(s.Epochs > 0, "epochs", s.Epochs, "at least 1")
	need(s.Minibatch > 1 && s.Minibatch <= s.Envs*s.Horizon, "minibatch", s.Minibatch, "at least 2 and at most envs times horizon")
	need(s.LearningRate > 0 && s.LearningRate <= 1, "learning_rate", s.LearningRate, "a number in (0, 1]")
	need(s.Gamma >= 0 && s.Gamma < 1, "gamma", s.Gamma, "a discount in [0, 1)")
	need(within(s.Lambda, 0, 1), "lambda", s.Lambda, "a number in [0, 1]")
	need(s.Clip > 0 && s.Clip < 1, "clip", s.Clip, "a number in (0, 1)")
	need(within(s.Entropy, 0, math.MaxFloat32), "entropy", s.Entropy, "a finite number, at least 0")
	need(s.MaxGradNorm > 0 && s.MaxGradNorm <= math.MaxFloat32, "max_grad_norm", s.MaxGradNorm, "a finite positive number")
	need(within(s.LogStd, -5, 2), "log_std", s.LogStd, "a number in [-5, 2]")
	for _, w := range s.Hidden {
		need(within(float64(w), 1, 1024), "hidden", s.Hidden, "widths in 1..1024")
	}
	return errors.Join(errs...)
}

// Batch returns the number of transitions in a rollout.
func (s *Settings) Batch() int { return s.Envs * s.Horizon }

// Rollouts returns the number of rollouts that Steps takes.
func (s *Settings) Rollouts() int { return (s.Steps + s.Batch() - 1) / s.Batch() }

// Rate returns the learning rate of the update after rollout i, counted from 0.
func (s *Settings) Rate(i int) float64 {
	return s.LearningRate * (1 - float64(i)/float64(s.Rollouts()))
}

// Constants of Adam. The epsilon is that of the first PPO implementation;
// Huang et al. 2022, detail 3.
const (
	beta1   = 0.9
	beta2   = 0.999
	epsilon = 1e-5
)

// Adam returns the constants of the optimiser of both networks.
func (s *Settings) Adam() nn.AdamConfig {
	return nn.AdamConfig{Beta1: beta1, Beta2: beta2, Epsilon: epsilon, MaxNorm: s.MaxGradNorm}
}

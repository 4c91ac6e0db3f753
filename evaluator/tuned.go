package evaluator

import "github.com/rewardsmith/rewardsmith/envs"

// DefaultSettings returns settings that are robust on small problems, from which
// the tuned ones depart.
func DefaultSettings() Settings {
	return Settings{
		Steps: 200_000, Envs: 64, Horizon: 32, Epochs: 4, Minibatch: 256,
		LearningRate: 1e-3, Gamma: 0.99, Lambda: 0.95, Clip: 0.2, MaxGradNorm: 0.5,
		Hidden: []int{64, 64}, Checkpoints: 10, EvalEpisodes: 20,
	}
}

// Tuned returns the settings for an environment: for a built-in one those tuned
// on its human reward, otherwise DefaultSettings.
func Tuned(spec *envs.Spec) Settings {
	s := DefaultSettings()
	if adapt, ok := tuned()[spec.Name]; ok {
		adapt(&s)
	}
	return s
}

// tuned is the table of what differs from DefaultSettings. docs/solved.md shows
// what it achieves.
func tuned() map[string]func(s *Settings) {
	return map[string]func(s *Settings){
		"cartpole": func(s *Settings) {
			s.Steps, s.Gamma = 100_000, 0.98
		},
		"pendulum": func(s *Settings) {
			s.Steps, s.Gamma = 200_000, 0.95
			s.Envs, s.Horizon, s.Epochs = 16, 128, 10
		},
		"acrobot": func(s *Settings) {
			s.Steps = 100_000
		},
		// Without the entropy bonus the car always starts in the same direction,
		// which costs half of the episodes 70 steps.
		"mountain_car": func(s *Settings) {
			s.Steps, s.Entropy = 300_000, 0.02
			s.Envs, s.Horizon, s.Epochs = 16, 256, 10
		},
		"mountain_car_continuous": func(s *Settings) {
			s.Steps = 80_000
		},
		"reacher": func(s *Settings) {
			s.Steps, s.Gamma = 300_000, 0.95
		},
		// Full exploration tumbles: each rotor starts with a third of its range.
		"quadrotor": func(s *Settings) {
			s.Steps, s.Gamma, s.LearningRate, s.LogStd = 1_200_000, 0.98, 2e-3, -1
			s.Horizon, s.Minibatch = 64, 512
		},
		// A crash is seen coming for a few seconds; beyond, the traffic has changed.
		"highway": func(s *Settings) {
			s.Steps, s.Gamma = 600_000, 0.9
		},
		"gripper": func(s *Settings) {
			s.Steps, s.Gamma, s.LearningRate = 800_000, 0.98, 2e-3
			s.Horizon, s.Minibatch = 64, 512
		},
		"doorkey": func(s *Settings) {
			s.Steps, s.LearningRate, s.Entropy = 500_000, 2e-3, 0.001
		},
		"minefield": func(s *Settings) {
			s.Steps, s.Gamma, s.LearningRate, s.Entropy = 600_000, 0.98, 2e-3, 0.001
		},
	}
}

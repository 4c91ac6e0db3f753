package evaluator

import "github.com/rewardsmith/rewardsmith/envs"

// DefaultSettings returns settings that are robust on small problems, from which
// the tuned ones depart.
func DefaultSettings() Settings {
	return Settings{
		Steps: 200_000, Envs: 64, Horizon: 32, Epochs: 4, Minibatch: 256,
		LearningRate: 2.5e-3, Gamma: 0.99, Lambda: 0.95, Clip: 0.2, MaxGradNorm: 0.5,
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
		"cartpole": func(s *Settings) { s.Steps, s.Gamma, s.Lambda = 100_000, 0.98, 0.9 },
	}
}

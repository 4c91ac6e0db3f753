package evaluator

import (
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// Settings are the learner's. They are tuned once per environment on its human
// reward and then the same for every reward trained there.
type Settings struct {
	Steps        int     `yaml:"steps" json:"steps" doc:"environment steps of one training" min:"1"`
	Envs         int     `yaml:"envs" json:"envs" doc:"instances stepped together (N)" min:"1"`
	Horizon      int     `yaml:"horizon" json:"horizon" doc:"steps of each instance between updates (T)" min:"1"`
	Epochs       int     `yaml:"epochs" json:"epochs" doc:"passes over each batch" min:"1"`
	Minibatch    int     `yaml:"minibatch" json:"minibatch" doc:"transitions in one gradient step" min:"1"`
	LearningRate float64 `yaml:"learning_rate" json:"learning_rate" doc:"Adam step size at the start; falls linearly to 0" min:"0"`
	Gamma        float64 `yaml:"gamma" json:"gamma" doc:"discount per step" min:"0" max:"1"`
	Lambda       float64 `yaml:"lambda" json:"lambda" doc:"GAE decay" min:"0" max:"1"`
	Clip         float64 `yaml:"clip" json:"clip" doc:"PPO ratio clip" min:"0"`
	Entropy      float64 `yaml:"entropy" json:"entropy" doc:"entropy coefficient" min:"0"`
	MaxGradNorm  float64 `yaml:"max_grad_norm" json:"max_grad_norm" doc:"gradient norm limit of each network" min:"0"`
	LogStd       float64 `yaml:"log_std" json:"log_std" doc:"initial log standard deviation of actions in [-1,1]"`
	Hidden       []int   `yaml:"hidden" json:"hidden" doc:"widths of the hidden tanh layers"`
	Checkpoints  int     `yaml:"checkpoints" json:"checkpoints" doc:"evaluations during a training; the last is at its end" min:"1"`
	EvalEpisodes int     `yaml:"eval_episodes" json:"eval_episodes" doc:"episodes of each evaluation" min:"1"`
}

// Check reports every setting that is out of range.
func (s *Settings) Check() error {
	var errs []error
	if s.Checkpoints < 1 {
		errs = append(errs, fmt.Errorf("checkpoints is %d, want at least 1", s.Checkpoints))
	}
	if s.EvalEpisodes < 1 {
		errs = append(errs, fmt.Errorf("eval_episodes is %d, want at least 1", s.EvalEpisodes))
	}
	learner := s.learner()
	if err := errors.Join(append(errs, learner.Check())...); err != nil {
		return fmt.Errorf("training settings: %w", err)
	}
	return nil
}

// learner returns the settings of the learner proper.
func (s *Settings) learner() ppo.Settings {
	return ppo.Settings{
		Steps: s.Steps, Envs: s.Envs, Horizon: s.Horizon, Epochs: s.Epochs, Minibatch: s.Minibatch,
		LearningRate: s.LearningRate, Gamma: s.Gamma, Lambda: s.Lambda, Clip: s.Clip, Entropy: s.Entropy,
		MaxGradNorm: s.MaxGradNorm, LogStd: s.LogStd, Hidden: s.Hidden,
	}
}

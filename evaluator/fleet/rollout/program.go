package rollout

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// Config is what a program is written for.
type Config struct {
	Spec    *envs.Spec
	Params  map[string]envs.Range // environment parameters, see envs.SimConfig
	Hidden  []int                 // widths of the hidden layers of both networks
	Rewards []Reward              // at least one

	// Counted says that terms are to be counted: the total of a transition is that of
	// the environment's sparse reward, and a rollout keeps the terms.
	Counted bool

	// Terms makes room for rewards of so many terms, where those that there are have
	// fewer.
	Terms int
}

// Reward is one of the rewards by which jobs may train.
type Reward struct {
	// Own names one of the environment's own rewards, envs.RewardSparse or
	// envs.RewardHuman; "" for a reward that has a File.
	Own string

	// File is the reward's source, as a critic has accepted it. Its name is that
	// of positions.
	File kernel.File
}

// Program is the kernel Go for an environment and its rewards.
type Program struct {
	Library *kernel.Library // that Unit is compiled against
	Unit    kernel.Unit
	Shape   Shape      // of both networks
	Terms   [][]string // names of the terms of each reward, sorted

	spec    *envs.Spec
	counted bool
	columns int // of terms, at least
	memory  int // words of the largest Memory of a reward
}

// New writes the program. The error is a *kernel.RefusedError where a reward or the
// environment is not kernel Go.
func New(c Config) (*Program, error) {
	if len(c.Rewards) == 0 {
		return nil, fmt.Errorf("%s: a rollout needs at least one reward", c.Spec.Name)
	}
	if c.Spec.Choices > 0 && len(c.Spec.ChoiceActions) != c.Spec.Choices {
		return nil, fmt.Errorf("%s: the actions of its %d choices are missing from its description", c.Spec.Name, c.Spec.Choices)
	}
	b := builder{config: c}
	if err := b.read(); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Spec.Name, err)
	}
	if err := b.describe(); err != nil {
		return nil, err
	}
	return b.program()
}

// rewardProgram is what is known of one reward.
type rewardProgram struct {
	Number    int
	Path      string // of its package, "" for the environment's own
	Call      string // the function, as the program names it
	Terms     []string
	HasMemory bool
	Memory    []leaf
}

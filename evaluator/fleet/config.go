package fleet

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// Config is what a fleet is made for.
type Config struct {
	Device   *Device
	Spec     *envs.Spec
	Params   map[string]envs.Range // environment parameters, see envs.SimConfig
	Settings ppo.Settings
	Counts   Counts // of terms, from which rewards are made; zero for the rewards' totals
	Jobs     []Job  // at least one
	Terms    int    // that there is room for, where the jobs' rewards have fewer
}

// Job is one training.
type Job struct {
	Reward Reward
	Seed   uint64 // key of all random numbers
}

// Reward is a reward as text.
type Reward struct {
	Own    string // envs.RewardHuman or envs.RewardSparse: the environment's own; else ""
	Source string // of package reward, where Own is ""
}

// rewardFile names the source of a reward in positions.
const rewardFile = "reward.go"

// rewards returns the different rewards of the jobs, and which one each job has.
func (c *Config) rewards() (list []rollout.Reward, of []int) {
	numbers := map[Reward]int{}
	for _, j := range c.Jobs {
		n, ok := numbers[j.Reward]
		if !ok {
			n = len(list)
			numbers[j.Reward] = n
			r := rollout.Reward{Own: j.Reward.Own}
			if r.Own == "" {
				r.File = kernel.File{Name: rewardFile, Text: j.Reward.Source}
			}
			list = append(list, r)
		}
		of = append(of, n)
	}
	return list, of
}

// program writes the program in which the jobs' instances act.
func (c *Config) program() (p *rollout.Program, rewardOf []int, err error) {
	if len(c.Jobs) == 0 {
		return nil, nil, fmt.Errorf("a fleet needs at least one job")
	}
	if err := c.Settings.Check(); err != nil {
		return nil, nil, fmt.Errorf("settings: %w", err)
	}
	list, of := c.rewards()
	p, err = rollout.New(rollout.Config{Spec: c.Spec, Params: c.Params, Hidden: c.Settings.Hidden, Rewards: list, Counted: c.Counts.on(), Terms: c.Terms})
	return p, of, err
}

// shape is the shape of a fleet of so many jobs.
func (c *Config) shape(jobs int) kernels.Shape {
	s := &c.Settings
	return kernels.Shape{
		Jobs: jobs, Instances: s.Envs, Horizon: s.Horizon,
		Observations: len(c.Spec.Observation), Hidden: s.Hidden,
		Choices: c.Spec.Choices, Actions: len(c.Spec.Action),
		Epochs: s.Epochs, Minibatch: s.Minibatch,
	}
}

// coefficients are the settings of the objective and the optimiser.
func (c *Config) coefficients() kernels.Coefficients {
	s := &c.Settings
	return kernels.Coefficients{Gamma: s.Gamma, Lambda: s.Lambda, Clip: s.Clip, Entropy: s.Entropy, Adam: s.Adam(), Bonus: c.Counts.Bonus}
}

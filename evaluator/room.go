package evaluator

import (
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// RewardFile names a reward's source in the positions of what CheckGPU returns.
const RewardFile = "reward.go"

// CheckGPU compiles the program in which instances of the setup's environment act by
// a reward on a GPU, and says why that cannot be done: a *kernel.RefusedError where
// something is not kernel Go. It needs no GPU, and the reward must have been
// accepted.
func (s *Setup) CheckGPU(settings Settings, source string) error {
	p, err := rollout.New(rollout.Config{
		Spec: s.Env.Spec(), Params: s.Params, Hidden: settings.Hidden,
		Rewards: []rollout.Reward{{File: kernel.File{Name: RewardFile, Text: source}}},
	})
	if err != nil {
		return err
	}
	_, err = p.Library.Shader(p.Unit, spirv.Options{})
	return err
}

// Fleets plans the fleets in which so many trainings of the settings would be on
// the setup's GPU, one after the other, before there are rewards: each of these is
// taken to have at most so many terms, combined as combine says. Every fleet fits.
// Errors are those of fleet.Split, and one that says which networks the GPU can run.
func (s *Setup) Fleets(settings Settings, combine Combine, jobs, terms int) ([]*fleet.Plan, error) {
	c := fleet.Config{
		Device: s.GPU, Spec: s.Env.Spec(), Params: s.Params,
		Settings: settings.learner(), Counts: combine.onDevice(),
		Jobs: make([]fleet.Job, jobs), Terms: terms,
	}
	for i := range c.Jobs {
		c.Jobs[i] = fleet.Job{Reward: fleet.Reward{Own: envs.RewardHuman}, Seed: uint64(i)}
	}
	if err := c.CheckPace(); err != nil {
		return nil, err
	}
	return fleet.Estimate(c, s.GPU.Info().Limits)
}

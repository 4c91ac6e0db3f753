package evaluator

import (
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
)

// Fleets plans the fleets in which so many trainings of the settings would be on
// the setup's GPU, one after the other, before there are rewards: each of these is
// taken to have at most so many terms. Errors are those of fleet.Split.
func (s *Setup) Fleets(settings Settings, jobs, terms int) ([]*fleet.Plan, error) {
	c := fleet.Config{Device: s.GPU, Spec: s.Env.Spec(), Params: s.Params, Settings: settings.learner(), Jobs: make([]fleet.Job, jobs)}
	for i := range c.Jobs {
		c.Jobs[i] = fleet.Job{Reward: fleet.Reward{Own: envs.RewardHuman}, Seed: uint64(i)}
	}
	sizes, err := fleet.Split(c)
	if err != nil {
		return nil, err
	}
	plans, bySize := make([]*fleet.Plan, len(sizes)), map[int]*fleet.Plan{}
	for i, n := range sizes {
		if bySize[n] == nil {
			if bySize[n], err = GPUMemory(c.Spec, settings, n, terms); err != nil {
				return nil, err
			}
		}
		plans[i] = bySize[n]
	}
	return plans, nil
}

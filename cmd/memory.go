package cmd

import (
	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// assumedMemory is what a machine that does not tell its memory is taken to have,
// in bytes.
const assumedMemory = 64e9

// checkMemory refuses settings of which not even one training fits into the
// machine's memory. Without it the Go runtime would end the process, with
// everything that other trainings have reached. Rollouts on a GPU are not in it.
func checkMemory(spec *envs.Spec, s evaluator.Settings, gpu bool, machine float64) error {
	if machine == 0 {
		machine = assumedMemory
	}
	need := designer.TrainingMemory(spec, s, gpu)
	if need <= machine {
		return nil
	}
	return usagef("one training would take about %.3g GB of memory and this machine has %.3g GB; lower training.envs (%d), training.horizon (%d) or training.eval_episodes (%d)",
		need/1e9, machine/1e9, s.Envs, s.Horizon, s.EvalEpisodes)
}

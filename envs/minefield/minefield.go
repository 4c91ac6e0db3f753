package minefield

import (
	"embed"

	"github.com/rewardsmith/rewardsmith/envs"
)

//go:embed env.go task.go draw.go
var source embed.FS

// New returns the environment, run natively by what its text compiles to.
func New() (envs.Env, error) {
	return envs.Native(envs.Definition[Params, State, Action, Observation]{
		Name: "minefield", Source: source,
		Choose: compiledChoose,
		Reset:  compiledReset, Step: compiledStep, Observe: compiledObserve, Terminated: compiledTerminated,
		Score:        compiledScore,
		Success:      compiledSuccess,
		SparseReward: compiledSparseReward, HumanReward: compiledHumanReward,
		Draw: Draw,
	})
}

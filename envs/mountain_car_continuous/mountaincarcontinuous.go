package mountaincarcontinuous

import (
	"embed"

	"github.com/rewardsmith/rewardsmith/envs"
)

//go:embed env.go task.go draw.go
var source embed.FS

// New returns the environment, run natively.
func New() (envs.Env, error) {
	return envs.Native(envs.Definition[Params, State, Action, Observation]{
		Name: "mountain_car_continuous", Source: source,
		Reset: Reset, Step: Step, Observe: Observe, Terminated: Terminated,
		Score:        Score,
		SparseReward: SparseReward, HumanReward: HumanReward,
		Draw: Draw,
	})
}

package quadrotor

import (
	"embed"

	"github.com/rewardsmith/rewardsmith/envs"
)

//go:embed env.go task.go draw.go
var source embed.FS

// New returns the environment, run natively.
func New() (envs.Env, error) {
	return envs.Native(envs.Definition[Params, State, Action, Observation]{
		Name: "quadrotor", Source: source,
		Dt: Dt, MaxSteps: MaxSteps,
		Reset: Reset, Step: Step, Observe: Observe, Terminated: Terminated,
		Task:  Task,
		Score: Score, ScoreOver: ScoreOver, ScoreMin: ScoreMin, ScoreMax: ScoreMax, SolvedAt: SolvedAt,
		Success: Success, SuccessOver: SuccessOver, SolvedSuccess: SolvedSuccess,
		SparseReward: SparseReward, HumanReward: HumanReward,
		Draw: Draw,
	})
}

package main

import (
	"embed"
	"fmt"
	"os"

	"github.com/rewardsmith/rewardsmith/cmd"
	"github.com/rewardsmith/rewardsmith/envs"
)

//go:embed env.go task.go draw.go
var source embed.FS

// crane binds the environment of this folder.
var crane = envs.Definition[Params, State, Action, Observation]{
	Name: "crane", Source: source,
	Reset: Reset, Step: Step, Observe: Observe, Terminated: Terminated,
	Score:        Score,
	Success:      Success,
	SparseReward: SparseReward, HumanReward: HumanReward,
	Draw: Draw,
}

// main is the rewardsmith command with the crane added to its environments.
func main() {
	env, err := envs.Native(crane)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	cmd.Main(env)
}

// Package builtin is the table of the environments that come with the program.
package builtin

//go:generate go run ../internal/generate/write ..

import (
	"fmt"
	"sync"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/acrobot"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/envs/doorkey"
	"github.com/rewardsmith/rewardsmith/envs/gripper"
	"github.com/rewardsmith/rewardsmith/envs/highway"
	"github.com/rewardsmith/rewardsmith/envs/minefield"
	mountaincar "github.com/rewardsmith/rewardsmith/envs/mountain_car"
	mountaincarcontinuous "github.com/rewardsmith/rewardsmith/envs/mountain_car_continuous"
	"github.com/rewardsmith/rewardsmith/envs/pendulum"
	"github.com/rewardsmith/rewardsmith/envs/quadrotor"
	"github.com/rewardsmith/rewardsmith/envs/reacher"
)

// table lists the environments in the order in which they are shown.
var table = []func() (envs.Env, error){
	cartpole.New,
	pendulum.New,
	acrobot.New,
	mountaincar.New,
	mountaincarcontinuous.New,
	reacher.New,
	quadrotor.New,
	highway.New,
	gripper.New,
	doorkey.New,
	minefield.New,
}

// All returns the built-in environments. The error names a broken one.
var All = sync.OnceValues(func() ([]envs.Env, error) {
	all := make([]envs.Env, len(table))
	for i, make := range table {
		env, err := make()
		if err != nil {
			return nil, fmt.Errorf("built-in %w", err)
		}
		all[i] = env
	}
	return all, nil
})

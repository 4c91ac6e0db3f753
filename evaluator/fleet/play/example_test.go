package play_test

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/play"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
)

// The memory of a million carts that start in many ways, of which ten are recorded for
// as long as an episode lasts.
func ExampleEstimate() {
	all, err := builtin.All()
	if err != nil {
		panic(err)
	}
	cartpole := all[0]
	plan, err := play.Estimate(play.Config{
		Spec:      cartpole.Spec(),
		Params:    map[string]envs.Range{"InitialSpread": {Lo: 0, Hi: 0.2}},
		Reward:    rollout.Reward{Own: envs.RewardHuman},
		Instances: 1_000_000,
		Recorded:  10,
		Steps:     500,
	})
	if err != nil {
		panic(err)
	}
	fmt.Printf("%s: %d MB, of which %s takes %d\n", cartpole.Spec().Name, plan.Bytes()>>20, plan.Buffers[0].Buffer, plan.Buffers[0].Words>>18)
	// Output: cartpole: 156 MB, of which statistics takes 68
}

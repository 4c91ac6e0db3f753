package main

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// The task: bring the load to the target and let it hang still there.
const (
	Task          = "Bring the load to the target position quickly and let it hang there without swinging."
	ScoreOver     = metric.Mean
	ScoreMin      = -1.0
	ScoreMax      = 0.0
	SolvedAt      = -0.2
	SuccessOver   = metric.Held + 10
	SolvedSuccess = 0.9
)

// Score is minus the distance of the load from the target, in units of the
// half rail, at most 1.
func Score(s State, a Action, next State) float64 {
	return -math.Min(1, math.Abs(LoadX(next)-next.Target)/RailEnd)
}

// Success says that the load hangs still within 15 cm of the target.
func Success(s State, a Action, next State) bool {
	return math.Abs(LoadX(next)-next.Target) < 0.15 && math.Abs(next.V) < 0.1 && math.Abs(next.Omega) < 0.1
}

// SparseReward pays at each step at which the load hangs still at the target.
// The score itself would be a dense reward already.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	arrived := 0.0
	if Success(s, a, next) {
		arrived = 1
	}
	return arrived, map[string]float64{"arrived": arrived}
}

// HumanReward pulls the load towards the target and calms it near there.
// Source: written for this example.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	distance := math.Abs(LoadX(next) - next.Target)
	near := math.Exp(-distance / 0.5)
	place := -0.3*distance + near
	still := -near * (0.5*math.Abs(next.V) + 0.5*math.Abs(next.Omega))
	swing := -0.1 * next.Swing * next.Swing
	return place + still + swing, map[string]float64{"place": place, "still": still, "swing": swing}
}

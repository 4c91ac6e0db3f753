package cartpole

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// The task: keep the pole up for as long as the episode lasts.
const (
	Task      = "Balance the pole upright on the cart for as long as possible, without running off the track."
	ScoreOver = metric.Sum
	ScoreMin  = 1.0
	ScoreMax  = 500.0
	SolvedAt  = 475.0
)

// Score counts the steps, as Gymnasium's reward does.
func Score(s State, a Action, next State) float64 {
	return 1
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	return 1, map[string]float64{"alive": 1}
}

// HumanReward pays for being alive and, less, for an upright pole and a
// centred cart. Source: the shaping terms common in textbook solutions, scaled
// so that being alive dominates; written for this project.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	alive := 1.0
	if Terminated(next) {
		alive = -1
	}
	upright := 0.5 * (1 - math.Abs(next.Theta)/ThetaLimit)
	centre := 0.25 * (1 - math.Abs(next.X)/XLimit)
	return alive + upright + centre, map[string]float64{"alive": alive, "upright": upright, "centre": centre}
}

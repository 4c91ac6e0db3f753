package starter

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// The task. No model ever reads this file, and no reward can use it: it is what
// rewards are judged by.
const (
	Task          = "Bring the puck to its target and hold it there until the episode ends."
	ScoreOver     = metric.Sum       // how the scores of steps become one of the episode
	ScoreMin      = 0.0              // range of an episode's score
	ScoreMax      = 1.0              //
	SolvedAt      = 0.5              // mean score at which the task is solved
	SuccessOver   = metric.Held + 20 // a success lasts through the last 20 steps
	SolvedSuccess = 0.9              // share of successes at which the task is solved; 0: the score decides
)

// tolerance is how far from the target, in m, counts as there.
const tolerance = 0.1

// Score measures one step. Higher is better.
func Score(s State, a Action, next State) float64 {
	if !Success(s, a, next) {
		return 0
	}
	return 1.0 / MaxSteps
}

// Success says whether the puck is where it should be.
func Success(s State, a Action, next State) bool {
	return math.Abs(next.Target-next.X) <= tolerance && !Terminated(next)
}

// SparseReward is the score, counted in steps: the reward that anyone has before
// designing one.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	total = MaxSteps * Score(s, a, next)
	return total, map[string]float64{"there": total}
}

// HumanReward is the best that you can think of. Designed rewards are compared
// with it, and a run begins by making sure that it teaches the task. This one
// leads the puck to where the sparse reward begins.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	closer := 10 * (math.Abs(s.Target-s.X) - math.Abs(next.Target-next.X))
	near := geom.Near(next.Target-next.X, 0, 0.3)
	calm := -0.1 * next.Speed * next.Speed
	return closer + near + calm, map[string]float64{"closer": closer, "near": near, "calm": calm}
}

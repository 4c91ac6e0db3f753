package rover

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// The task: get there and wait. The score is the share of the episode spent at
// the goal, so that it tells quick from slow.
const (
	Task          = "Drive the rover to the goal without touching a rock or leaving the arena, and stop there until the episode ends."
	ScoreOver     = metric.Sum
	ScoreMin      = 0.0
	ScoreMax      = 1.0
	SolvedAt      = 0.4
	SuccessOver   = metric.Held + 10
	SolvedSuccess = 0.7
)

// tolerance is how far from the goal, in m, counts as there.
const tolerance = 0.4

// Score is one step's share of an episode while the rover is at the goal.
func Score(s State, a Action, next State) float64 {
	if !Success(s, a, next) {
		return 0
	}
	return 1.0 / MaxSteps
}

// Success says that the rover is at the goal and has not crashed.
func Success(s State, a Action, next State) bool {
	return Distance(next) <= tolerance && !Terminated(next)
}

// SparseReward is the score itself, counted in steps.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	total = MaxSteps * Score(s, a, next)
	return total, map[string]float64{"at_goal": total}
}

// HumanReward pays for getting nearer, which is a shaping potential (Ng, Harada
// and Russell 1999), and for being there slowly, and charges for coming close to
// a rock and for a crash. Written for this project.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	progress := 2 * (Distance(s) - Distance(next))
	arrive := geom.Near(Distance(next), 0, 0.6) * (0.5 + 0.5*geom.Near(next.Speed, 0.05, 0.5))
	margin := 0.0
	if gap := Clearance(next); gap < 0.3 {
		margin = -0.5 * (0.3 - math.Max(gap, 0)) / 0.3
	}
	crash := 0.0
	if Terminated(next) {
		crash = -5
	}
	return progress + arrive + margin + crash, map[string]float64{
		"progress": progress, "arrive": arrive, "margin": margin, "crash": crash,
	}
}

package quadrotor

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// The task: get to the goal pose and stay. The score counts seconds, weighted
// by closeness to the goal, so it also ranks policies none of which holds the
// pose, and a crash costs all the time that is left.
const (
	Task          = "Fly the quadrotor to the goal position and heading, and hold both, level and at rest, until the episode ends. Do not crash."
	ScoreOver     = metric.Sum
	ScoreMin      = 0.0
	ScoreMax      = MaxSteps * Dt
	SolvedAt      = 3.5
	SuccessOver   = metric.Held + 50 // the last second
	SolvedSuccess = 0.9
)

// What counts as being at the goal.
const (
	positionTolerance = 0.1                // m
	speedTolerance    = 0.2                // m/s
	tiltTolerance     = 10 * math.Pi / 180 // rad
	yawTolerance      = 15 * math.Pi / 180 // rad
)

// Score is the step's duration, in full at the goal and falling to nothing 1 m
// away from it.
func Score(s State, a Action, next State) float64 {
	if Terminated(next) {
		return 0
	}
	return Dt * math.Max(0, 1-Distance(next))
}

// Success says that the body is at the goal, level, on heading and slow.
func Success(s State, a Action, next State) bool {
	return Distance(next) <= positionTolerance && next.Velocity.Norm() <= speedTolerance &&
		Tilt(next) <= tiltTolerance && math.Abs(YawError(next)) <= yawTolerance
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	total = Score(s, a, next)
	return total, map[string]float64{"closeness": total}
}

// HumanReward pays at every step for being near the goal, with a peak on it,
// for looking the right way and for flying level and calmly, and charges for
// effort and for a crash. Source: tolerances after the DeepMind Control Suite
// (Tassa et al. 2018) on the error terms customary for learned quadrotor
// control (Hwangbo et al. 2017, "Control of a Quadrotor with Reinforcement
// Learning"); written for this project.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	distance := Distance(next)
	approach := 0.5 * geom.Near(distance, 0, 2)
	precision := 0.5 * geom.Near(distance, 0, 0.3)
	heading := 0.3 * geom.Near(YawError(next), 0, 1)
	level := 0.2 * geom.Near(Tilt(next), 0, 0.6)
	calm := -0.02*next.Velocity.Dot(next.Velocity) - 0.01*next.Rates.Dot(next.Rates)
	effort := 0.0
	for i := 0; i < 4; i++ {
		effort -= 0.01 * a.Rotor[i] * a.Rotor[i]
	}
	crash := 0.0
	if Terminated(next) {
		crash = -10
	}
	return approach + precision + heading + level + calm + effort + crash, map[string]float64{
		"approach": approach, "precision": precision, "heading": heading, "level": level,
		"calm": calm, "effort": effort, "crash": crash,
	}
}

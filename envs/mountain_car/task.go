package mountaincar

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// The task: be quick.
const (
	Task      = "Drive the car out of the valley to the goal on the right hill in as few steps as possible."
	ScoreOver = metric.Sum
	ScoreMin  = -200.0
	ScoreMax  = -1.0
	SolvedAt  = -110.0
)

// Score counts the steps, negatively, as Gymnasium's reward does.
func Score(s State, a Action, next State) float64 {
	return -1
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	return -1, map[string]float64{"time": -1}
}

// HumanReward charges for time, pays for every gain in mechanical energy,
// taking back what is lost, and pays for the goal. Source: potential-based
// shaping (Ng, Harada and Russell 1999) with the car's energy as the potential;
// written for this project.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	time := -1.0
	pumping := 60 * (energy(next) - energy(s))
	goal := 0.0
	if Terminated(next) {
		goal = 40
	}
	return time + pumping + goal, map[string]float64{"time": time, "pumping": pumping, "goal": goal}
}

// energy returns the mechanical energy in units of what lifts the car from the
// valley's floor to the top of a hill, 0 at rest on the floor.
func energy(s State) float64 {
	const top = 2 * Gravity / 3
	potential := Gravity / 3 * (math.Sin(3*s.Position) + 1)
	return (potential + s.Velocity*s.Velocity/2) / top
}

package mountaincarcontinuous

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// The task: get there on little fuel.
const (
	Task      = "Drive the car out of the valley to the goal on the right hill with as little throttle as possible."
	ScoreOver = metric.Sum
	ScoreMin  = -99.9
	ScoreMax  = 100.0
	SolvedAt  = 90.0
)

// Score is Gymnasium's reward: 100 at the goal less the fuel.
func Score(s State, a Action, next State) float64 {
	score := 0.0
	if Terminated(next) {
		score = 100
	}
	return score - a.Throttle*a.Throttle*0.1
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	goal := 0.0
	if Terminated(next) {
		goal = 100
	}
	fuel := -a.Throttle * a.Throttle * 0.1
	return goal + fuel, map[string]float64{"goal": goal, "fuel": fuel}
}

// HumanReward is the score plus pay for every gain in mechanical energy, taking
// back what is lost. Source: potential-based shaping (Ng, Harada and Russell
// 1999) with the car's energy as the potential; written for this project.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	goal := 0.0
	if Terminated(next) {
		goal = 100
	}
	fuel := -a.Throttle * a.Throttle * 0.1
	pumping := 100 * (energy(next) - energy(s))
	return goal + fuel + pumping, map[string]float64{"goal": goal, "fuel": fuel, "pumping": pumping}
}

// energy returns the mechanical energy in units of what lifts the car from the
// valley's floor to the top of a hill, 0 at rest on the floor.
func energy(s State) float64 {
	const top = 2 * Gravity / 3
	potential := Gravity / 3 * (math.Sin(3*s.Position) + 1)
	return (potential + s.Velocity*s.Velocity/2) / top
}

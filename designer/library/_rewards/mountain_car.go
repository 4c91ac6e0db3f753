package reward

import (
	"math"

	"env"
)

// Reward charges for time, pays for every gain in mechanical energy, taking back
// what is lost, and pays for the goal.
func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	const (
		stepCost      = 1.0
		pumpingWeight = 60.0 // for what lifts the car from the floor to the top
		goalBonus     = 40.0
	)

	time := -stepCost
	pumping := pumpingWeight * (energy(next) - energy(s))
	goal := 0.0
	if env.Terminated(next) {
		goal = goalBonus
	}
	return time + pumping + goal, map[string]float64{"time": time, "pumping": pumping, "goal": goal}
}

// energy returns the mechanical energy in units of what lifts the car from the
// valley's floor to the top of a hill, 0 at rest on the floor.
func energy(s env.State) float64 {
	const top = 2 * env.Gravity / 3
	potential := env.Gravity / 3 * (math.Sin(3*s.Position) + 1)
	return (potential + s.Velocity*s.Velocity/2) / top
}

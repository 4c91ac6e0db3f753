package reward

import (
	"math"

	"env"
)

// Reward pays for the goal, charges for fuel, and pays for every gain in
// mechanical energy, taking back what is lost.
func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	const (
		goalBonus     = 100.0
		fuelCost      = 0.1   // per step at full throttle
		pumpingWeight = 100.0 // for what lifts the car from the floor to the top
	)

	goal := 0.0
	if env.Terminated(next) {
		goal = goalBonus
	}
	fuel := -a.Throttle * a.Throttle * fuelCost
	pumping := pumpingWeight * (energy(next) - energy(s))
	return goal + fuel + pumping, map[string]float64{"goal": goal, "fuel": fuel, "pumping": pumping}
}

// energy returns the mechanical energy in units of what lifts the car from the
// valley's floor to the top of a hill, 0 at rest on the floor.
func energy(s env.State) float64 {
	const top = 2 * env.Gravity / 3
	potential := env.Gravity / 3 * (math.Sin(3*s.Position) + 1)
	return (potential + s.Velocity*s.Velocity/2) / top
}

package reward

import (
	"math"

	"env"
)

// Reward pays for being alive and, less, for an upright pole and a centred
// cart. Being alive dominates, so that no tilt is worth an early end.
func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	const (
		aliveWeight   = 1.0 // per step; charged where the episode ends
		uprightWeight = 0.5
		centreWeight  = 0.25
	)

	alive := aliveWeight
	if env.Terminated(next) {
		alive = -aliveWeight
	}
	upright := uprightWeight * (1 - math.Abs(next.Theta)/env.ThetaLimit)
	centre := centreWeight * (1 - math.Abs(next.X)/env.XLimit)
	return alive + upright + centre, map[string]float64{"alive": alive, "upright": upright, "centre": centre}
}

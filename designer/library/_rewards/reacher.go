package reward

import (
	"env"
	"geom"
)

// Reward draws the tip towards the target from everywhere, with a peak on it,
// and charges a little for torque.
func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	const (
		peakWidth    = 0.1 // of the arm's reach
		effortWeight = 0.02
	)

	distance := env.Tip(next).Dist(next.Target)
	shoulder, elbow := a.Shoulder/env.MaxShoulderTorque, a.Elbow/env.MaxElbowTorque
	approach := -distance / env.Reach
	precision := geom.Near(distance, 0, peakWidth*env.Reach)
	effort := -effortWeight * (shoulder*shoulder + elbow*elbow)
	return approach + precision + effort, map[string]float64{"approach": approach, "precision": precision, "effort": effort}
}

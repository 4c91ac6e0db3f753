package reward

import "env"

// Reward charges for the squared angle from upright, for turning and, slightly,
// for torque, all in the state that the step leads to.
func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	const (
		slowWeight   = 0.1   // per (rad/s)^2
		effortWeight = 0.001 // per (N m)^2
	)

	angle := env.Angle(next)
	upright := -angle * angle
	slow := -slowWeight * next.ThetaDot * next.ThetaDot
	effort := -effortWeight * a.Torque * a.Torque
	return upright + slow + effort, map[string]float64{"upright": upright, "slow": slow, "effort": effort}
}

package reward

import (
	"env"
	"geom"
)

// Reward pays at every step for being near the goal, with a peak on it, for
// looking the right way and for flying level and calmly, and charges for effort
// and for a crash.
func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	const (
		approachWeight  = 0.5
		approachRange   = 2.0 // m
		precisionWeight = 0.5
		precisionRange  = 0.3 // m
		headingWeight   = 0.3
		headingRange    = 1.0 // rad
		levelWeight     = 0.2
		levelRange      = 0.6  // rad
		speedWeight     = 0.02 // per (m/s)^2
		ratesWeight     = 0.01 // per (rad/s)^2
		effortWeight    = 0.01
		crashCharge     = -10.0
	)

	distance := env.Distance(next)
	approach := approachWeight * geom.Near(distance, 0, approachRange)
	precision := precisionWeight * geom.Near(distance, 0, precisionRange)
	heading := headingWeight * geom.Near(env.YawError(next), 0, headingRange)
	level := levelWeight * geom.Near(env.Tilt(next), 0, levelRange)
	calm := -speedWeight*next.Velocity.Dot(next.Velocity) - ratesWeight*next.Rates.Dot(next.Rates)
	effort := 0.0
	for i := 0; i < 4; i++ {
		effort -= effortWeight * a.Rotor[i] * a.Rotor[i]
	}
	crash := 0.0
	if env.Terminated(next) {
		crash = crashCharge
	}
	return approach + precision + heading + level + calm + effort + crash, map[string]float64{
		"approach": approach, "precision": precision, "heading": heading, "level": level,
		"calm": calm, "effort": effort, "crash": crash,
	}
}

package reward

import (
	"math"

	"env"
)

// Reward charges for time, and pays for every gain in mechanical energy, which
// a swing-up has to build up, and takes back what is lost. As the difference of
// a potential the second term changes no optimal policy.
func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	const (
		stepCost      = 1.0
		pumpingWeight = 0.5 // per J
	)

	time := -stepCost
	if env.Terminated(next) {
		time = 0
	}
	pumping := pumpingWeight * (energy(next) - energy(s))
	return time + pumping, map[string]float64{"time": time, "pumping": pumping}
}

// energy returns the mechanical energy of both links in J.
func energy(s env.State) float64 {
	const g, m, l, c = env.Gravity, env.Mass1, env.Length, env.Center
	upper := -m * g * c * math.Cos(s.Theta1)
	lower := -m * g * (l*math.Cos(s.Theta1) + c*math.Cos(s.Theta1+s.Theta2))
	speed := s.Theta1Dot + s.Theta2Dot
	kinetic := 0.5*(m*c*c+env.Inertia+m*l*l)*s.Theta1Dot*s.Theta1Dot +
		0.5*(m*c*c+env.Inertia)*speed*speed +
		m*l*c*s.Theta1Dot*speed*math.Cos(s.Theta2)
	return upper + lower + kinetic
}

package acrobot

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// The task: be quick.
const (
	Task      = "Swing the free end of the two links above the goal height, 1 m over the pivot, in as few steps as possible."
	ScoreOver = metric.Sum
	ScoreMin  = -500.0
	ScoreMax  = 0.0
	SolvedAt  = -100.0
)

// Score counts the steps that do not reach the goal, negatively, as
// Gymnasium's reward does.
func Score(s State, a Action, next State) float64 {
	if Terminated(next) {
		return 0
	}
	return -1
}

// SparseReward is the score itself.
func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	total = Score(s, a, next)
	return total, map[string]float64{"time": total}
}

// HumanReward charges for time and pays for every gain in mechanical energy,
// which a swing-up has to build up, and takes back what is lost. Source: energy
// pumping (Spong 1995, "The Swing Up Control Problem for the Acrobot") as a
// potential in the sense of Ng, Harada and Russell (1999); written for this
// project.
func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64) {
	time := -1.0
	if Terminated(next) {
		time = 0
	}
	pumping := 0.5 * (energy(next) - energy(s))
	return time + pumping, map[string]float64{"time": time, "pumping": pumping}
}

// energy returns the mechanical energy of both links in J. It is 0 with both
// links at the height of the pivot at rest, -19.6 hanging straight down.
func energy(s State) float64 {
	const g, m, l, c = Gravity, Mass1, Length, Center
	upper := -m * g * c * math.Cos(s.Theta1)
	lower := -m * g * (l*math.Cos(s.Theta1) + c*math.Cos(s.Theta1+s.Theta2))
	speed := s.Theta1Dot + s.Theta2Dot
	kinetic := 0.5*(m*c*c+Inertia+m*l*l)*s.Theta1Dot*s.Theta1Dot +
		0.5*(m*c*c+Inertia)*speed*speed +
		m*l*c*s.Theta1Dot*speed*math.Cos(s.Theta2)
	return upper + lower + kinetic
}

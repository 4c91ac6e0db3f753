package reward

import "env"

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	upright := 1 - next.Theta*next.Theta
	return upright, map[string]float64{"upright": upright}
}

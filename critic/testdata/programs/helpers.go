package reward

import (
	"math"

	"env"
)

func dead(next env.State) float64 {
	if env.Terminated(next) {
		return -1
	}
	return 0
}

type pose struct {
	env.State
	tip float64
}

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	p := pose{State: next}
	p.tip = p.X + math.Sin(p.Theta)
	q := &p
	q.X /= env.XLimit
	copyOf := q.State
	copyOf.XDot = 0
	α := copyOf.XDot - q.XDot
	return dead(next) + p.tip, map[string]float64{"dead": dead(s), "tip": q.tip, "x": p.X, "alpha": α, "t": truth(env.Terminated(q.State) || next.X < 0)}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

package reward

import (
	"math"

	"env"
)

type term func(float64) float64

type weighted struct {
	f term
	w float64
}

func apply(f func(float64) float64, x float64) float64 { return f(x) }

func scaled(k float64) func(float64) float64 {
	return func(x float64) float64 { return k * x }
}

func sum(xs ...float64) (t float64) {
	for _, x := range xs {
		t += x
	}
	return
}

func minmax(x, y float64) (float64, float64) { return math.Min(x, y), math.Max(x, y) }

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	calls := 0
	count := func(x float64) float64 {
		calls++
		return x * float64(calls)
	}
	clamp := func(x, lo, hi float64) float64 {
		if x < lo {
			return lo
		}
		if x > hi {
			return hi
		}
		return x
	}
	var fs []term
	for _, k := range []float64{1, 2, 3} {
		w := k
		fs = append(fs, func(x float64) float64 { return w * x })
	}
	t := 0.0
	for _, f := range fs {
		t += f(next.X)
	}
	list := []weighted{{math.Cos, 1}, {math.Abs, 0.5}, {scaled(3), 2}, {w: 1, f: count}}
	for _, l := range list {
		t += l.w * l.f(next.Theta)
	}
	lo, hi := minmax(next.X, next.Theta)
	now := func() float64 { return lo - hi }()
	g := scaled(2)
	g = scaled(apply(g, next.X))
	return t + clamp(next.X, -1, 1), map[string]float64{
		"t": t, "count": count(next.X) + count(1), "sum": sum(next.X, next.Theta, 3) + sum() + sum([]float64{1, next.X}...),
		"apply": apply(math.Sin, next.X), "now": now, "g": g(1), "calls": float64(calls),
	}
}

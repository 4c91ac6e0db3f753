package reward

import (
	"math"

	"env"
)

func two(x float64) (float64, float64) { return x + 1, x * 2 }

func swap(a, b float64) (x, y float64) {
	x, y = a, b
	if x > y {
		x, y = y, x
	}
	return
}

func named(v float64) (total, part float64) {
	part = v * v
	total = part + 1
	if v > 1 {
		return total * 2, part + total
	}
	if v < -1 {
		return part * 3, part
	}
	return
}

func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	x, y := next.X, next.Theta
	x, y = y, math.Abs(x)
	lo, hi := math.Min(x, y), math.Max(x, y)
	lo, hi = math.Min(lo, 0.1), math.Max(lo, 0.2)
	v := []float64{1, 2, 3}
	i := 0
	i, v[i] = 2, 10
	v[0], v[1], v[2] = v[2], v[0], v[1]
	p, q := two(x)
	p, z := two(q)
	var e, f = two(z)
	var g, h float64 = e, f
	_, k := swap(g, h)
	w, t := named(next.X)
	m := map[string]float64{"x": x}
	m["x"], m["y"] = m["y"], m["x"]
	got, ok := m["y"]
	if !ok {
		got = -1
	}
	if _, ok := m["nothing"]; ok {
		got = -2
	}
	x += y
	x -= lo * hi
	i++
	i--
	v[i] *= 3
	total = x + k + got
	terms = map[string]float64{"x": x, "y": y, "lo": lo, "hi": hi, "v": v[0] + 10*v[1] + 100*v[2], "p": p, "w": w, "t": t, "i": float64(i)}
	terms["total"] = total
	return total * 0.5, terms
}

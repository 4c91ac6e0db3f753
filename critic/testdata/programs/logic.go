package reward

import (
	"math"

	"env"
)

func near(x, y float64) bool { return math.Abs(x-y) < 0.5 }

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	p, q, r := next.X > 0, next.Theta > 0.1, next.XDot < 0
	n := 0.0
	if !(p) || q {
		n += 1
	}
	if !(p) && (q) {
		n += 2
	}
	if (next.X) > 0.05 && (r) {
		n += 4
	}
	if !(p && q) || !(r || p) {
		n += 8
	}
	if (next.X > (0.05)) && (p || (q && !r)) {
		n += 16
	}
	if near((next.X), next.Theta) || !near(s.X, (next.X)) && !(q) {
		n += 32
	}
	c := !(p) || q && r
	d := (c) == (p)
	e := c != q
	if d && !e || !(d) && (e) {
		n += 64
	}
	if ok := near(next.X, 1); !ok && !(p && !r) {
		n += 128
	} else if ok || q {
		n += 256
	}
	var f bool
	f = p && near(next.X, 0) || f
	if f {
		n += 512
	}
	return n, map[string]float64{"n": n}
}

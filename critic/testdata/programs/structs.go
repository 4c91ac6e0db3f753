package reward

import (
	"math"

	"env"
)

type point struct{ x, y float64 }

type body struct {
	point
	name  string
	v     *point
	trail [2]point
}

func (p point) norm() float64   { return math.Hypot(p.x, p.y) }
func (p *point) move(d float64) { p.x += d; p.y -= d }
func (b body) where() float64   { b.move(1); return b.x }

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	b := body{point: point{next.X, next.Theta}, name: "cart", v: &point{y: next.XDot}}
	c := b
	c.x = 5
	c.v.x = 3
	c.trail[1].y = 2
	b.move(0.25)
	w := b.where()
	b.v.move(1)
	d := &b
	d.trail[0] = c.point
	q := d.trail
	q[0].x++
	ps := []point{{1, 2}, {next.X, 4}}
	for _, e := range ps {
		e.x = 100
	}
	for i := range ps {
		ps[i].y *= 2
	}
	pp := []*point{{1, 1}, {x: 2}}
	pp[1].move(2)
	s.X = 77
	prev := env.State{X: next.X}
	prev.Theta, prev.X = prev.X, 2
	same := 0.0
	if (c.point == point{5, next.Theta}) {
		same = 1
	}
	return b.norm() + c.norm() + w, map[string]float64{
		"bx": b.x, "cx": c.x, "vx": b.v.x, "vy": b.v.y, "trail": b.trail[0].x, "q": q[0].x,
		"ps": ps[0].x + ps[1].y, "pp": pp[1].x - pp[1].y, "len": float64(len(b.name)), "prev": prev.Theta - prev.X + s.X, "same": same,
	}
}

package reward

import (
	"math"

	"env"
)

type point struct{ x float64 }

func (p *point) bump() float64   { p.x++; return p.x }
func (p *point) self() *point    { return p }
func (p *point) place() *float64 { return &p.x }

type holder struct{ p *float64 }

type node struct {
	v    float64
	next *node
}

func first(a [2]float64, s []float64) float64 {
	s[0] = 5
	return a[0]
}

func through(x float64, h holder) float64 {
	*h.p = 7
	return x
}

// pointers reads and assigns through what the same statement changes.
func pointers(x float64) float64 {
	p := &x
	y := 0.0
	x, y = 1, *p
	s, t := []float64{1, 2}, []float64{3, x + y}
	old := s
	s, s[0] = t, 9
	n := &node{v: 1, next: &node{v: 2}}
	tail, cur := n.next, n
	cur.next, cur = nil, cur.next
	cur, cur.v = n, 50
	i, a := 0, [2]point{{1}, {2}}
	i, a[i].x, a[1-i] = 1, 30, point{y}
	return x + 10*y + s[0] + old[0] + s[1] + cur.v + 1e3*tail.v + a[i].x + a[0].x
}

// copies passes values beside ways to the variables that hold them.
func copies(x float64) float64 {
	a := [2]float64{x, 2}
	r := first(a, a[:]) + a[0]
	v := x
	h := holder{&v}
	return r + through(v, h) + v
}

// ordered calls functions whose values a later call in the expression changes.
func ordered(x float64) float64 {
	p := point{x}
	r := math.Cos(p.x) + p.bump() + math.Sin(p.x)
	inc := func() float64 { x += 1; return x }
	return r + math.Exp(-x*x)*inc() + math.Floor(x)*inc() - math.Tanh(x)
}

// iterations keeps the addresses of what each iteration has of its own.
func iterations(x float64) float64 {
	var ps []*point
	var fs []*float64
	var ss [][]float64
	for _, v := range []point{{1}, {2}, {x}} {
		ps = append(ps, v.self())
		fs = append(fs, v.place())
	}
	for _, v := range [][1]float64{{3}, {x}} {
		ss = append(ss, v[:])
	}
	r := 0.0
	for i, p := range ps {
		r += p.x * math.Pow(10, float64(i))
		p.x++
		r += *fs[i]
	}
	return r + ss[0][0]*1e4 + ss[1][0]
}

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	terms := map[string]float64{
		"pointers":   pointers(next.X),
		"copies":     copies(next.X),
		"ordered":    ordered(next.Theta),
		"iterations": iterations(next.XDot),
	}
	return terms["pointers"] + terms["copies"], terms
}

package reward

import (
	"math"

	"env"
)

type grid [2][3]float64

func touch(g grid) float64 {
	g[0][0] = 100
	return g[0][0]
}

func fill(g *grid, v float64) {
	for i := 0; i < 2; i++ {
		for j := 0; j < 3; j++ {
			g[i][j] += v * float64(i*3+j)
		}
	}
}

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	x := [4]float64{next.X, next.XDot, next.Theta, next.ThetaDot}
	y := x
	y[0] = 7
	x[1], x[2] = x[2], x[1]
	p := &x
	p[3] = math.Tanh(p[3])
	var g grid
	fill(&g, next.X)
	h := g
	h[1][2] = -1
	t := touch(g)
	sum := 0.0
	for i, v := range x {
		x[3] = 9
		sum += v * float64(i+1)
	}
	eq := 0.0
	if y == [4]float64{7, next.XDot, next.Theta, next.ThetaDot} {
		eq = 1
	}
	rows := [][2]float64{{1, 2}, {3, next.X}}
	last := rows[1]
	last[0] = 0
	return sum + eq, map[string]float64{"y": y[0], "x": x[3], "g": g[1][2], "h": h[1][2], "t": t, "first": g[0][0], "rows": rows[1][0] + last[1]}
}

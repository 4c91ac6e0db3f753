package reward

import "env"

func div(a, b int) int               { return a / b }
func quot(a, b float64) float64      { return a / b }
func inverse(x float64) float64      { return 1 / (-x) }
func trunc(x float64) int            { return int(x) }
func gauss(x, width float64) float64 { return x * x / (2 * width * width) }

func gate(on bool, x float64) float64 {
	if on && x > 0 {
		return x
	}
	return -x
}

func level(x float64, n int) float64 { return quot(x, float64(n)) + float64(n/2) + float64(n)*x }

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	r := next.X + float64(div(1, 2)) + quot(3, 2) + float64(trunc(0.7)) + level(next.X, 3) + quot(1, 3)*quot(2, 7)
	if inverse(0) < 0 {
		r += 100
	}
	return r, map[string]float64{"r": r, "gate": gate(true, next.Theta), "gauss": gauss(next.X, 0.1)}
}

package reward

import (
	"math"

	"env"
)

type pair struct{ a, b float64 }

func inverse(x float64) float64                       { return math.Max(-1e3, math.Min(1e3, 1/x)) }
func sign(x float64) float64                          { return math.Copysign(1, x) }
func sum(p pair) float64                              { return math.Copysign(1, p.a) + math.Copysign(10, p.b) }
func first(v [2]float64) float64                      { return math.Copysign(1, v[0]) }
func (p pair) get() float64                           { return p.a }
func (p *pair) set(x float64)                         { p.a = x }
func pass(f func(float64) float64, x float64) float64 { return f(x) }

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	zero := 0 * next.X
	minus := -math.Abs(zero)
	p := pair{b: minus}
	p.set(minus)
	add := func(x float64) float64 { return math.Copysign(1, x) }
	return inverse(minus), map[string]float64{
		"sign": sign(minus), "plus": sign(-minus), "sum": sum(p), "first": first([2]float64{minus, 0}), "get": p.get(), "add": add(minus),
		"pass": pass(sign, minus), "cos": pass(math.Abs, minus), "zero": zero, "atan": math.Atan2(minus, -1), "neg": -zero,
	}
}

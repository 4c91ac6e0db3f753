package reward

import "math"

type term struct {
	weight float64
	eval   func(float64) float64 // want "a field is a function"
}

func scaled(k float64) func(float64) float64 { // want "a result is a function"
	return func(x float64) float64 { return k * x } // want "a function literal is used as a value"
}

func apply(f func(float64) float64, x float64) float64 { return f(x) }

func square(x float64) float64 { return x * x }

func f(x float64) float64 {
	g := func(y float64) float64 { return x * y }
	var h func(float64) float64 // want "has no value of its own"
	h = square
	_ = h(1)
	k := math.Abs
	l := g
	k = math.Cos                      // want "choose with if"
	var list [2]func(float64) float64 // want "is a function"
	_ = list
	_ = g
	return apply(g, x) + apply(square, x) + apply(math.Sin, x) + k(x) + l(x) + func() float64 { return 1 }()
}

package reward

func fib(n int) int { // want "fib can call itself; use a loop"
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func even(n int) bool { return n == 0 || odd(n-1) } // want "even can call itself through odd"

func odd(n int) bool { return n != 0 && even(n-1) } // want "odd can call itself through even"

type t struct{ n int }

func (v t) down() int { // want "down can call itself through"
	g := func() int { return v.down() } // want "g can call itself through down"
	return g()
}

func apply(f func(float64) float64, x float64) float64 { return f(f(x)) }

func twice(x float64) float64 {
	return apply(func(y float64) float64 { return apply(func(z float64) float64 { return z * y }, y) }, x)
}

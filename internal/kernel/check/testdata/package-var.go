package reward

var calls int

var weights = [2][2]float64{{1, 2}, {3, -4}}

var scale = 2.0

var shared, pointed [2]float64

type counter int

func (c *counter) inc() { *c++ }

var count counter

func f(x float64) float64 {
	calls++       // want "the package-level variable calls is set here"
	shared[0] = x // want "use const, or a local variable"
	p := &pointed // want "its address is taken"
	count.inc()   // want "the package-level variable count"
	local := weights
	local[0][0] = x + p[0]
	for _, w := range weights {
		x += w[0]
	}
	return x + scale + float64(calls) + local[0][0]
}

package reward

import "env"

var calls int // want "no array of numbers"

var scale = 2.0 // want "no array of numbers"

var weights = [2][2]float64{{1, 2}, {3, -4}}

var names = [...]int{2: 1}

var written = [2]float64{1, 2} // want "assigned to"

var zero [3]float64 // want "not given constants"

var computed = [1]float64{f(1)} // want "not given constants"

func bump(p *[2]float64) { p[0]++ }

var shared = [2]float64{1, 2} // want "its address is taken"

func f(x float64) float64 {
	written[0] = x
	bump(&shared)
	local := weights
	local[0][0] = x
	for _, w := range weights {
		x += w[0]
	}
	return x + scale + float64(calls) + local[0][0] + float64(names[2]) + env.Gravity // want "a variable of package env"
}

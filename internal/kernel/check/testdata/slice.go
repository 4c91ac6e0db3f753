package reward

import "env"

func sum(xs []float64) float64 { // want "use an array: [n]float64"
	return xs[0]
}

func all(xs ...float64) float64 { return xs[0] } // want "variadic"

func f(x float64) float64 {
	a := [...]float64{x, 2 * x}
	for _, v := range []float64{1, 2} { // want "[...]float64{...}"
		x += v
	}
	var s []int // want "this value is a slice"
	t := a[:]   // want "slices are not allowed"
	_ = t
	s = append(s, 1) // want "append is not allowed"
	copy(a[:], a[:]) // want "copy is not allowed"
	l := env.List()  // want "a result is a slice"
	_ = l
	return x + a[1] + all(1, 2)
}

package reward

func f(x float64) float64 {
	z := complex(x, 1) // want "two float64"
	_ = z
	var w complex128 = 3 // want "complex128"
	return real(w) + x*x // want "real"
}

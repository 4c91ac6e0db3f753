package reward

func f(x float64) float64 {
	z := complex(x, 1)   // want "two float64"
	z *= 2i              // want "complex numbers"
	var w complex128 = 3 // want "complex128"
	return real(z) + x*x // want "real"
}

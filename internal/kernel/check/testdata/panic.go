package reward

func f(x float64) float64 {
	if x < 0 {
		panic("negative") // want "return a finite value"
	}
	recover() // want "recover is not allowed"
	return x
}

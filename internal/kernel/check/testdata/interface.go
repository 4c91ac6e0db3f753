package reward

func f(x any) float64 { // want "the type any is an interface"
	var err error // want "error is an interface"
	_ = err
	return 0
}

func g(x float64) float64 { return x }

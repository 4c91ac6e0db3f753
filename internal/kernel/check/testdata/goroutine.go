package reward

func f(x float64) float64 {
	go func() { x++ }() // want "compute the value directly"
	func() { x++ }()
	return x
}

package reward

func g(p *float64) float64 {
	if p == nil { // want "nil is not allowed"
		return 0
	}
	return *p
}

func f(x float64) (float64, map[string]float64) {
	if x > 0 {
		return g(nil), nil // want "nil" "nil"
	}
	return g(&x), map[string]float64{}
}

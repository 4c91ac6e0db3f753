package reward

func f(x float64) float64 {
	m := map[string]float64{"a": x}
	delete(m, "a")
	clear(m) // want "make a new map"
	s := make([]float64, 2, 4)
	s = append(s, x)
	copy(s, []float64{1})
	return float64(cap(s)+len(s)+len(m)) + min(x, 2) + max(x, 3, 4) + *new(float64)
}

package reward

func f(x float64, p *[3]float64) float64 {
	a := [3]float64{1, 2, 3}
	m := map[string]float64{"a": x}
	n := len(m)                           // want "count in a variable"
	delete(m, "a")                        // want "make the map"
	clear(m)                              // want "clear is not allowed"
	k := make(map[string]float64, int(x)) // want "leave the size out"
	l := make(map[string]float64, len(m))
	return float64(cap(a)+n) + min(x, k["a"], 2) + max(l["a"], float64(len(a)+len(p)))
}

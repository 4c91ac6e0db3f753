package reward

func f(x float64, p *[2]float64) float64 {
	for i := range func(yield func(int) bool) { yield(1) } { // want "range goes over a function"
		x += float64(i)
	}
	for i := range p {
		x += p[i]
	}
	for i := range "ab" {
		x += float64(i)
	}
	for _, v := range []float64{1, 2} {
		x += v
	}
	for k, v := range map[string]float64{"a": x} {
		if k != "a" {
			x += v
		}
	}
	var i int
	for i = range 3 {
		x += float64(i)
	}
	return x
}

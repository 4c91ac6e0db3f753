package reward

func f(x float64, p *[2]float64) float64 {
	for i := range p { // want "range *p"
		x += p[i]
	}
	for range "ab" { // want "goes over a string"
	}
	for i := range func(yield func(int) bool) { yield(1) } { // want "range goes over a function"
		x += float64(i)
	}
	for i := range *p {
		x += p[i]
	}
	var i int
	for i = range 3 {
		x += float64(i)
	}
	for range uint32(2) {
		x++
	}
	for k, v := range map[string]float64{"a": x} {
		if k != "a" {
			x += v
		}
	}
	return x
}

package reward

func f(x float64) float64 {
again:
	x--
	if x > 0 {
		goto again // want "goto is not allowed"
	}
	switch {
	case x < -1:
		x++
		fallthrough
	default:
		x *= 2
	}
outer:
	for i := range 3 {
		for {
			if x > float64(i) {
				continue outer
			}
			break outer
		}
	}
	return x
}

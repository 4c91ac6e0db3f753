package reward

type shape interface{ area() float64 } // want "interfaces are not allowed"

func f(x shape) float64 {
	switch v := x.(type) { // want "type switches" "type switches"
	case square:
		return v.x
	}
	return x.(square).x // want "type assertions"
}

type square struct{ x float64 }

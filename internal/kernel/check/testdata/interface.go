package reward

type shape interface{ area() float64 } // want "interfaces are not allowed"

type holder struct{ s shape }

func f(x any) float64 { // want "the type any is an interface"
	switch v := x.(type) { // want "type switches" "type switches"
	case float64:
		return v
	}
	var err error // want "error is an interface"
	_ = err
	return x.(float64) // want "type assertions"
}

func g(x float64) float64 { return x }

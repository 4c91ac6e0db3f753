package reward

type shape interface{ area() float64 } // want "interfaces are not allowed"

func f(x any) float64 { // want "a parameter is an interface"
	switch v := x.(type) { // want "type switches" "type switches"
	case float64:
		return v
	}
	var err error // want "this value is an interface"
	_ = err
	return x.(float64) // want "type assertions"
}

func g(x float64) float64 { return x }

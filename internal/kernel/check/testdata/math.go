package reward

import "math"

func f(x float64) float64 {
	return math.Nextafter(x, 1) + math.Hypot(x, math.Pi) // want "math.Nextafter is not available"
}

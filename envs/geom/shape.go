package geom

import "math"

// Clamp returns x limited to [lo, hi]; NaN stays NaN. lo must not exceed hi.
func Clamp(x, lo, hi float64) float64 {
	if x < lo {
		return lo
	}
	if x > hi {
		return hi
	}
	return x
}

// WrapAngle returns the angle in [-pi, pi) that differs from x by whole turns.
// It is NaN for NaN and infinite x.
func WrapAngle(x float64) float64 {
	w := math.Mod(x+math.Pi, 2*math.Pi)
	if w < 0 {
		w += 2 * math.Pi
	}
	if w >= 2*math.Pi { // a sum just below 2 pi may round up to it
		w = 0
	}
	return w - math.Pi
}

// Smoothstep rises from 0 at lo to 1 at hi with zero slope at both, and is
// constant outside. lo must be below hi.
func Smoothstep(x, lo, hi float64) float64 {
	t := Clamp((x-lo)/(hi-lo), 0, 1)
	return t * t * (3 - 2*t)
}

// Near is 1 while |x| is at most within, and falls like a Gaussian to 0.1 at
// within+margin: the tolerance of the DeepMind Control Suite (Tassa et al.
// 2018, section 4). margin must be positive.
func Near(x, within, margin float64) float64 {
	d := math.Abs(x) - within
	if d <= 0 {
		return 1
	}
	d = d / margin
	return math.Exp(-math.Ln10 * d * d)
}

package reward

import (
	"math"

	"env"
)

type mode int

const (
	low mode = iota
	mid
	high
)

const (
	_, a0 = iota, iota * 10
	_, a1
	k0 = 1 << (10 * iota)
	k1
)

const (
	half          = 1 / 2
	third         = 1.0 / 3
	deg           = 12 * 2 * math.Pi / 360
	small         = 0.1 + (1e-3 - 10)
	area          = math.Pi * math.E
	big   int     = 1 << 40
	f32   float32 = 0.1
)

func pick(m mode) float64 {
	switch m {
	case low:
		return 1 / 2
	case mid:
		return 3 / 2
	case high:
		return 5 / 2.0
	}
	return -1
}

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	var r float64 = 3 / 2
	r += 1 / 2
	r *= 0.5 * math.Pi
	m := low
	if next.X > 0 {
		m = high
	} else if next.Theta > 0 {
		m = mid
	}
	const local = 2 * deg
	var x float32 = f32 * float32(next.X)
	n := int(next.X) / 2 * 3
	return r + pick(m), map[string]float64{
		"m": float64(m), "consts": a0 + a1 + k0 + k1, "half": half, "third": third * next.X, "deg": deg, "small": small, "area": area,
		"big": float64(big) / (1 << 38), "f32": float64(x), "local": local, "n": float64(n), "inf": math.Min(math.MaxFloat64, math.Inf(1)),
		"neg": -deg * next.X, "int": float64(math.MaxInt32 % 1000), "tiny": math.SmallestNonzeroFloat64 * 4,
	}
}

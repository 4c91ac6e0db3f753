package reward

import (
	"math"

	"env"
)

func kind(x float64) string {
	switch {
	case x > 1:
		return "far"
	case x < -1:
		return "back"
	}
	return "near"
}

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	r := 0.0
	switch n := int(next.X); n {
	case 0:
		r = 1
		fallthrough
	case 1:
		r += 10
	case 2, -2:
		r += 100
		if next.Theta > 0 {
			break
		}
		r += 1000
	default:
		r = -1
	}
	switch {
	default:
		r += 0.5
	case next.Theta > 0.1:
		r += 0.25
	case next.Theta > 0:
		r += 0.125
	}
	switch kind(next.X) {
	case "far", "back":
		r *= 2
	case "near":
		r *= 3
	}
	for i := 0; i < 5; i++ {
		switch {
		case i == 1:
			continue
		case i == 3:
			break
		default:
			r += float64(i)
		}
	}
	switch next.X > 0 {
	case true:
		r++
	case false:
		r--
	}
	switch x := math.Floor(next.X); {
	case x > 0:
		r += x
	}
	return r, map[string]float64{"r": r}
}

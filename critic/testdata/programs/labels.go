package reward

import "env"

func big(x float64) bool { return x > 0 }

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	k, r := 0, 0.0
	up := func() {
		if next.X > 0 {
			k += 5
			return
		}
		k += 7
	}
	switch {
	case next.Theta > 0.01:
		up()
	case next.Theta > 0:
		r++
		for k < 10 {
			k++
			switch {
			case big(next.X) && k < 5:
				continue
			case big(next.XDot):
				r++
			}
			r += 2
		}
	default:
		up()
		k++
	}
	switch n := k % 4; n {
	case 0:
		up()
		fallthrough
	case 1:
		up()
		if k > 9 {
			break
		}
		r += 3
	case 2:
	default:
		up()
	}
_:
	for {
		break
	}
rows:
	for i := 0; i < 5; i++ {
		for j := range 5 {
			switch {
			case j == 3:
				continue rows
			case i == 3 && big(next.X):
				break rows
			}
			r += float64(i * j)
		}
	}
	return r + float64(k), map[string]float64{"r": r, "k": float64(k)}
}

package reward

import (
	"math"

	"env"
)

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	n := 0.0
	for i := range 5 {
		i *= 2
		n += float64(i)
	}
	for range 3 {
		n += 0.5
	}
	k := int(math.Abs(next.X))
	for i := range k {
		n += float64(i * i)
	}
	for i, j := 0, 10; i < j; i, j = i+1, j-1 {
		n += float64(j - i)
	}
outer:
	for i := 0; i < 4; i++ {
		for j := 0; ; j++ {
			if j > i {
				continue outer
			}
			if i == 3 {
				break outer
			}
			n += 0.25
		}
	}
	c := 0
	for c < 10 {
		c++
		if c%2 == 0 {
			continue
		}
		if c > 7 {
			break
		}
		n += float64(c)
	}
	word := 0.0
	for i, r := range "añb" {
		word += float64(i) + float64(r)*0.01
	}
	for i := range []float64{1, 2} {
		var fresh float64
		var list []float64
		fresh += next.X
		list = append(list, fresh)
		n += fresh + float64(len(list)*i)
	}
	var u uint8 = 3
	for i := range u {
		n += float64(i)
	}
	total := 0.0
	terms := map[string]float64{"a": 3, "b": 4}
	for _, v := range terms {
		total += v
	}
	loss := 0.0
	for name := range terms {
		loss -= terms[name]
	}
	return n + total, map[string]float64{"n": n, "word": word, "total": total, "loss": loss}
}

package reward

import "env"

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	names := []string{"pos", "vel", "ang"}
	values := []float64{next.X, next.XDot, next.Theta}
	terms := make(map[string]float64, len(names))
	total := 0.0
	for i, n := range names {
		key := "w_" + n
		terms[key] = values[i] * float64(i+1)
		total += terms[key]
	}
	label := ""
	for range 3 {
		label += "x"
	}
	b := []byte(label)
	b[0] = 'y'
	if label < "y" && string(b) == "yxx" && label[1:] == "xx" {
		total += 1
	}
	order := make([]float64, 0, 4)
	order = append(order, values...)
	copy(order[1:], order)
	delete(terms, "w_vel")
	terms["w_vel"] = order[2] + float64(cap(order[:2:3]))
	weights := map[string]float64{"pos": 0.5, "ang": 2}
	dot := 0.0
	for k, v := range weights {
		dot += v * float64(len(k)) * next.X
	}
	terms["dot"] = dot
	return total, terms
}

package fuzz

import (
	"fmt"
)

// summary returns a number in which what is in scope leaves a trace.
func (g *sourceGen) summary() string {
	text := g.expr(basic[f64], 2)
	for range 3 + g.n(8) {
		t := pick(g.r, basic[:])
		place := g.place(t, false, 1)
		switch {
		case place == "":
		case t == basic[boolean]:
			text = fmt.Sprintf("mixBool(%s, %s)", text, place)
		case t == basic[f64]:
			text = fmt.Sprintf("mix(%s, %s)", text, place)
		default:
			text = fmt.Sprintf("mix(%s, float64(%s))", text, place)
		}
	}
	return text
}

// mixers are the functions of summaries. What is not finite, or would swallow
// what it is added to, counts as a small number.
const mixers = `func mix(sum, v float64) float64 {
	if !(math.Abs(sum) < 1e6) {
		sum = 0.125
	}
	switch {
	case v != v:
		return sum*0.5 + 3
	case math.Abs(v) > 1e6 || math.Abs(v) < 1e-6:
		return sum*0.5 + math.Log1p(math.Abs(v)) + math.Copysign(1, v)
	}
	return sum*0.5 + v
}

func note(m map[string]float64, key string, v float64) {
	if v > 0 {
		m[key] += v
	}
}

func mixBool(sum float64, v bool) float64 {
	if v {
		return mix(sum, 5)
	}
	return mix(sum, -7)
}
`

// highest is a function over the terms of a map. Their order is Go's choice,
// where interpretable programs have that of the keys.
var highest = map[bool]string{
	false: `
func highest(m map[string]float64) (high float64) {
	for _, v := range m {
		high = math.Max(high, v)
	}
	return high
}
`,
	true: `
func highest(m map[string]float64) (high float64) {
	for k, v := range m {
		if k != "two" {
			high += v
		}
	}
	return high
}
`,
}

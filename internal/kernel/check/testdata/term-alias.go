package reward

type acc struct {
	sum  float64
	part map[string]float64
}

func (a *acc) add(k string, x float64) {
	a.sum += x
	a.part[k] = x
}

func (a acc) total() float64 { return a.sum } // want "a parameter is a struct with a map of terms"

func given(m map[string]float64) map[string]float64 {
	m["x"] = 1
	m = map[string]float64{} // want "the map parameter m gets another value"
	return m                 // want "stays in use elsewhere"
}

func made(x float64) map[string]float64 {
	m := map[string]float64{"x": x}
	return m
}

func f(x float64) (total float64, terms map[string]float64) {
	m := made(x)
	n := m    // want "the map gets a second name"
	terms = m // want "second name"
	terms = made(x)
	a := acc{part: map[string]float64{}}
	b := acc{part: m} // want "the map gets a second name"
	a.add("y", x)
	c := a // want "a struct that holds a map gets a second name"
	set := func() { terms["z"] = n["x"] + b.sum + c.sum }
	set()
	return a.sum, a.part
}

func twice(x float64) (map[string]float64, map[string]float64) {
	m := made(x)
	return m, m // want "returned twice"
}

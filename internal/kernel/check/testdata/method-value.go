package reward

type v struct{ x float64 }

func (a v) get() float64 { return a.x }

func f(a v) float64 {
	g := a.get // want "write a function literal"
	h := v.get // want "used as a value"
	k := func() float64 { return a.get() }
	return g() + h(a) + k() + a.get()
}

package reward

type op func(float64) float64

type point struct{ x, y float64 }

type vector struct{ x, y float64 }

type name string

func f(x float64, n int) float64 {
	m := map[string]float64{}
	m[string(n)] = x // want "the conversion to string is not allowed"
	m[string(name("a"))] = x
	g := op(func(y float64) float64 { return x * y })
	v := vector(point{x, 2})
	return g(v.x) + float64(float32(x)) + float64(uint32(n)) + float64(int(x))
}

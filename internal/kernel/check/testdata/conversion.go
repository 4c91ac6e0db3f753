package reward

type op func(float64) float64

type point struct{ x, y float64 }

type vector struct{ x, y float64 }

type terms map[string]float64

func apply(f op, x float64) float64 { return f(x) }

func f(x float64, n int) float64 {
	m := map[string]float64{}
	m[string(n)] = x // want "the conversion to string"
	m["a"] = x
	t := terms(map[string]float64{"b": x})
	g := op(func(y float64) float64 { return x * y }) // want "without the conversion"
	_ = g(1)
	v := vector(point{x, 2})
	return apply(func(y float64) float64 { return y }, v.x) + t["b"] + float64(float32(x)) + float64(uint32(n)) + float64(int(x))
}

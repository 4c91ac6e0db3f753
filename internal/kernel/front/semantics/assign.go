package semantics

//lint:file-ignore S1023,SA4000,SA4006,SA4011,SA4017,SA4025 what these programs do on purpose

func TupleOperandsFirst(x, y float64, n int) float64 {
	a, b, c := x, y, float64(n)
	a, b, c = b, c, a
	a, b = a+b, a-b
	return a*100 + b*10 + c
}

func TupleIndexFirst(x, y float64, n int) float64 {
	v := [4]float64{x, y, 3, 4}
	i := n & 1
	i, v[i] = 2, 50
	v[i], v[i+1], i = v[i+1], v[i], 0
	return v[0] + 10*v[1] + 100*v[2] + 1000*v[3] + float64(i)
}

func OpAssignPlaceOnce(x, y float64, n int) float64 {
	calls := 0
	next := func() int { calls++; return calls }
	v := [4]float64{x, x, x, x}
	v[next()] += y
	v[next()]++
	v[next()-1] *= 2
	return v[0] + 10*v[1] + 100*v[2] + 1000*v[3] + float64(calls)
}

func Shadowing(x, y float64, n int) float64 {
	v := x
	if v := y; v > 0 {
		v := v * 2
		x += v
	} else if w := v; w < 0 {
		x -= w
	}
	{
		v := 1.0
		v++
		x *= v
	}
	for v := 0; v < 3; v++ {
		v := float64(v)
		x += v
	}
	return x + v
}

func Rotate(x, y float64, n int) float64 {
	type pair struct{ a, b float64 }
	p, q := pair{x, y}, pair{y, x}
	p, q = q, p
	p.a, q.b, p.b = q.b, p.b, p.a
	return p.a + 2*p.b + 4*q.a + 8*q.b
}

func two(x float64) (float64, float64) { return x + 1, x * 2 }

func BlankResults(x, y float64, n int) float64 {
	_, b := two(x)
	a, _ := two(y)
	_, _ = two(a)
	_ = b
	two(x)
	return a + b
}

func DeclarationsAtOnce(x, y float64, n int) float64 {
	var a, b = y, x
	var c, d float64 = a, b
	var e, f = two(c)
	var g float64
	var h, i int
	const k, l = 3, 3 + 1
	g += d
	return a + 2*b + 3*c + 4*e + 5*f + 6*g + float64(h+i+k*l)
}

func RedeclareSome(x, y float64, n int) float64 {
	a, b := two(x)
	b, c := two(a)
	if b > 0 {
		a, d := two(b)
		c += a + d
	}
	return a + b + c
}

func CallBeforeRead(x, y float64, n int) float64 {
	v := x
	change := func(by float64) float64 { v += by; return by }
	v += change(y)
	w := change(1) + change(v)*2
	return v + w*10
}

func ArgumentsInOrder(x, y float64, n int) float64 {
	at := 1.0
	next := func() float64 { at *= 2; return at }
	sum := func(a, b, c float64) float64 { return a + 10*b + 100*c }
	r := sum(next(), next(), next())
	v := [3]float64{next(), next(), next()}
	return r + v[0] + 2*v[1] + 3*v[2] + x
}

func VariablesStartAtZero(x, y float64, n int) float64 {
	sum := 0.0
	for i := 0; i < 4; i++ {
		var v float64
		var a [2]float64
		var s struct{ p, q float64 }
		v += x
		a[i&1] += y
		s.p += v
		sum += v + a[0] + 2*a[1] + s.p
	}
	return sum
}

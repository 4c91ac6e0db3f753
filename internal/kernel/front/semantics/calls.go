package semantics

//lint:file-ignore S1023,SA4000,SA4006,SA4011,SA4017,SA4025 what these programs do on purpose

func bump(p *float64, by float64) float64 {
	*p += by
	return *p * 2
}

func both(a, b *float64) {
	*a += *b
	*b *= 2
}

func PointerParameters(x, y float64, n int) float64 {
	a, b := x, y
	r := bump(&a, 1) + bump(&b, 2)
	both(&a, &b)
	return r + 10*a + 100*b
}

func PointerToElement(x, y float64, n int) float64 {
	v := [3]float64{x, y, 1}
	s := body{}
	i := n & 1
	bump(&v[i], 5)
	bump(&s.trail[i].x, 2)
	i = 2
	both(&v[i], &s.y)
	return v[0] + 10*v[1] + 100*v[2] + s.trail[0].x + 2*s.trail[1].x + s.y
}

type counter struct {
	n    int
	last float64
}

func (c *counter) count(x float64) int {
	c.n++
	if x > c.last {
		c.last = x
		return c.n * 2
	}
	return c.n
}

func (c *counter) twice(x float64) int { return c.count(x) + c.count(x) }

func (c counter) value() float64 { return float64(c.n) + c.last }

func PointerReceivers(x, y float64, n int) float64 {
	var c counter
	r := c.count(x) + 10*c.count(y) + 100*c.twice(1)
	cs := [2]counter{c, {n: 5}}
	r += cs[n&1].count(3)
	p := &cs[0]
	p.count(9)
	return float64(r) + c.value() + cs[0].value() + 2*cs[1].value()
}

func PointersOverlap(x, y float64, n int) float64 {
	a := x
	both(&a, &a)
	v := [2]float64{x, y}
	both(&v[n&1], &v[0])
	return a + 10*v[0] + 100*v[1]
}

func NamedResults(x, y float64, n int) float64 {
	lo, hi := ordered(x, y)
	return lo*10 + hi
}

func ordered(a, b float64) (lo, hi float64) {
	lo, hi = a, b
	if lo > hi {
		lo, hi = hi, lo
	}
	return
}

func parts(x float64) (whole, rest float64, ok bool) {
	if x < 0 {
		return
	}
	for rest = x; rest >= 1; rest-- {
		whole++
		if whole > 20 {
			return whole, -1, false
		}
	}
	ok = true
	return
}

func BareReturn(x, y float64, n int) float64 {
	w, r, ok := parts(x)
	w2, r2, ok2 := parts(y)
	if ok && !ok2 {
		return w + r
	}
	return w + 2*r + 10*w2 + 20*r2
}

func sum3(a, b, c float64) float64 { return a + 10*b + 100*c }

func three(x float64) (a, b, c float64) { return x, x + 1, x + 2 }

func forward(x float64) (float64, float64) { return two(x * 2) }

func ResultsForwarded(x, y float64, n int) float64 {
	a, b := forward(x)
	return sum3(three(y)) + a - b
}

func Closures(x, y float64, n int) float64 {
	r := 0.0
	add := func(w, v float64) {
		if v < 0 {
			return
		}
		r += w * v
	}
	add(1, x)
	add(2, y)
	add(3, float64(n))
	square := func(v float64) float64 { return v * v }
	return r + square(x)
}

func ClosureCounter(x, y float64, n int) float64 {
	calls := 0
	next := func() int { calls++; return calls }
	v := [4]int{}
	for i := range v {
		v[i] = next() * 10
	}
	return float64(v[0]+2*v[3]) + float64(calls) + float64(next()*next())
}

func apply(f func(float64) float64, x float64) float64 { return f(f(x)) }

func fold(v [3]float64, start float64, f func(a, b float64) float64) float64 {
	for _, e := range v {
		start = f(start, e)
	}
	return start
}

func FunctionsAsArguments(x, y float64, n int) float64 {
	k := 2.0
	r := apply(func(v float64) float64 { k++; return v*k + y }, x)
	v := [3]float64{x, y, 3}
	r += fold(v, 0, func(a, b float64) float64 { return a + b })
	r += fold(v, 1, func(a, b float64) float64 {
		if b < 0 {
			return a
		}
		return a * b
	})
	r += apply(func(v float64) float64 { return apply(doubled, v) }, 1)
	return r + k
}

func doubled(x float64) float64 { return 2 * x }

func scaled(k float64) func(float64) float64 {
	return func(x float64) float64 { return k * x }
}

func chosen(n int) func(float64) float64 {
	w := float64(n) * 2
	return func(x float64) float64 { w++; return w + x }
}

func ClosuresReturned(x, y float64, n int) float64 {
	f, g := scaled(2), scaled(y)
	h := chosen(n)
	f = scaled(f(3))
	return f(x) + g(x) + h(1) + h(1)*10
}

func ClosurePerIteration(x, y float64, n int) float64 {
	var fs [3]func() float64
	for i := 0; i < 3; i++ {
		fs[i] = func() float64 { i += 10; return float64(i) + x }
	}
	r := 0.0
	for _, f := range fs {
		r = r*2 + f() + f()
	}
	return r
}

func ClosureNested(x, y float64, n int) float64 {
	r := x
	outer := func(a float64) float64 {
		inner := func(b float64) float64 { r += b; return a + b }
		return inner(1) + inner(a)
	}
	return outer(y) + outer(2) + r
}

func ClosureReturnsEarly(x, y float64, n int) float64 {
	pick := func(v [3]float64) float64 {
		for i, e := range v {
			if e > 1 {
				return e * 10
			}
			if i == n {
				return -e
			}
		}
		return 0.5
	}
	return pick([3]float64{x, y, 2}) + pick([3]float64{})
}

func sumOf(first float64, rest ...float64) float64 {
	for i, v := range rest {
		first += v * float64(i+1)
	}
	return first + float64(len(rest))
}

func Variadic(x, y float64, n int) float64 {
	list := []float64{x, y, 3}
	return sumOf(x) + sumOf(x, y) + sumOf(1, list...) + sumOf(1, list[1:]...)
}

func MethodValues(x, y float64, n int) float64 {
	p := point{x, y}
	f := p.sum
	p.x = 100
	move := p.move
	move(1)
	move(2)
	g := point.sum
	return f() + p.x + g(p)
}

func HelperWithLoop(x, y float64, n int) float64 {
	norm := func(v [3]float64) (s float64) {
		for _, e := range v {
			s += e * e
		}
		return s
	}
	r := 0.0
	for i := range 3 {
		r += norm([3]float64{x, float64(i), y})
	}
	return r
}

func ShadowedBuiltins(x, y float64, n int) float64 {
	len := 0.5
	max := func(a float64) float64 { return a + len }
	min, cap := x, y
	true := max(min)
	return true*cap + len
}

func nested(c *counter, v *[2]float64, n int) float64 {
	v[n&1] += float64(c.count(v[0]))
	bump(&v[0], 1)
	return c.last
}

func PointerThroughCalls(x, y float64, n int) float64 {
	var c counter
	v := [2]float64{x, y}
	r := nested(&c, &v, n)
	r += nested(&c, &v, n+1)
	return r + v[0] + 10*v[1] + float64(c.n)
}

func LocalPointer(x, y float64, n int) float64 {
	b := body{point: point{x, y}}
	p, q := &b, &b.trail[1]
	p.x = 7
	q.move(2)
	*q = q.moved(1)
	t := p
	t.n++
	c := *p
	c.n++
	return b.x + q.y*10 + float64(b.n) + float64(c.n) + b.trail[1].x
}

func UnusedResults(x, y float64, n int) float64 {
	v := x
	bump(&v, 1)
	_ = bump(&v, y)
	two(v)
	func() { v++ }()
	return v
}

func FunctionTable(x, y float64, n int) float64 {
	fs := [...]func(float64) float64{doubled, scaled(3), func(v float64) float64 { return v - y }}
	r := 0.0
	for i, f := range fs {
		r += f(x) * float64(i+1)
	}
	return r + fs[1](y)
}

func SliceAppends(x, y float64, n int) float64 {
	var s []float64
	for _, v := range [3]float64{x, y, 2} {
		s = append(s, v*2)
	}
	s = append(s, s...)
	t := s[1:3]
	t[0] = 50
	r := 0.0
	for i, v := range s {
		r += v * float64(i)
	}
	return r + float64(len(s)) + s[n&1]
}

func SliceShares(x, y float64, n int) float64 {
	a := [5]float64{x, y, 1, 2, 3}
	s := a[1:4]
	s[n&1] = 9
	u := make([]float64, 2, 4)
	u = append(u, 5)
	k := copy(u, s)
	set := func(v []float64) { v[0] = -1 }
	set(s[2:])
	return a[1] + 10*a[2] + 100*a[3] + u[0] + u[2]*3 + float64(k+len(u)+cap(u)+cap(s))
}

func ResultNamedInClosure(x, y float64, n int) float64 {
	f := func() (r float64) {
		add := func(v float64) { r += v }
		add(x)
		add(y)
		if n > 0 {
			return r * 2
		}
		return
	}
	return f()
}

func made2(x float64) point { return point{x, 1} }

func MethodOnCallResult(x, y float64, n int) float64 {
	return made2(x).sum() + made2(y).moved(2).sum() + made2(x).y
}

package reward

type v struct {
	x, y float64
	a    [3]float64
}

func swap(p, q *float64) { *p, *q = *q, *p }

func (a *v) add(p *float64) { a.x += *p }

func through(s *v, i, j int) {
	swap(&s.x, &s.y)
	swap(&s.x, &s.x) // want "s.x and s.x are passed by address in one call and overlap"
	swap(&s.a[0], &s.a[1])
	swap(&s.a[i], &s.a[j]) // want "overlap"
	s.add(&s.y)            // want "s and s.y"
}

func f(x float64) float64 {
	var a v
	var b [2]float64
	add := func(p *float64) { *p += x }
	add(&x) // want "uses it in add as well"
	add(&a.x)
	a.add(&x)
	swap(&b[0], &b[1])
	through(&a, 0, 1)
	return a.x + b[0]
}

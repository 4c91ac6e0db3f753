package reward

type node struct {
	v    float64
	next *node // want "a field is a pointer"
}

type acc struct{ sum float64 }

func (a *acc) add(x float64) { a.sum += x }

func (a *acc) self() *acc { return a } // want "a result is a pointer" "a pointer is copied"

func bump(p *float64, a *acc) {
	*p++
	a.add(*p)
	p = &a.sum // want "the pointer p gets another value" "the address of a variable is kept"
}

func f(x float64) float64 {
	p := &x // want "the address of a variable is kept"
	*p = 2
	q := new(float64) // want "declare a variable"
	_ = q
	var a acc
	bump(&x, &a)
	(&a).add(x) // want "the address of a variable is kept"
	b := [2]acc{}
	b[1].add(x)
	return x + a.sum + b[1].sum
}

func same(a, b *acc) bool {
	return a == b // want "copied or compared" "copied or compared"
}

func inside(a *acc) float64 {
	c := *a
	c.sum++
	return c.sum
}

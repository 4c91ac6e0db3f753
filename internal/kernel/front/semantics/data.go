package semantics

//lint:file-ignore S1023,SA4000,SA4006,SA4011,SA4017,SA4025 what these programs do on purpose

type point struct{ x, y float64 }

func (p point) sum() float64           { return p.x + p.y }
func (p *point) move(dx float64)       { p.x += dx; p.y -= dx }
func (p point) moved(dx float64) point { p.move(dx); return p }

type body struct {
	point
	trail [2]point
	alive bool
	n     int
}

func StructsAreCopied(x, y float64, n int) float64 {
	a := body{point: point{x, y}}
	b := a
	b.x = 9
	b.trail[1].y = 3
	c := b.trail
	c[1].y++
	take := func(p body) float64 { p.x = 100; return p.x }
	t := take(a)
	return a.x + 10*b.x + 100*b.trail[1].y + 1000*c[1].y + t
}

func ArraysAreCopied(x, y float64, n int) float64 {
	a := [3]float64{x, y, 1}
	b := a
	b[0] = 5
	c := [2][3]float64{a, b}
	d := c
	d[1][2] = 50
	e := d[1]
	e[0]++
	return a[0] + b[0]*10 + c[1][2]*100 + d[1][2]*1000 + e[0]
}

func EqualStructs(x, y float64, n int) float64 {
	a, b := body{point: point{x, y}, n: n}, body{point: point{x, 1}, n: 1}
	r := 0.0
	if a == b {
		r++
	}
	if a.point != b.point {
		r += 2
	}
	if (point{x, y}) == a.point {
		r += 4
	}
	a.trail[1].x = 1
	if a == (body{point: point{x, y}, n: n, trail: [2]point{1: {x: 1}}}) {
		r += 8
	}
	return r
}

func EqualArrays(x, y float64, n int) float64 {
	a, b := [3]float64{x, y, 0}, [3]float64{y, x, 0}
	r := 0.0
	if a == b {
		r++
	}
	if a != [3]float64{x, y} {
		r += 2
	}
	if [0]int{} == [0]int{} {
		r += 4
	}
	return r
}

func LiteralForms(x, y float64, n int) float64 {
	a := point{x, y}
	b := point{y: x}
	c := body{trail: [2]point{{x, 1}, {y: 2}}, point: point{x: 3}, alive: true}
	d := [...]point{{1, 2}, {x, y}}
	e := []point{{x, 1}, {2, y}}
	f := &point{x, 5}
	f.move(1)
	return a.sum() + b.y + c.trail[0].x + c.trail[1].y + c.x + d[1].y + e[1].sum() + f.x*f.y + float64(len(d))
}

func IndexedLiteral(x, y float64, n int) float64 {
	a := [...]float64{2: x, y, 0: 1, 5: 7}
	const at = 1
	b := [4]int{at: 5, 6, at + 2: 8}
	r := 0.0
	for i, v := range a {
		r += float64(i) * v
	}
	for i, v := range b {
		r += float64(i * v)
	}
	return r
}

func Embedding(x, y float64, n int) float64 {
	b := body{point: point{x, y}}
	b.move(2)
	b.point.move(1)
	b.x *= 2
	type outer struct {
		body
		extra float64
	}
	o := outer{body: b, extra: 1}
	o.move(0.5)
	o.trail[n&1].move(1)
	return o.sum() + o.x*10 + o.point.y*100 + o.trail[0].x + 2*o.trail[1].x
}

func Methods(x, y float64, n int) float64 {
	p := point{x, y}
	q := p.moved(2)
	p.move(1)
	v := [2]point{p, q}
	v[n&1].move(3)
	(&v[0]).move(1)
	r := (*point).sum
	return v[0].sum() + v[1].x + point.sum(p) + q.moved(1).y + r(&q)
}

func DynamicIndices(x, y float64, n int) float64 {
	var v [5]float64
	for i := range v {
		v[i] = x + float64(i*i)
	}
	i := n & 3
	v[i], v[i+1] = v[i+1], v[i]
	v[4-i] -= y
	u := uint32(i)
	return v[i] + 10*v[4-i] + v[u]
}

func NestedArrays(x, y float64, n int) float64 {
	var m [3][2]point
	for i := range 3 {
		for j := range 2 {
			m[i][j] = point{float64(i), float64(j)}
			m[i][j].x += x
		}
	}
	row := m[n&1]
	row[1].y = 50
	m[2] = row
	m[0][n&1].move(y)
	r := 0.0
	for _, row := range m {
		for _, p := range row {
			r = r*1.5 + p.x - p.y
		}
	}
	return r
}

func OutOfRange(x, y float64, n int) float64 {
	v := [3]float64{x, y, 1}
	if n == 1 {
		return v[n+2]
	}
	return v[n]
}

var weights = [...]float64{0.5, 0.25, -1, 3: 2}

var primes = [5]int{2, 3, 5, 7, 11}

var places = [2]point{{1, 2}, {3, 4}}

var grid = [2][3]float64{{1, 2, 3}, {4, 5, 6}}

var label = "b"

func Tables(x, y float64, n int) float64 {
	i := n & 3
	r := weights[i]*x + weights[2] + float64(primes[i+1]*len(primes))
	for j, w := range weights {
		r += w * float64(j)
	}
	r += places[n&1].y + places[1].x
	v := grid
	v[0][0] = 100
	for i, row := range grid {
		r += row[n&1] * float64(i+1)
	}
	for _, w := range primes {
		r -= float64(w)
	}
	return r + grid[n&1][i%3] + v[0][0] + grid[1][2] + grid[(n+1)&1][2]
}

type mode int

const (
	low mode = iota
	mid
	high
)

func (m mode) String() string { return [...]string{"low", "mid", "high"}[m] }

func StringTable(x, y float64, n int) float64 {
	m := low
	if x > y {
		m = high
	} else if n == 1 {
		m = mid
	}
	r := 0.0
	if m.String() == "high" {
		r++
	}
	switch s := m.String(); s {
	case "low", "nothing":
		r += 10
	case "mid":
		r += 100
	}
	if label == "b" {
		r += 1000
	}
	return r
}

func AnonymousStructs(x, y float64, n int) float64 {
	terms := [...]struct {
		name          string
		value, weight float64
	}{{"a", x, 2}, {"b", y, 3}, {name: "c", weight: 1}}
	r := 0.0
	for _, t := range terms {
		if t.name == "b" {
			r += 100
		}
		r += t.value * t.weight
	}
	terms[2].value = x
	i := n & 1
	return r + terms[2].value + terms[i].weight
}

func ConvertStructs(x, y float64, n int) float64 {
	type other struct{ x, y float64 }
	type angle float64
	o := other(point{x, y})
	p := point(o)
	a := angle(x)
	a += angle(y) / 2
	return p.x + 10*o.y + float64(a)
}

func ZeroLength(x, y float64, n int) float64 {
	var none [0]float64
	var empty struct{}
	r := x
	for _, v := range none {
		r += v
	}
	_ = empty
	return r + float64(len(none))
}

func ArrayOfStructsByIndex(x, y float64, n int) float64 {
	bodies := [3]body{{n: 1}, {point: point{x, y}}, {alive: true}}
	i := n % 3
	if i < 0 {
		i = -i
	}
	bodies[i].trail[1] = point{5, 6}
	bodies[i].n += 3
	b := bodies[i]
	b.n++
	r := float64(b.n) + b.trail[1].y + float64(bodies[i].n)*10
	if bodies[i].alive {
		r = -r
	}
	return r
}

func ComparePart(x, y float64, n int) float64 {
	v := [2]point{{x, y}, {y, x}}
	if v[n&1] == v[1] && v[0].x != v[1].x {
		return 1
	}
	return 2
}

func pair(x, y float64) [2]float64 { return [2]float64{x, y} }

func IndexOfResult(x, y float64, n int) float64 {
	return pair(x, y)[n&1] + [3]float64{1, 2, 3}[n&1] + point{x, y}.moved(1).x
}

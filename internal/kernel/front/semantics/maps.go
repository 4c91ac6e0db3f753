package semantics

type terms map[string]float64

func (t terms) add(key string, v float64) { t[key] += v }

func total(m map[string]float64) (sum float64) {
	for _, v := range m {
		sum += v
	}
	return
}

func MapCounts(x, y float64, n int) float64 {
	m := map[string]float64{"a": x}
	r := float64(len(m))
	m["b"] = y
	if n > 1 {
		m["c"] = 1
	}
	delete(m, "a")
	return r + 10*float64(len(m)) + m["a"] + m["c"]
}

func MapCommaOk(x, y float64, n int) float64 {
	m := map[string]float64{}
	if x > 0 {
		m["x"] = x
	}
	r := 0.0
	if v, ok := m["x"]; ok {
		r += v
	}
	if _, ok := m["y"]; !ok {
		r += 10
	}
	v, ok := m["x"]
	if !ok {
		v = 100
	}
	return r + v
}

// lacking returns a map that lacks a key on one way.
func lacking(x float64) (float64, map[string]float64) {
	m := map[string]float64{}
	m["a"] = 1
	if x > 0 {
		return 2, m
	}
	m["b"] = 2
	return 1, m
}

func MapOfEarlyReturn(x, y float64, n int) float64 {
	r, m := lacking(x)
	if _, ok := m["b"]; ok {
		r += 100
	}
	return r + 10*float64(len(m)) + total(m)
}

func MapDelete(x, y float64, n int) float64 {
	m := map[string]float64{"a": 1, "b": 2, "c": 3}
	for i := range 3 {
		if i == n {
			delete(m, "b")
		}
		if i == n+1 {
			m["b"] = 7
		}
	}
	delete(m, "nothing")
	r := total(m) + 100*float64(len(m))
	m["a"], m["b"] = m["b"], m["a"]
	return r + m["a"]*1000
}

func MapRange(x, y float64, n int) float64 {
	w := map[string]float64{"b": x, "a": y, "c": 2}
	raw := map[string]float64{"a": 10, "c": 5}
	r := 0.0
	for k, v := range raw {
		if k == "c" {
			v *= 2
		}
		r += v * w[k]
	}
	for k := range w {
		if k == "a" {
			continue
		}
		r += 1
	}
	return r
}

func MapInBranches(x, y float64, n int) float64 {
	m := make(map[string]float64, 4)
	if x > y {
		m["s"] = 1
		if n > 0 {
			m["t"] = 2
		}
	} else {
		m["s"] = 3
	}
	switch n {
	case 1:
		m["u"] += x
	case 2:
		m["u"] -= x
		m["t"]++
	}
	return total(m) + 100*float64(len(m))
}

func fill(m map[string]float64, prefix string, v float64) {
	m[prefix+"1"] = v
	m[prefix+"2"] += v
}

func made(x float64) map[string]float64 {
	m := map[string]float64{"x": x}
	fill(m, "p", 2)
	return m
}

func MapThroughHelpers(x, y float64, n int) float64 {
	m := made(x)
	same := m
	fill(same, "q", y)
	fill(m, "p", 1)
	t := terms(m)
	t.add("x", 5)
	t.add("new", 1)
	return total(m) + 100*float64(len(same)) + m["p2"]*1000
}

func MapInLoop(x, y float64, n int) float64 {
	m := map[string]float64{"sum": 1}
	i := 0
	for m["sum"] < 20 && i < 10 {
		i++
		m["sum"] += float64(i)
		if i == 3 {
			m["three"] = x
		}
		m["last"] = float64(i)
	}
	return total(m) + 100*float64(len(m))
}

func MapOfInts(x, y float64, n int) float64 {
	score := map[mode]float64{low: x, high: y}
	flags := map[bool]float64{true: 5}
	m := mode(n & 3)
	_, known := score[m]
	r := score[m] + 10*flags[x > y]
	if known {
		r += 100
	}
	for k, v := range score {
		r += float64(k) * v
	}
	return r
}

func MapJoined(x, y float64, n int) float64 {
	var m map[string]float64
	if x > y {
		m = map[string]float64{"a": x, "b": 1}
	} else if n > 1 {
		m = map[string]float64{"a": y}
	} else {
		m = made(y)
	}
	m["c"] = 2
	_, ok := m["b"]
	r := total(m) + 100*float64(len(m))
	if ok {
		r = -r
	}
	return r
}

func MapFresh(x, y float64, n int) float64 {
	r := 0.0
	for i := range 4 {
		m := map[string]float64{}
		if i&1 == n&1 {
			m["odd"] = x
		}
		m["all"] += 1
		r = r*3 + total(m) + float64(len(m))
	}
	return r
}

func MapKeysBuilt(x, y float64, n int) float64 {
	m := map[string]float64{}
	names := [3]string{"x", "y", "n"}
	for i, v := range [3]float64{x, y, float64(n)} {
		m["err_"+names[i]] = v * float64(i+1)
	}
	for _, k := range []string{"x", "y"} {
		m["sum"] += m["err_"+k]
	}
	for i := 0; i < len(names); i++ {
		if names[i] == "y" {
			continue
		}
		m[names[i]]++
	}
	return total(m) + 100*float64(len(m)) + m["sum"]
}

type accumulator struct {
	sum   float64
	parts map[string]float64
	last  string
}

func (a *accumulator) add(key string, v float64) {
	a.sum += v
	a.parts[key] = v
	a.last = key
}

func MapField(x, y float64, n int) float64 {
	a := accumulator{parts: map[string]float64{}}
	a.add("x", x)
	a.add("y", y)
	if n > 1 {
		a.add("n", 5)
	}
	b := a
	b.add("z", 1)
	r := a.sum + 10*b.sum + total(a.parts) + 100*float64(len(a.parts))
	if a.last == "n" {
		r += 1000
	}
	if b.last == "z" {
		r += 2000
	}
	return r
}

func early(x, y float64) map[string]float64 {
	if x < 0 {
		return map[string]float64{"crash": -1}
	}
	m := map[string]float64{"crash": 0}
	if y < 0 {
		return m
	}
	m["height"] = y
	return m
}

func MapReturnedEarly(x, y float64, n int) float64 {
	m := early(x, y)
	m["end"] = 5
	return total(m) + 100*float64(len(m))
}

func MapUpdateMissing(x, y float64, n int) float64 {
	m := map[string]float64{}
	m["a"]++
	m["b"] -= x
	if n > 0 {
		m["b"] *= 2
		m["c"] += y
	}
	m["c"] += 1
	var none map[string]float64
	return total(m) + none["a"] + float64(len(none)) + total(none)
}

func MapRangeDeletes(x, y float64, n int) float64 {
	m := map[string]float64{"a": x, "b": y, "c": 1}
	for k, v := range m {
		if v <= 0 {
			delete(m, k)
		}
	}
	for k := range m {
		m[k] *= 2
	}
	return total(m) + 100*float64(len(m))
}

func MapKeySetLaterInLoop(x, y float64, n int) float64 {
	m := map[string]float64{"a": 1}
	r := 0.0
	for i := 0; i < 3; i++ {
		r = r*10 + total(m) + float64(len(m))
		m["late"] = x
		if i == n {
			m["rare"] = 3
		}
	}
	return r
}

func StringSwitch(x, y float64, n int) float64 {
	phase := "swing"
	if x > 0 {
		phase = "hold"
	}
	for i := range 3 {
		if i == n {
			phase = "end"
		}
	}
	r := 0.0
	switch phase {
	case "rest", "hold":
		r = 1
	case "swing":
		r = 2
	case "end":
		r = 3
	}
	if phase != "end" {
		r += 10
	}
	return r
}

func SortedTerms(x, y float64, n int) float64 {
	type term struct {
		name string
		eval func(a, b float64) float64
	}
	all := []term{
		{"sum", func(a, b float64) float64 { return a + b }},
		{"scaled", func(a, _ float64) float64 { return a * float64(n) }},
		{"two", func(a, b float64) float64 { p, q := two(a); return p - q*b }},
	}
	m := map[string]float64{}
	r := 0.0
	for i, t := range all {
		v := t.eval(x, y)
		m[t.name] = v
		r += v * float64(i+1)
	}
	return r + m["scaled"]
}

func MapKeyChosen(x, y float64, n int) float64 {
	key := "stay"
	if x > y {
		key = "move"
	}
	m := map[string]float64{"stay": 1}
	m[key] += x
	r := 0.0
	for i := 0; i < 5; i++ {
		r = r*2 + m[key]
		m[key] = float64(i)
		if key == "late" {
			key = "last"
		} else if i > n {
			key = "late"
		}
	}
	names := [3]string{"stay", "move", "other"}
	m[names[(n+3)%3]] += 5
	for _, s := range names {
		delete(m, s)
		if m["late"] > 2 {
			break
		}
	}
	return r + total(m) + 100*float64(len(m))
}

package reward

type named struct {
	name string // want "a field is a string"
	x    float64
}

const label = "zone"

func zone(x float64) string { // want "a result is a string"
	if x > 0 {
		return "in" // want "as the key of a term"
	}
	return label // want "as the key of a term"
}

func add(m map[string]float64, name string, x float64) {
	if name == "bonus" {
		return
	}
	switch name {
	case "a", label:
		x *= 2
	}
	m["err_"+name] += x
}

func f(x float64) float64 {
	var s string // want "has no value of its own"
	_ = s
	names := [2]string{"a", "b"} // want "for _, name := range"
	_ = "unused"
	_ = names
	key := "a"
	other := "b"
	other = "c" // want "gets another value"
	_ = other
	m := map[string]float64{}
	m[key] = x
	add(m, key+"_x", x)
	for _, n := range [...]string{"a", "b"} {
		x += m[n]
	}
	b := [1]string{"a"}[0] // want "picked by an index"
	if key < "b" {         // want "joined and compared"
		return 0
	}
	_ = b
	n := len(key) // want "other than as the key"
	_ = n
	return x
}

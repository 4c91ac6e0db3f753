package reward

type named struct {
	name string
	x    float64
}

const label = "zone"

func zone(x float64) string {
	if x > 0 {
		return "in"
	}
	return label
}

func f(x float64) float64 {
	m := map[string]float64{}
	for _, n := range []named{{"a", x}, {name: "b", x: 2 * x}} {
		m["err_"+n.name] = n.x
	}
	s := zone(x)
	if s == "in" && label[0] == label[1] { // want "a string is indexed" "a string is indexed"
		return x
	}
	for i, r := range s { // want "the characters of a string"
		x += float64(i + int(r))
	}
	if s[1:] == "n" { // want "a string is cut"
		return 2
	}
	return m["err_a"]
}

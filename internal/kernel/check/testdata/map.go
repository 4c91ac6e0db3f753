package reward

type counts map[int]float64 // want "map[int]float64"

type tally map[string]float64

func f(x float64) float64 {
	m := map[string]int{} // want "map[string]int"
	_ = m
	var a [2]map[string]float64 // want "an element of an array is a map of terms"
	_ = a
	t := tally{"a": x}
	u := make(map[string]float64, 3)
	u["b"] = t["a"]
	v, ok := u["b"]
	if ok {
		return v
	}
	return x
}

package reward

type acc struct{ part map[string]float64 }

func add(m map[string]float64, x float64) { m["a"] = x }

func (a *acc) add(x float64) { a.part["a"] = x }

func never(x float64) (terms map[string]float64) {
	terms["a"] = x // want "the map terms is used, which may be nil here"
	return         // want "the map terms is returned"
}

func sometimes(x float64) (total float64, terms map[string]float64) {
	if x > 0 {
		terms = map[string]float64{}
		terms["a"] = x
		return x, terms
	}
	terms["b"] = x // want "may be nil"
	terms = make(map[string]float64)
	terms["b"] = x
	add(terms, x)
	for k := range terms {
		terms[k] *= 2
	}
	return
}

func fields(x float64) map[string]float64 {
	a := acc{map[string]float64{}}
	a.add(x)
	a.part["b"] = x
	var b acc // want "b is passed on while its map b.part may be nil"
	b.add(x)
	var c acc
	c.part = map[string]float64{}
	c.add(x)
	return c.part
}

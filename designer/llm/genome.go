package llm

import (
	"math"
	"slices"
	"strconv"
)

// genome is a reward as Search sees it: the terms it is the sum of, at least one.
type genome []gene

// kindred reports whether two genomes are sums of the same shapes of the same
// fields, so that only their numbers differ.
func (g genome) kindred(h genome) bool {
	alike := func(a, b gene) bool {
		return a.shape == b.shape && a.field == b.field && a.other == b.other && a.vector == b.vector
	}
	within := func(g, h genome) bool {
		for _, a := range g {
			if !slices.ContainsFunc(h, func(b gene) bool { return alike(a, b) }) {
				return false
			}
		}
		return true
	}
	return within(g, h) && within(h, g)
}

// shape is how a term depends on its distance d, which is about -1 to 1 over the
// range of its field.
type shape string

const (
	shapeValue    shape = "value"    // d
	shapeAbs      shape = "abs"      // |d|
	shapeSquare   shape = "square"   // d²
	shapeNear     shape = "near"     // exp(-|d|/temp)
	shapeBell     shape = "bell"     // exp(-d²/temp), a Gaussian
	shapeSide     shape = "side"     // tanh(d/temp)
	shapeCos      shape = "cos"      // cos of the distance as it is, not scaled; never of a vector
	shapeProgress shape = "progress" // |d| of s less |d| of next
)

// gene is one term: weight times shape of (field - target)/scale, or of
// (field - other)/scale. Where vector is set these are the first components of
// two vectors, and the distance is the length of their difference, or of the
// one vector where there is no other.
type gene struct {
	shape  shape
	weight float64
	field  int     // index of the field
	other  int     // index of the field subtracted, -1 for target
	target float64 // in the field's unit; 0 of a vector
	temp   float64 // of near, bell and side, in scales
	vector bool
}

// geneFactory makes and changes genes over the fields of one environment.
type geneFactory struct {
	fields    searchFields
	stems     [][]int // fields by stem, so that a vector is drawn as often as a number
	mostTerms int
}

func newGeneFactory(fields []SearchField, mostTerms int) geneFactory {
	return geneFactory{fields: fields, stems: searchFields(fields).stems(), mostTerms: mostTerms}
}

// random returns a genome of one to three terms.
func (f geneFactory) random(r *dice) genome {
	g := make(genome, 1+r.below(min(3, f.mostTerms)))
	for i := range g {
		g[i] = f.gene(r)
	}
	return g
}

// gene returns a random term.
func (f geneFactory) gene(r *dice) gene {
	stem := f.stems[r.below(len(f.stems))]
	g := gene{weight: 1, field: stem[r.below(len(stem))], other: -1, temp: f.temp(r)}
	f.setShape(r, &g)
	g.weight = tidy(r.sign() * math.Pow(10, 2*r.float()-1))
	if g.shape == shapeProgress { // a step covers a small part of the range
		g.weight = tidy(10 * g.weight)
	}
	f.setTarget(r, &g)
	return g
}

// temp is drawn so that every magnitude from 0.03 to 1 is as likely.
func (geneFactory) temp(r *dice) float64 { return tidy(math.Pow(10, -1.5*r.float())) }

// setShape draws a shape that suits the field, or the vector.
func (f geneFactory) setShape(r *dice, g *gene) {
	field := f.fields[g.field]
	shapes := []shape{shapeValue}
	if field.Type != "bool" {
		shapes = append(shapes, shapeAbs, shapeSquare, shapeNear, shapeBell, shapeSide)
	}
	if field.Unit == "rad" && !g.vector {
		shapes = append(shapes, shapeCos)
	}
	if before(field.Name) != "" {
		shapes = append(shapes, shapeProgress)
	}
	g.shape = shapes[r.below(len(shapes))]
}

// setTarget draws what is subtracted from the field: zero, another field of the
// same unit, or a number in its range; of a bool nothing is. Where the field is
// a component of a vector, the whole vector may take its place.
func (f geneFactory) setTarget(r *dice, g *gene) {
	g.other, g.target, g.vector = -1, 0, false
	field := f.fields[g.field]
	if field.Type == "bool" {
		return
	}
	finite := isFinite(field.Lo) && isFinite(field.Hi)
	zeroFits := !finite || field.Lo <= 0 && 0 <= field.Hi
	others, alike := f.fields.comparable(g.field)
	likely := 0.3
	if alike { // a goal, or what has one
		likely = 0.6
	}
	switch luck := r.float(); {
	case len(others) > 0 && luck < likely:
		g.other = others[r.below(len(others))]
	case finite && (luck > 0.6 || !zeroFits):
		g.target = tidy(field.Lo + r.float()*(field.Hi-field.Lo))
		return
	}
	if f.fields.haveLength(g) && r.float() < 0.8 {
		f.takeVector(g)
	}
}

// takeVector makes the distance of a term that of whole vectors.
func (f geneFactory) takeVector(g *gene) {
	g.vector = true
	g.field = f.fields.axes(g.field)[0]
	if g.other >= 0 {
		g.other = f.fields.axes(g.other)[0]
	}
}

// mutate returns g after one change, or with falling odds two or three.
func (f geneFactory) mutate(r *dice, g genome) genome {
	g = f.mutateOnce(r, slices.Clone(g))
	for range 2 {
		if r.float() < 0.4 {
			g = f.mutateOnce(r, g)
		}
	}
	return g
}

// mutateOnce tunes one term, adds one, replaces one or removes one, in place
// where that is possible.
func (f geneFactory) mutateOnce(r *dice, g genome) genome {
	i := r.below(len(g))
	switch luck := r.float(); {
	case luck < 0.5:
		f.tune(r, &g[i], len(g) == 1)
	case luck < 0.8 && len(g) < f.mostTerms:
		g = append(g, f.gene(r))
	case luck < 0.9 && len(g) > 1:
		g = slices.Delete(g, i, i+1)
	default:
		g[i] = f.gene(r)
	}
	return g
}

// tune changes one number or choice of a term. The weight of a term that stands
// alone only matters by its sign, since learners scale rewards.
func (f geneFactory) tune(r *dice, g *gene, alone bool) {
	field := f.fields[g.field]
	switch luck := r.float(); {
	case luck < 0.4 && !alone:
		g.weight = tidy(g.weight * math.Exp(3*r.float()-1.5))
	case luck < 0.5:
		g.weight = -g.weight
	case luck < 0.65 && g.other < 0 && !g.vector && field.Type != "bool":
		g.target = tidy(min(field.Hi, max(field.Lo, g.target+field.scale()*(r.float()-0.5))))
	case luck < 0.75:
		f.setTarget(r, g)
	case luck < 0.85 && slices.Contains([]shape{shapeNear, shapeBell, shapeSide}, g.shape):
		g.temp = tidy(min(3, max(0.01, g.temp*math.Exp(2*r.float()-1))))
	default:
		f.setShape(r, g)
	}
}

// cross returns a with some of its terms replaced by, or joined by, terms of b.
func (f geneFactory) cross(r *dice, a, b genome) genome {
	child := slices.Clone(a)
	for _, g := range b {
		switch {
		case r.float() < 0.5 || slices.Contains(child, g):
		case len(child) < f.mostTerms:
			child = append(child, g)
		default:
			child[r.below(len(child))] = g
		}
	}
	return child
}

// tidy rounds x to three significant digits, so that rewards read well and the
// last bits of a machine's math functions leave no trace.
func tidy(x float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 3, 64), 64)
	if err != nil {
		return x
	}
	return rounded
}

func isFinite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

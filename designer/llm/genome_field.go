package llm

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// searchFields are the numbers a genome is built from; genes hold indices.
type searchFields []SearchField

// root returns the variable a field is taken from: s, a or next.
func root(name string) string {
	if _, argument, ok := strings.Cut(name, "("); ok {
		name, _, _ = strings.Cut(argument, ")")
	}
	name, _, _ = strings.Cut(name, ".")
	return name
}

// nextPattern finds the state after the step in a field's name.
var nextPattern = regexp.MustCompile(`^(env\.[A-Za-z0-9_]+\()?next([.)])`)

// before returns the expression for what a field of next was before the step,
// and "" for other fields.
func before(name string) string {
	if !nextPattern.MatchString(name) {
		return ""
	}
	return nextPattern.ReplaceAllString(name, "${1}s$2")
}

// component splits the name of one component of a vector or an array into the
// vector's name and the component's: next.Goal and X, a.Rotor and 2. The second
// is empty for any other field.
func component(name string) (stem, part string) {
	if i := strings.LastIndexByte(name, '['); i >= 0 && strings.HasSuffix(name, "]") {
		return name[:i], name[i+1 : len(name)-1]
	}
	i := strings.LastIndexByte(name, '.')
	if part := name[i+1:]; part == "X" || part == "Y" || part == "Z" {
		if stem := name[:i]; root(stem) != stem { // s.X is a number
			return stem, part
		}
	}
	return name, ""
}

// lastName returns the last part of a field's name: X of next.Goal.X.
func lastName(name string) string {
	if _, part := component(name); part != "" {
		return part
	}
	return name[strings.LastIndexByte(name, '.')+1:]
}

// entryPattern finds the entry of a matrix: XY of next.Rotation.XY.
var entryPattern = regexp.MustCompile(`^(.+\..+)\.[XYZ][XYZ]$`)

// stems groups fields by what they are parts of, in order of appearance: the
// components of a vector, the entries of a matrix.
func (f searchFields) stems() [][]int {
	var order []string
	groups := map[string][]int{}
	for i, field := range f {
		stem, _ := component(field.Name)
		if parts := entryPattern.FindStringSubmatch(stem); parts != nil {
			stem = parts[1]
		}
		if groups[stem] == nil {
			order = append(order, stem)
		}
		groups[stem] = append(groups[stem], i)
	}
	var list [][]int
	for _, stem := range order {
		list = append(list, groups[stem])
	}
	return list
}

// axes returns the components of the vector or array that field i belongs to, in
// the order of the fields, and i alone where it belongs to none.
func (f searchFields) axes(i int) []int {
	stem, part := component(f[i].Name)
	if part == "" {
		return []int{i}
	}
	var list []int
	for j, field := range f {
		if other, part := component(field.Name); part != "" && other == stem {
			list = append(list, j)
		}
	}
	return list
}

// haveLength says that a term's fields are components of vectors: of one, or of
// two different ones with the same components.
func (f searchFields) haveLength(g *gene) bool {
	own := f.axes(g.field)
	if len(own) < 2 || g.shape == shapeCos || f[g.field].Type == "bool" {
		return false
	}
	if g.other < 0 {
		return true
	}
	others := f.axes(g.other)
	same := func(i, j int) bool { return lastName(f[i].Name) == lastName(f[j].Name) }
	return others[0] != own[0] && slices.EqualFunc(own, others, same)
}

// comparable returns the other fields with the unit of a field, taken from the
// same state: those of the same last name where there are any, as next.Tip.X
// and next.Goal.X, and whether they are such.
func (f searchFields) comparable(i int) (others []int, alike bool) {
	var same, all []int
	for j, field := range f {
		switch {
		case j == i || field.Type == "bool" || field.Unit == "" || field.Unit != f[i].Unit || root(field.Name) != root(f[i].Name):
			continue
		case lastName(field.Name) == lastName(f[i].Name):
			same = append(same, j)
		}
		all = append(all, j)
	}
	if len(same) > 0 {
		return same, true
	}
	return all, false
}

// scale is what a term's distance is divided by: half the range of its field, or
// of the other where that has none, else 1.
func (f searchFields) scale(g *gene) float64 {
	own := f[g.field].scale()
	if own == 1 && g.other >= 0 {
		return f[g.other].scale()
	}
	return own
}

// wraps says that a term is the difference of two angles, of which one has no
// range or may differ from the other by more than half a turn.
func (f searchFields) wraps(g *gene) bool {
	wide := func(field SearchField) bool {
		return !isFinite(field.Lo) || !isFinite(field.Hi) || field.Hi-field.Lo > math.Pi
	}
	if f[g.field].Unit != "rad" || g.vector || g.shape == shapeCos || g.other < 0 && g.target == 0 {
		return false
	}
	return wide(f[g.field]) || g.other >= 0 && wide(f[g.other])
}

// scale returns half the range of a field, 1 where it has none or is a bool.
func (f SearchField) scale() float64 {
	half := (f.Hi - f.Lo) / 2
	if f.Type == "bool" || !isFinite(half) || half <= 0 {
		return 1
	}
	return tidy(half)
}

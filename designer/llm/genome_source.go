package llm

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// source writes g as a reward function in Go, as gofmt would lay it out.
func (g genome) source(fields searchFields) string {
	names := g.termNames(fields)
	var steps, sum, entries []string
	for i, gene := range g {
		n := i + 1
		distance, term := gene.expressions(fields, n)
		steps = append(steps, distance...)
		steps = append(steps, fmt.Sprintf("t%d := %s * %s", n, number(gene.weight), term))
		sum = append(sum, fmt.Sprintf("t%d", n))
		entries = append(entries, fmt.Sprintf("%q: t%d", names[i], n))
	}
	body := "\t" + strings.Join(steps, "\n\t")
	var b strings.Builder
	b.WriteString("package reward\n\n")
	b.WriteString(imports(body))
	if strings.Contains(body, "indicator(") {
		b.WriteString("func indicator(yes bool) float64 {\n\tif yes {\n\t\treturn 1\n\t}\n\treturn 0\n}\n\n")
	}
	b.WriteString("func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n")
	fmt.Fprintf(&b, "%s\n\treturn %s, map[string]float64{%s}\n}\n", body, strings.Join(sum, " + "), strings.Join(entries, ", "))
	return b.String()
}

// imports declares the packages that the statements of a reward use.
func imports(body string) string {
	standard, ours := "", "\t\"env\"\n"
	if strings.Contains(body, "math.") {
		standard = "\t\"math\"\n\n"
	}
	if strings.Contains(body, "geom.") {
		ours += "\t\"geom\"\n"
	}
	if standard == "" && !strings.Contains(ours, "geom") {
		return "import \"env\"\n\n"
	}
	return "import (\n" + standard + ours + ")\n\n"
}

// expressions returns the statements that compute the distance of term n, and
// the expression of its shape.
func (g gene) expressions(fields searchFields, n int) (statements []string, term string) {
	d := fmt.Sprintf("d%d", n)
	statements = g.distance(fields, d, false)
	size := func(d string) string {
		if g.vector { // a length is not negative
			return d
		}
		return "math.Abs(" + d + ")"
	}
	switch g.shape {
	case shapeValue:
		return statements, d
	case shapeAbs:
		return statements, size(d)
	case shapeSquare:
		return statements, d + " * " + d
	case shapeNear:
		return statements, fmt.Sprintf("math.Exp(-%s/%s)", size(d), number(g.temp))
	case shapeBell:
		return statements, fmt.Sprintf("math.Exp(-%s*%s/%s)", d, d, number(g.temp))
	case shapeSide:
		return statements, fmt.Sprintf("math.Tanh(%s/%s)", d, number(g.temp))
	case shapeCos:
		return statements, fmt.Sprintf("math.Cos(%s)", d)
	case shapeProgress:
		was := fmt.Sprintf("was%d", n)
		statements = append(g.distance(fields, was, true), statements...)
		return statements, fmt.Sprintf("(%s - %s)", size(was), size(d))
	}
	panic("search: unknown shape " + string(g.shape))
}

// distance returns the statements that set a variable to the distance of a term,
// after the step or before it.
func (g gene) distance(fields searchFields, name string, earlier bool) (statements []string) {
	difference := g.difference(fields, g.field, g.other, earlier)
	call := g.vector || fields.wraps(&g)
	switch {
	case g.vector:
		statements, difference = g.length(fields, name, earlier)
	case call:
		difference = "geom.WrapAngle(" + difference + ")"
	}
	scale := fields.scale(&g)
	switch {
	case scale == 1 || g.shape == shapeCos:
		return append(statements, name+" := "+difference)
	case call: // gofmt closes up operators within a call that stands in a quotient
		difference = strings.ReplaceAll(difference, " ", "")
	case strings.Contains(difference, " "):
		difference = "(" + difference + ")"
	}
	return append(statements, name+" := "+difference+" / "+number(scale))
}

// length returns the statements that set a variable for each component of a
// term's vector, and the expression of its length.
func (g gene) length(fields searchFields, name string, earlier bool) (statements []string, length string) {
	var squares []string
	own, others := fields.axes(g.field), []int(nil)
	if g.other >= 0 {
		others = fields.axes(g.other)
	}
	for k, i := range own {
		other := -1
		if others != nil {
			other = others[k]
		}
		_, part := component(fields[i].Name)
		v := name + strings.ToLower(part)
		if fields[i].Name[len(fields[i].Name)-1] == ']' {
			v = name + "at" + part
		}
		statements = append(statements, v+" := "+g.difference(fields, i, other, earlier))
		squares = append(squares, v+"*"+v)
	}
	return statements, "math.Sqrt(" + strings.Join(squares, " + ") + ")"
}

// difference returns a field less another, or less the term's target where there
// is no other (-1), after the step or before it.
func (g gene) difference(fields searchFields, field, other int, earlier bool) string {
	value := func(i int) string {
		name := fields[i].Name
		if was := before(name); earlier && was != "" {
			name = was
		}
		switch fields[i].Type {
		case "", "float64":
			return name
		case "bool":
			return "indicator(" + name + ")"
		}
		return "float64(" + name + ")"
	}
	switch {
	case other >= 0:
		return value(field) + " - " + value(other)
	case g.target < 0:
		return value(field) + " + " + number(-g.target)
	case g.target > 0:
		return value(field) + " - " + number(g.target)
	}
	return value(field)
}

// plainName turns the expression of a field into a part of a name.
var plainName = strings.NewReplacer(".", "_", "[", "_", "]", "", "(next)", "", "(s)", "")

// termNames returns a name for each term, all different: its shape and field,
// numbered where several are alike.
func (g genome) termNames(fields searchFields) []string {
	names := make([]string, 0, len(g))
	for _, gene := range g {
		path := fields[gene.field].Name
		if gene.vector {
			path, _ = component(path)
		}
		_, path, _ = strings.Cut(path, ".")
		name := string(gene.shape) + "_" + strings.Trim(plainName.Replace(path), "_")
		numbered := name
		for n := 2; slices.Contains(names, numbered); n++ {
			numbered = fmt.Sprintf("%s_%d", name, n)
		}
		names = append(names, numbered)
	}
	return names
}

// number writes x as a Go floating-point literal.
func number(x float64) string {
	s := strconv.FormatFloat(x, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

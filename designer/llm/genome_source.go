package llm

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// source writes g as a reward function in Go, as gofmt would lay it out.
func (g genome) source(fields []SearchField) string {
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
	if strings.Contains(body, "math.") {
		b.WriteString("import (\n\t\"math\"\n\n\t\"env\"\n)\n\n")
	} else {
		b.WriteString("import \"env\"\n\n")
	}
	if strings.Contains(body, "indicator(") {
		b.WriteString("func indicator(yes bool) float64 {\n\tif yes {\n\t\treturn 1\n\t}\n\treturn 0\n}\n\n")
	}
	b.WriteString("func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n")
	fmt.Fprintf(&b, "%s\n\treturn %s, map[string]float64{%s}\n}\n", body, strings.Join(sum, " + "), strings.Join(entries, ", "))
	return b.String()
}

// expressions returns the statements that compute the distance of term n, and
// the expression of its shape.
func (g gene) expressions(fields []SearchField, n int) (distance []string, term string) {
	d := fmt.Sprintf("d%d", n)
	scale := fields[g.field].scale()
	scaled := func(e string) string {
		switch {
		case scale == 1 || g.shape == shapeCos:
			return e
		case strings.Contains(e, " "):
			e = "(" + e + ")"
		}
		return e + " / " + number(scale)
	}
	distance = []string{d + " := " + scaled(g.difference(fields, false))}
	switch g.shape {
	case shapeValue:
		return distance, d
	case shapeAbs:
		return distance, fmt.Sprintf("math.Abs(%s)", d)
	case shapeSquare:
		return distance, d + " * " + d
	case shapeNear:
		return distance, fmt.Sprintf("math.Exp(-math.Abs(%s)/%s)", d, number(g.temp))
	case shapeSide:
		return distance, fmt.Sprintf("math.Tanh(%s/%s)", d, number(g.temp))
	case shapeCos:
		return distance, fmt.Sprintf("math.Cos(%s)", d)
	case shapeProgress:
		was := fmt.Sprintf("was%d", n)
		distance = append([]string{was + " := " + scaled(g.difference(fields, true))}, distance...)
		return distance, fmt.Sprintf("(math.Abs(%s) - math.Abs(%s))", was, d)
	}
	panic("search: unknown shape " + string(g.shape))
}

// difference returns the field less its target, after the step or before it.
func (g gene) difference(fields []SearchField, earlier bool) string {
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
	case g.other >= 0:
		return value(g.field) + " - " + value(g.other)
	case g.target < 0:
		return value(g.field) + " + " + number(-g.target)
	case g.target > 0:
		return value(g.field) + " - " + number(g.target)
	}
	return value(g.field)
}

// termNames returns a name for each term, all different: its shape and field,
// numbered where several are alike.
func (g genome) termNames(fields []SearchField) []string {
	names := make([]string, 0, len(g))
	for _, gene := range g {
		_, path, _ := strings.Cut(fields[gene.field].Name, ".")
		name := string(gene.shape) + "_" + strings.Trim(strings.NewReplacer(".", "_", "[", "_", "]", "").Replace(path), "_")
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

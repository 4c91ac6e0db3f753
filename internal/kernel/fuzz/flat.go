package fuzz

import (
	"fmt"
	"strings"
)

// Flat is the program as a package of the name given, with a function
//
//	Flat(in [n]float64) (float64, map[string]float64)
//
// that calls F, whose leaves it takes from in, over and over, and returns the
// first result and the leaves of the others as terms. Conversions of floats to
// integers are functions of the program that saturate, so that Go says what it
// means wherever it runs, but for ints that leave 32 bits.
func (s Source) Flat(name string, n int) string {
	text := withoutPackage(s.body) + s.flat(n) + saturation
	return tidy("package " + name + "\n\n" + imports(text) + text)
}

// saturation are the functions that conversions of floats to integers are marked
// with.
const saturation = `
func ` + markInt + `(x float64) int {
	switch {
	case x != x:
		return 0
	case x >= 2147483647:
		return 2147483647
	case x <= -2147483648:
		return -2147483648
	}
	return int(x)
}

func ` + markUint32 + `(x float64) uint32 {
	switch {
	case !(x >= 0):
		return 0
	case x >= 4294967295:
		return 4294967295
	}
	return uint32(x)
}
`

// flat writes the function Flat.
func (s Source) flat(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\nfunc Flat(in [%d]float64) (float64, map[string]float64) {\n", n)
	next := 0
	var args, results []string
	for i, p := range s.entry.params {
		fmt.Fprintf(&b, "a%d := %s\n", i, fromArray(p.t, n, &next))
		arg := fmt.Sprintf("a%d", i)
		if p.pointer {
			arg = "&" + arg
		}
		args = append(args, arg)
	}
	for i := range s.entry.results {
		results = append(results, fmt.Sprintf("r%d", i))
	}
	if s.keys {
		results = append(results, "terms")
	}
	fmt.Fprintf(&b, "%s := F(%s)\n", strings.Join(results, ", "), strings.Join(args, ", "))
	if !s.keys {
		b.WriteString("terms := map[string]float64{}\n")
	}
	for i, t := range s.entry.results[1:] {
		setTerms(&b, t, results[i+1])
	}
	for i, p := range s.entry.params {
		if p.pointer {
			setTerms(&b, p.t, fmt.Sprintf("a%d", i))
		}
	}
	b.WriteString("return r0, terms\n}\n")
	return b.String()
}

// setTerms writes the leaves of a variable as terms.
func setTerms(b *strings.Builder, t *typ, name string) {
	for _, leaf := range leavesOf(t, name) {
		value := "float64(" + leaf.text + ")"
		if leaf.t.kind == boolean {
			value = "mixBool(0, bool(" + leaf.text + "))"
		}
		fmt.Fprintf(b, "terms[%q] = %s\n", leaf.text, value)
	}
}

// part is a part of a variable, as written.
type part struct {
	text string
	t    *typ
}

// leavesOf returns the scalars in a variable.
func leavesOf(t *typ, name string) []part {
	var leaves []part
	switch t.kind {
	case array:
		for i := range t.n {
			leaves = append(leaves, leavesOf(t.elem, fmt.Sprintf("%s[%d]", name, i))...)
		}
	case structure:
		for _, f := range t.fields {
			leaves = append(leaves, leavesOf(f.t, name+"."+f.name)...)
		}
	default:
		return []part{{name, t}}
	}
	return leaves
}

// fromArray returns the expression of a value whose leaves are elements of in,
// which has n: those from *next on, around its end.
func fromArray(t *typ, n int, next *int) string {
	var parts []string
	switch t.kind {
	case array:
		for range t.n {
			parts = append(parts, fromArray(t.elem, n, next))
		}
		return t.name + "{" + strings.Join(parts, ", ") + "}"
	case structure:
		for _, f := range t.fields {
			parts = append(parts, fromArray(f.t, n, next))
		}
		return t.name + "{" + strings.Join(parts, ", ") + "}"
	}
	in := fmt.Sprintf("in[%d]", *next%n)
	*next++
	switch t.kind {
	case boolean:
		return t.name + "(" + in + " > 0)"
	case integer, u32:
		return t.name + "(" + marks[t.kind] + "(" + in + "))"
	}
	return t.name + "(" + in + ")"
}

package fuzz

import (
	"fmt"
	"slices"
	"strings"
)

func (g *sourceGen) statements(n int) {
	for range n {
		if g.left < 0 {
			return
		}
		g.statement()
	}
}

// within writes statements in a scope of their own.
func (g *sourceGen) within(n int) {
	defer g.enter()()
	g.statements(n)
}

func (g *sourceGen) statement() {
	g.left--
	switch n := g.n(40); {
	case n < 7:
		g.declaration()
	case n < 15:
		g.assignment()
	case n < 17:
		g.tuple()
	case n < 21:
		g.branch()
	case n < 25 && g.depth < 2:
		g.loop()
	case n < 28:
		g.choice()
	case n < 32:
		g.callStatement()
	case n < 34:
		g.literalFunction()
	case n < 36:
		g.mapStatement()
	case n < 37:
		g.line("{")
		g.within(1 + g.n(2))
		g.line("}")
	case n < 39 && len(g.labels) > 0 && !g.pure:
		g.jump()
	case n < 40 && !g.pure && g.chance(50):
		g.line("if (%s) {", g.expr(basic[boolean], 2))
		g.leave(false)
		g.line("}")
	default:
		g.assignment()
	}
}

// name returns a new name, or one that hides a variable in scope.
func (g *sourceGen) name() string {
	if g.chance(12) && len(g.scope) > 0 {
		if name := pick(g.r, g.scope).name; name != "x" && !strings.HasPrefix(name, "(") {
			return name
		}
	}
	return g.fresh("v")
}

func (g *sourceGen) declaration() {
	if g.chance(80) {
		g.local(g.anyType())
		return
	}
	t := g.anyType()
	value := g.expr(t, 3)
	u := g.anyType()
	other := g.expr(u, 2)
	a, b := g.fresh("v"), g.fresh("v")
	_, useA := g.declare(a, t)
	_, useB := g.declare(b, u)
	if t == u && g.chance(50) {
		g.line("var %s, %s %s = %s, %s", a, b, t.name, value, other)
	} else {
		g.line("%s, %s := %s(%s), %s(%s)", a, b, t.name, value, u.name, other)
	}
	g.line("%s\n%s", useA, useB)
}

// local declares a variable of type t.
func (g *sourceGen) local(t *typ) {
	value := g.expr(t, 3)
	if g.chance(12) {
		value = ""
	}
	name := g.fresh("v")
	_, use := g.declare(name, t)
	switch {
	case value == "":
		g.line("var %s %s", name, t.name)
	case g.chance(40):
		g.line("var %s %s = %s", name, t.name, value)
	case t.scalar():
		g.line("%s := %s(%s)", name, t.name, value)
	default:
		g.line("%s := %s", name, value)
	}
	g.line("%s", use)
}

func (g *sourceGen) assignment() {
	t := pick(g.r, []*typ{basic[f64], basic[f64], basic[integer], basic[u32], basic[f32], basic[boolean], g.anyType()})
	place := g.place(t, true, 2)
	if place == "" {
		g.declaration()
		return
	}
	switch n := g.n(10); {
	case t.numeric() && n == 0:
		g.line("%s%s", place, pick(g.r, []string{"++", "--"}))
	case t.float() && n < 5:
		operator := pick(g.r, []string{"+=", "-=", "*=", "/="})
		value := g.expr(t, 3)
		if operator == "/=" && g.interpretable {
			value = g.variable(t, 2)
		}
		g.line("%s %s %s", place, operator, value)
	case t.numeric() && n < 5:
		g.update(t, place)
	case n == 9:
		value := g.expr(t, 3)
		if t.scalar() {
			value = t.name + "(" + value + ")"
		}
		g.line("_ = %s", value)
	default:
		g.line("%s = %s", place, g.expr(t, 3))
	}
}

// update writes an assignment with an operation on integers.
func (g *sourceGen) update(t *typ, place string) {
	switch n := g.n(8); {
	case n < 2:
		g.line("%s %s %d", place, pick(g.r, []string{"%=", "/="}), 2+g.n(9))
	case n < 3:
		operators := []string{">>="}
		if t.kind == u32 {
			operators = append(operators, "<<=")
		}
		g.line("%s %s %s", place, pick(g.r, operators), pick(g.r, []string{"3", "(" + g.variable(basic[u32], 1) + "&31)"}))
	case n < 5:
		g.line("%s %s %s", place, pick(g.r, []string{"&=", "|=", "^=", "&^="}), g.expr(t, 2))
	default:
		value := g.expr(t, 2)
		if t.kind == integer {
			value = fmt.Sprintf("%s%%%d", g.variable(t, 2), 50)
		}
		g.line("%s %s %s", place, pick(g.r, []string{"+=", "-=", "*="}), value)
	}
}

// tuple writes an assignment of several values, such as an exchange.
func (g *sourceGen) tuple() {
	t := pick(g.r, []*typ{basic[f64], basic[integer], g.anyType()})
	a, b := g.place(t, true, 1), g.place(t, true, 1)
	if a == "" || b == "" {
		g.assignment()
		return
	}
	if g.chance(50) {
		g.line("%s, %s = %s, %s", a, b, b, a)
		return
	}
	g.line("%s, %s = %s, %s", a, b, g.expr(t, 2), g.expr(t, 2))
}

// callStatement calls a function that may change what it is pointed to, and
// assigns its results.
func (g *sourceGen) callStatement() {
	if len(g.funcs) == 0 {
		g.assignment()
		return
	}
	if g.chance(10) {
		of := g.variable(basic[f64], 2)
		a, b := g.fresh("v"), g.fresh("v")
		_, useA := g.declare(a, basic[f64])
		_, useB := g.declare(b, basic[f64])
		g.line("%s, %s := math.%s(%s)\n%s\n%s", a, b, pick(g.r, []string{"Sincos", "Modf"}), of, useA, useB)
		return
	}
	f := pick(g.r, g.funcs)
	text := g.callText(f, 2)
	if text == "" {
		g.assignment()
		return
	}
	if g.chance(15) {
		g.line("%s", text)
		return
	}
	places := make([]string, len(f.results))
	for i, t := range f.results {
		places[i] = "_"
		if g.chance(75) {
			if p := g.place(t, true, 0); p != "" && !slices.Contains(places, p) {
				places[i] = p
			}
		}
	}
	if g.chance(60) {
		g.line("%s = %s", strings.Join(places, ", "), text)
		return
	}
	var uses []string
	for i, t := range f.results {
		places[i] = g.fresh("v")
		_, use := g.declare(places[i], t)
		uses = append(uses, use)
	}
	g.line("%s := %s", strings.Join(places, ", "), text)
	for _, u := range uses {
		g.line("%s", u)
	}
}

// literalFunction writes a local function: one that is only called for its
// result, or one that changes what is around it.
func (g *sourceGen) literalFunction() {
	name := g.fresh("f")
	n := 1 + g.n(2)
	params := make([]string, n)
	before := g.enter()
	defer g.closing()()
	for i := range params {
		params[i] = g.fresh("u")
		g.declare(params[i], basic[f64])
	}
	if g.chance(50) {
		g.line("%s := func(%s float64) float64 {", name, strings.Join(params, ", "))
		if g.chance(50) {
			g.line("if (%s) {\nreturn %s\n}", g.expr(basic[boolean], 1), g.expr(basic[f64], 1))
		}
		g.line("return %s\n}", g.expr(basic[f64], 2))
		before()
		g.closers = append(g.closers, closure{name, n})
		if g.chance(50) {
			g.line("_ = %s(%s)", name, g.args(n, 2))
		} else {
			g.line("_ = %s", name)
		}
		return
	}
	pure, labels, depth := g.pure, g.labels, g.depth
	g.pure, g.labels, g.depth = true, nil, 2
	g.line("%s := func(%s float64) {", name, strings.Join(params, ", "))
	g.within(1 + g.n(2))
	g.line("}")
	g.pure, g.labels, g.depth = pure, labels, depth
	before()
	for range 1 + g.n(2) {
		g.line("%s(%s)", name, g.args(n, 2))
	}
}

// mapStatement writes something with a map of terms.
func (g *sourceGen) mapStatement() {
	if len(g.maps) == 0 || g.chance(20) {
		m := g.fresh("m")
		g.line("%s := %s", m, pick(g.r, []string{
			"map[string]float64{}", "make(map[string]float64)", fmt.Sprintf("map[string]float64{\"one\": %s, \"two\": %s}", g.expr(basic[f64], 2), g.expr(basic[f64], 1)),
		}))
		g.line("%s[\"one\"] = %s", m, g.expr(basic[f64], 2))
		g.maps = append(g.maps, m)
		return
	}
	m := pick(g.r, g.maps)
	keys := []string{"one", "two", "three"}
	if m == "terms" {
		keys = g.terms
	}
	key := pick(g.r, keys)
	switch n := g.n(10); {
	case n < 4:
		g.line("%s[%q] %s %s", m, key, pick(g.r, []string{"=", "+=", "-=", "*="}), g.expr(basic[f64], 2))
	case n < 5:
		g.line("note(%s, %q, %s)", m, key, g.expr(basic[f64], 2))
	case n < 6 && m != "terms":
		g.line("delete(%s, %q)", m, key)
	case n < 7:
		if p := g.place(basic[f64], true, 1); p != "" {
			g.line("%s = %s[%q] + highest(%s) + float64(len(%s))", p, m, key, m, m)
		}
	case n < 8:
		if p := g.place(basic[f64], true, 1); p != "" {
			v := g.fresh("t")
			g.line("if %s, ok := %s[%q]; ok {\n%s = %s\n}", v, m, key, p, v)
		}
	default:
		// The order of a range over a map is Go's choice: what is done with the
		// values does not depend on it.
		if p := g.place(basic[f64], true, 0); p != "" {
			k, v := g.fresh("k"), g.fresh("t")
			update := fmt.Sprintf("%s = math.Max(%s, %s)", p, p, v)
			if g.interpretable {
				update = fmt.Sprintf("%s += %s", p, v) // in the order of the keys
			}
			g.line("for %s, %s := range %s {\nif %s != %q {\n%s\n}\n}", k, v, m, k, key, update)
		}
	}
}

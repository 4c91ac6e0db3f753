package fuzz

import (
	"fmt"
	"slices"
	"strings"
)

// enter opens a scope; the function it returns closes it.
func (g *sourceGen) enter() func() {
	scope, maps, closers, labels := len(g.scope), len(g.maps), len(g.closers), len(g.labels)
	return func() {
		g.scope, g.maps, g.closers, g.labels = g.scope[:scope], g.maps[:maps], g.closers[:closers], g.labels[:labels]
	}
}

// declare adds a variable to the scope. The statement it returns uses it, since
// Go refuses variables that nothing uses.
func (g *sourceGen) declare(name string, t *typ) (v *variable, use string) {
	v = &variable{name: name, t: t}
	g.scope = append(g.scope, v)
	return v, "_ = " + name
}

// declareParam adds a parameter to the scope. What a pointer points to is called
// by a name of its own.
func (g *sourceGen) declareParam(name string, t *typ, pointer bool) *variable {
	bare := ""
	if pointer {
		name, bare = "(*"+name+")", name
	}
	v, _ := g.declare(name, t)
	v.bare = bare
	return v
}

// helper writes a function that later ones may call.
func (g *sourceGen) helper() { g.function(&function{name: g.fresh("fn")}) }

func (g *sourceGen) function(f *function) {
	for range 1 + g.n(2) {
		p := param{t: g.anyType(), pointer: g.chance(20)}
		if f.receiver == nil && g.chance(15) {
			p = param{t: basic[f64], fn: true}
		}
		f.params = append(f.params, p)
	}
	for range 1 + g.n(10)/5 {
		f.results = append(f.results, g.anyType())
	}
	if g.chance(50) {
		f.results = []*typ{pick(g.r, []*typ{basic[f64], basic[f64], basic[integer], basic[u32], basic[f32], g.named[0], g.named[1]})}
	}
	g.left = 7 + g.n(9)
	g.write(f, "x", false)
	g.funcs = append(g.funcs, f)
}

// entryFunction writes F.
func (g *sourceGen) entryFunction() {
	f := &function{name: "F", params: []param{{t: basic[f64]}}}
	for range 1 + g.n(3) {
		f.params = append(f.params, param{t: g.anyType()})
	}
	if g.chance(25) {
		f.params = append(f.params, param{t: pick(g.r, g.named[2:]), pointer: true})
	}
	f.results = []*typ{basic[f64]}
	if g.chance(40) {
		for i := range 2 + g.n(3) {
			g.terms = append(g.terms, fmt.Sprintf("%c", 'a'+i)+pick(g.r, []string{"", " term", "_x"}))
		}
	} else {
		for range g.n(3) {
			f.results = append(f.results, g.anyType())
		}
	}
	g.entry, g.left = f, 30+g.n(25)
	g.write(f, "", g.terms != nil)
}

// write writes a function: with a parameter of float64 of the name first, if
// there is one, and with a map of terms as last result if keys is set.
func (g *sourceGen) write(f *function, first string, keys bool) {
	defer g.enter()()
	g.results, g.keys, g.depth, g.pure, g.names = f.results, keys, 0, false, nil
	receiver := ""
	if f.receiver != nil {
		name, star := g.fresh("m"), ""
		if f.pointer {
			star = "*"
		}
		receiver = fmt.Sprintf("(%s %s%s) ", name, star, f.receiver.name)
		g.declareParam(name, f.receiver, f.pointer)
	}
	var params []string
	if first != "" {
		f.params = append([]param{{t: basic[f64]}}, f.params...)
	}
	for i, p := range f.params {
		name := g.fresh("p")
		if i == 0 {
			name = "x"
		}
		switch {
		case p.fn:
			params = append(params, name+" func(float64) float64")
			g.closers = append(g.closers, closure{name, 1})
			continue
		case p.pointer:
			params = append(params, name+" *"+p.t.name)
		default:
			params = append(params, name+" "+p.t.name)
		}
		v := g.declareParam(name, p.t, p.pointer)
		v.fixed = i == 0 // x is what anything can be made of
	}
	g.line("func %s%s(%s) %s {", receiver, f.name, strings.Join(params, ", "), g.signature(f))
	if keys {
		g.line("terms := map[string]float64{}")
		g.maps = append(g.maps, "terms")
	}
	for range 2 + g.n(3) {
		g.local(pick(g.r, basic[:]))
	}
	g.statements(5 + g.n(6))
	g.leave(true)
	g.line("}\n")
}

// signature returns the results of a function, with names or without.
func (g *sourceGen) signature(f *function) string {
	named := g.chance(35)
	var results []string
	for i, t := range f.results {
		text := t.name
		if named {
			name := fmt.Sprintf("r%d", i)
			g.declare(name, t)
			g.names = append(g.names, name)
			text = name + " " + text
		}
		results = append(results, text)
	}
	if g.keys {
		text := "map[string]float64"
		if named {
			text = "all " + text
		}
		results = append(results, text)
	}
	list := strings.Join(results, ", ")
	if len(results) > 1 || named {
		list = "(" + list + ")"
	}
	return list
}

// leave writes a return, the last of a function or an early one.
func (g *sourceGen) leave(last bool) {
	if g.keys {
		for _, key := range g.terms {
			if !last && g.chance(2) {
				continue // a term may be missing
			}
			g.line("terms[%q] %s %s", key, pick(g.r, []string{"=", "=", "+="}), g.summary())
		}
	}
	if len(g.names) > 0 && !g.keys && g.chance(40) && !g.shadowed() {
		g.line("return")
		return
	}
	var values []string
	for _, t := range g.results {
		if t == basic[f64] && g.chance(75) {
			values = append(values, g.summary())
			continue
		}
		values = append(values, g.expr(t, 2))
	}
	if g.keys {
		values = append(values, "terms")
	}
	g.line("return %s", strings.Join(values, ", "))
}

// summary returns a number in which what is in scope leaves a trace.
func (g *sourceGen) summary() string {
	text := g.expr(basic[f64], 2)
	for range 3 + g.n(8) {
		t := pick(g.r, basic[:])
		place := g.place(t, false, 1)
		switch {
		case place == "":
		case t == basic[boolean]:
			text = fmt.Sprintf("mixBool(%s, %s)", text, place)
		case t == basic[f64]:
			text = fmt.Sprintf("mix(%s, %s)", text, place)
		default:
			text = fmt.Sprintf("mix(%s, float64(%s))", text, place)
		}
	}
	return text
}

// mixers are the functions of summaries. What is not finite, or would swallow
// what it is added to, counts as a small number.
const mixers = `func mix(sum, v float64) float64 {
	if !(math.Abs(sum) < 1e6) {
		sum = 0.125
	}
	switch {
	case v != v:
		return sum*0.5 + 3
	case math.Abs(v) > 1e6 || math.Abs(v) < 1e-6:
		return sum*0.5 + math.Log1p(math.Abs(v)) + math.Copysign(1, v)
	}
	return sum*0.5 + v
}

func note(m map[string]float64, key string, v float64) {
	if v > 0 {
		m[key] += v
	}
}

func highest(m map[string]float64) (high float64) {
	for _, v := range m {
		high = math.Max(high, v)
	}
	return high
}

func mixBool(sum float64, v bool) float64 {
	if v {
		return mix(sum, 5)
	}
	return mix(sum, -7)
}
`

// shadowed says that another variable hides a named result, so that a return
// has to have values.
func (g *sourceGen) shadowed() bool {
	for _, name := range g.names {
		n := 0
		for _, v := range g.scope {
			if v.name == name {
				n++
			}
		}
		if n > 1 {
			return true
		}
	}
	return false
}

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
		g.line("%s %s %s", place, pick(g.r, []string{"+=", "-=", "*=", "/="}), g.expr(t, 3))
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

func (g *sourceGen) branch() {
	defer g.enter()()
	init := ""
	if g.chance(25) {
		t := pick(g.r, []*typ{basic[f64], basic[integer], g.anyType()})
		name, value := g.name(), g.expr(t, 2)
		if t.scalar() {
			value = t.name + "(" + value + ")"
		}
		g.declare(name, t)
		init = fmt.Sprintf("%s := (%s); %s == %s && ", name, value, name, name)
	}
	g.line("if %s(%s) {", init, g.expr(basic[boolean], 2))
	g.within(1 + g.n(3))
	for range g.n(2) {
		g.line("} else if (%s) {", g.expr(basic[boolean], 2))
		g.within(1 + g.n(2))
	}
	if g.chance(50) {
		g.line("} else {")
		g.within(1 + g.n(2))
	}
	g.line("}")
}

// withLabel writes a statement around which a label may stand.
func (g *sourceGen) withLabel(loop bool, write func()) {
	g.labels = append(g.labels, label{name: g.fresh("L"), loop: loop})
	at := len(g.labels) - 1
	outer := g.out
	g.out = &strings.Builder{}
	write()
	text := g.out.String()
	g.out = outer
	if g.labels[at].used {
		g.line("%s:", g.labels[at].name)
	}
	g.out.WriteString(text)
	g.labels = g.labels[:at]
}

// jump writes a conditional break or continue, with a label or without.
func (g *sourceGen) jump() {
	inner := &g.labels[len(g.labels)-1]
	word, to := "break", ""
	at := g.n(len(g.labels))
	if target := &g.labels[at]; g.chance(40) {
		target.used, to = true, " "+target.name
		inner = target
	}
	if inner.loop && g.chance(50) {
		word = "continue"
	}
	g.line("if (%s) {\n%s%s\n}", g.expr(basic[boolean], 2), word, to)
}

func (g *sourceGen) loop() {
	g.depth++
	defer g.enter()()
	kind := g.n(8)
	i := ""
	if kind == 2 || kind == 3 {
		i = g.counter()
		g.line("%s := 0", i)
	}
	g.withLabel(true, func() {
		switch kind {
		case 0, 1:
			g.countedLoop()
		case 2:
			g.line("for %s < %d && (%s) {\n%s++", i, 1+g.n(5), g.expr(basic[boolean], 2), i)
		case 3:
			g.line("for {\n%s++\nif %s > %d || (%s) {\nbreak\n}", i, i, 1+g.n(4), g.expr(basic[boolean], 2))
		case 4:
			g.rangeInt()
		case 5:
			g.line("for range %d {", 1+g.n(4))
		default:
			g.rangeArray()
		}
		g.within(1 + g.n(3))
		g.line("}")
	})
	g.depth--
}

func (g *sourceGen) counter() string {
	i := g.fresh("i")
	v, _ := g.declare(i, basic[integer])
	v.fixed = true
	return i
}

func (g *sourceGen) countedLoop() {
	end := fmt.Sprint(1 + g.n(5))
	if g.chance(30) {
		end = "(" + g.variable(basic[integer], 2) + "&3)"
	}
	i := g.counter()
	switch g.n(3) {
	case 0:
		g.line("for %s := 0; %s < %s; %s++ {", i, i, end, i)
	case 1:
		g.line("for %s := %s; %s > 0; %s-- {", i, end, i, i)
	default:
		j := g.counter()
		g.line("for %s, %s := 0, %s; %s < %s; %s, %s = %s+1, %s-1 {", i, j, end, i, j, i, j, i, j)
	}
}

func (g *sourceGen) rangeInt() {
	end := g.variable(basic[integer], 2) + "&3"
	i := g.counter()
	g.line("for %s := range (%s) {\n_ = %s", i, end, i)
}

func (g *sourceGen) rangeArray() {
	t := &typ{}
	of := ""
	for _, i := range g.r.Perm(len(g.types)) {
		if t = g.types[i]; t.kind == array {
			if of = g.place(t, false, 0); of == "" {
				of = g.arrayLiteral(t, 1)
			} else if g.chance(20) && !strings.HasPrefix(of, "(") {
				of = "&" + of
			}
			break
		}
	}
	if of == "" {
		g.rangeInt()
		return
	}
	key, value := "_", "_"
	if g.chance(70) {
		key = g.counter()
		defer g.line("_ = %s", key)
	}
	if g.chance(70) {
		value = g.fresh("e")
		g.declare(value, t.elem)
		g.line("for %s, %s := range %s {\n_ = %s", key, value, parens(of), value)
		return
	}
	if key == "_" {
		g.line("for range %s {", parens(of))
		return
	}
	g.line("for %s := range %s {", key, parens(of))
}

// parens writes what may be a composite literal where a block follows.
func parens(text string) string {
	if strings.Contains(text, "{") {
		return "(" + text + ")"
	}
	return text
}

// choice writes a switch.
func (g *sourceGen) choice() {
	g.withLabel(false, func() {
		defer g.enter()()
		t := pick(g.r, []*typ{nil, basic[integer], basic[u32], g.named[0], basic[f64]})
		switch {
		case t == nil:
			g.line("switch {")
		case g.chance(30):
			name, value := g.fresh("v"), g.variable(t, 2)
			g.declare(name, t)
			g.line("switch %s := (%s); %s {", name, value, name)
		default:
			g.line("switch (%s) {", g.variable(t, 2))
		}
		n := 1 + g.n(4)
		last := g.n(2 * n) // where the default stands, if it is below n
		used := map[string]bool{}
		for i := range n {
			if i == last {
				g.line("default:")
			} else {
				g.line("case %s:", g.cases(t, used))
			}
			g.within(g.n(3))
			if i+1 < n && g.chance(20) {
				g.line("fallthrough")
			}
		}
		g.line("}")
	})
}

// cases returns what a case lists: constants each once, of float64 no constants.
func (g *sourceGen) cases(t *typ, used map[string]bool) string {
	var list []string
	for range 1 + g.n(3)/2 {
		switch {
		case t == nil:
			list = append(list, g.variable(basic[boolean], 2))
		case t.float() || g.chance(15):
			list = append(list, g.variable(t, 1))
		default:
			c := fmt.Sprint(g.n(6))
			if !used[c] {
				list = append(list, c)
			}
			used[c] = true
		}
	}
	if len(list) == 0 {
		return g.variable(t, 1)
	}
	return strings.Join(list, ", ")
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
			g.line("for %s, %s := range %s {\nif %s != %q {\n%s = math.Max(%s, %s)\n}\n}", k, v, m, k, key, p, p, v)
		}
	}
}

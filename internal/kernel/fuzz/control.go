package fuzz

import (
	"fmt"
	"strconv"
	"strings"
)

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
	inCase := g.interpretable && at > 0 && g.labels[at].used // which it may be
	if inCase {
		g.line("{")
	}
	if g.labels[at].used {
		g.line("%s:", g.labels[at].name)
	}
	g.out.WriteString(text)
	if inCase {
		g.line("}")
	}
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
	v.fixed, v.loop = true, true
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
			} else if g.chance(20) && !g.interpretable && !strings.HasPrefix(of, "(") {
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
		v, _ := g.declare(value, t.elem)
		v.loop = true
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
		falls := !g.interpretable || t != nil && !t.float() && g.chance(40)
		if falls && g.interpretable {
			last = n - 1 + g.n(2)
		}
		used := map[string]bool{}
		for i := range n {
			if i == last {
				g.line("default:")
			} else {
				g.line("case %s:", g.cases(t, used, falls && g.interpretable))
			}
			g.within(g.n(3))
			if falls && i+1 < n && g.chance(20) {
				g.line("fallthrough")
			}
		}
		g.line("}")
	})
}

// cases returns what a case lists: constants each once, of float64 no constants,
// and nothing else if constant is set.
func (g *sourceGen) cases(t *typ, used map[string]bool, constant bool) string {
	var list []string
	for range 1 + g.n(3)/2 {
		switch {
		case t == nil:
			list = append(list, g.variable(basic[boolean], 2))
		case t.float() || !constant && g.chance(15):
			list = append(list, g.variable(t, 1))
		default:
			c := fmt.Sprint(g.n(6))
			if !used[c] {
				list = append(list, c)
			}
			used[c] = true
		}
	}
	if len(list) == 0 && constant {
		g.count++
		return strconv.Itoa(100 + g.count)
	}
	if len(list) == 0 {
		return g.variable(t, 1)
	}
	return strings.Join(list, ", ")
}

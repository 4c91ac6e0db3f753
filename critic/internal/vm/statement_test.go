package vm

import (
	"fmt"
	"strings"
)

// block writes statements in a scope of their own.
func (w *author) block(n int) {
	defer w.enter()()
	w.indent++
	w.statements(n)
	w.indent--
}

func (w *author) statements(n int) {
	for range n {
		w.statement()
	}
}

// enter begins a scope, which the returned function ends.
func (w *author) enter() (leave func()) {
	scope, here := len(w.scope), w.here
	w.here = scope
	return func() { w.scope, w.here = w.scope[:scope], here }
}

func (w *author) declare(typ, value string) {
	name := w.fresh()
	switch {
	case value == "":
		w.line("var %s %s", name, typ)
	case w.r.IntN(2) == 0:
		w.line("var %s %s = %s", name, typ, value)
	case typ == "float64":
		w.line("%s := one§(%s)", name, value)
	case typ == "int":
		w.line("%s := int(%s)", name, value)
	default:
		w.line("%s := %s", name, value)
	}
	w.line("_ = %s", name)
	w.scope = append(w.scope, variable{name, typ})
}

func (w *author) statement() {
	if w.budget--; w.budget < 0 {
		return
	}
	switch k := w.r.IntN(22); {
	case k < 4:
		typ := w.pick(kinds...)
		value := w.expr(typ, 3)
		if w.r.IntN(6) == 0 && typ != "*pair§" && typ != "map[string]float64" && typ != "[]float64" {
			value = ""
		}
		w.declare(typ, value)
	case k < 9:
		w.assignment()
	case k < 11:
		w.parallel()
	case k < 14:
		w.branch()
	case k < 16:
		w.choice()
	case k < 18 && w.loops < 2:
		w.loop()
	case k == 18:
		w.closure()
	case k == 19:
		w.effect()
	case k == 20 && w.result != "":
		w.line("if %s {", w.expr("bool", 2))
		w.line("\t%s", w.result)
		w.line("}")
	default:
		w.line("{")
		w.block(2)
		w.line("}")
	}
}

func (w *author) assignment() {
	typ := w.pick(kinds...)
	target := w.variable(typ)
	if target == "" {
		return
	}
	switch {
	case typ == "float64" && w.r.IntN(2) == 0:
		w.line("%s %s %s", target, w.pick("+=", "-=", "*=", "/="), w.expr("float64", 3))
	case typ == "int" && w.r.IntN(3) == 0:
		w.line("%s%s", target, w.pick("++", "--"))
	case typ == "int" && w.r.IntN(2) == 0:
		w.line("%s %s at§(%s)", target, w.pick("+=", "-=", "|=", "<<=", ">>="), w.expr("int", 2))
	case typ == "*pair§":
		if v := w.simple("pair§"); v != "" {
			w.line("%s = &%s", target, v)
			return
		}
		w.line("%s = %s", target, w.expr(typ, 3))
	case typ == "[]float64":
		if v := w.simple("[3]float64"); v != "" {
			w.line("%s = %s[:]", target, v)
			return
		}
		w.line("%s = append(%s, %s)", target, w.expr(typ, 1), w.expr("float64", 2))
	default:
		w.line("%s = %s", target, w.expr(typ, 3))
	}
}

// parallel assigns or declares several variables at once.
func (w *author) parallel() {
	typ := w.pick("float64", "float64", "int", "pair§", "bool")
	x, y := w.variable(typ), w.variable(typ)
	if x == "" || y == "" {
		return
	}
	switch w.r.IntN(5) {
	case 0:
		w.line("%s, %s = %s, %s", x, y, y, x)
	case 1:
		w.line("%s, %s = %s, %s", x, y, w.expr(typ, 2), w.expr(typ, 2))
	case 2:
		w.serial++
		w.line("var v%[1]dl, v%[1]dr %[2]s = %[3]s, %[4]s", w.serial, typ, w.expr(typ, 2), w.expr(typ, 2))
		w.line("_, _ = v%[1]dl, v%[1]dr", w.serial)
		w.line("v%[1]dl, v%[1]dr = v%[1]dr, v%[1]dl", w.serial)
		w.scope = append(w.scope, variable{fmt.Sprintf("v%dl", w.serial), typ})
	case 3:
		if typ == "float64" {
			w.line("%s, %s = both§(%s, %s)", x, y, w.expr(typ, 2), w.expr("int", 2))
		}
	case 4:
		if m := w.simple("map[string]float64"); m != "" {
			w.line("if got, ok := %s[%s]; ok && got > %s {", m, w.pick(`"a"`, `"c"`), w.expr("float64", 2))
			w.block(2)
			w.line("}")
		}
	}
}

func (w *author) branch() {
	defer w.enter()()
	if w.r.IntN(3) == 0 {
		name, value := w.fresh(), w.expr("float64", 2)
		w.scope = append(w.scope, variable{name, "float64"})
		w.line("if %s := one§(%s); %s {", name, value, w.expr("bool", 2))
		w.line("\t_ = %s", name)
	} else {
		w.line("if %s {", w.expr("bool", 3))
	}
	w.block(2)
	if w.r.IntN(3) == 0 {
		w.line("} else if %s {", w.expr("bool", 3))
		w.block(2)
	}
	if w.r.IntN(2) == 0 {
		w.line("} else {")
		w.block(2)
	}
	w.jump()
	w.line("}")
}

// jump leaves a loop or goes on with it.
func (w *author) jump() {
	if w.loops == 0 || w.r.IntN(3) > 0 {
		return
	}
	label := w.labels[w.r.IntN(len(w.labels))]
	w.line("\t%s", strings.TrimSpace(w.pick("continue ", "break ")+label))
}

func (w *author) choice() {
	head, cases := "switch {", func() string {
		list := w.expr("bool", 2)
		for w.r.IntN(3) == 0 {
			list += ", " + w.expr("bool", 2)
		}
		return list
	}
	switch w.r.IntN(5) {
	case 0:
		head = "switch at§(" + w.expr("int", 2) + ") {"
		n := 0
		cases = func() string { n++; return []string{"0", "1, 5", "2", "4"}[n-1] }
	case 2:
		head = "switch one4§(" + w.expr("bool", 2) + ") {"
	case 1:
		head = "switch m := " + w.expr("mode§", 2) + "; m {"
		n := 0
		cases = func() string { n++; return []string{"low§", "mid§", "high§", "mode§(9)"}[n-1] }
	}
	w.line("%s", head)
	n := 1 + w.r.IntN(3)
	rest := w.r.IntN(n + 2)
	plain := strings.HasPrefix(head, "switch at§") || strings.HasPrefix(head, "switch m :=")
	for i := range n {
		if i == rest {
			w.line("default:")
			w.block(2)
		}
		w.line("case %s:", cases())
		w.block(1 + w.r.IntN(2))
		switch {
		case w.r.IntN(6) == 0:
			w.line("\tif %s {", w.expr("bool", 1))
			w.line("\t\tbreak")
			w.line("\t}")
			w.line("\t%s", "_ = 1")
		case w.r.IntN(5) == 0:
			w.jump()
		case plain && rest >= n && i < n-1 && w.r.IntN(4) == 0:
			w.line("\tfallthrough")
		}
	}
	w.line("}")
}

func (w *author) loop() {
	label := ""
	if w.r.IntN(3) == 0 && w.indent < 2 {
		w.serial++
		label = "l" + w.pick("a", "b") + strings.Repeat("x", w.serial%7) + itoa(w.serial)
	}
	defer w.enter()()
	w.serial++
	name := fmt.Sprintf("v%d", w.serial)
	typ, head := "int", ""
	switch w.r.IntN(7) {
	case 0:
		head = "for " + name + " := 0; " + name + " < 4; " + name + "++ {"
	case 1:
		head = "for " + name + " := range at§(" + w.expr("int", 2) + ") {"
	case 2:
		typ, head = "float64", "for _, "+name+" := range "+w.expr("[]float64", 0)+" {"
		if strings.Contains(head, "{") && strings.Count(head, "{") > 1 {
			head = "for " + name + " := 3.0; " + name + " > 0 && " + w.expr("bool", 2) + "; " + name + "-- {"
		}
	case 3:
		typ = "pair§"
		if v := w.simple("[2]pair§"); v != "" {
			head = "for _, " + name + " := range " + v + " {"
		}
	case 4:
		if v := w.variable("[3]float64"); v != "" {
			head = "for " + name + " := range " + v + " {"
		}
	case 5:
		head = "for " + name + ", " + name + "e := 0, 5; " + name + " < " + name + "e; " + name + ", " + name + "e = " + name + "+1, " + name + "e-1 {"
	}
	if head == "" {
		typ, head = "int", "for "+name+" := 3; "+name+" >= one3§(0); "+name+" -= 2 {"
	}
	w.labels = append(w.labels, label)
	used := w.out.Len()
	before := w.out.String()
	w.line("%s", head)
	w.line("\t_ = %s", name)
	// Counters stay what they are, so that loops end.
	if typ != "int" && !strings.Contains(head, ";") {
		w.scope = append(w.scope, variable{name, typ})
	} else {
		w.scope = append(w.scope, variable{name, "counter"})
	}
	w.loops++
	w.indent++
	if typ == "int" {
		w.serial++
		w.line("v%d := %s", w.serial, name)
		w.line("_ = v%d", w.serial)
		w.scope = append(w.scope, variable{fmt.Sprintf("v%d", w.serial), "int"})
	}
	w.statements(3)
	w.indent--
	w.loops--
	w.line("}")
	w.labels = w.labels[:len(w.labels)-1]
	if text := w.out.String()[used:]; label != "" && (strings.Contains(text, "continue "+label+"\n") || strings.Contains(text, "break "+label+"\n")) {
		w.out.Reset()
		w.out.WriteString(before)
		w.line("%s:", label)
		w.out.WriteString(text)
	}
}

// closure declares a function literal, which may change what is around it.
func (w *author) closure() {
	name := w.fresh() + "f"
	loops, labels, result := w.loops, w.labels, w.result
	leave := w.enter()
	w.line("%s := func(p float64, q int) float64 {", name)
	w.scope = append(w.scope, variable{"p", "float64"}, variable{"q", "int"})
	w.loops, w.labels, w.result = 0, nil, "return p"
	w.indent++
	w.statements(3)
	w.line("return %s", w.expr("float64", 2))
	w.indent--
	w.line("}")
	w.line("_ = %s", w.pick("1", name))
	leave()
	w.loops, w.labels, w.result = loops, labels, result
	w.scope = append(w.scope, variable{name, "func"})
	w.line("r += %s(%s, %s)", name, w.expr("float64", 2), w.expr("int", 1))
}

// effect calls something that changes variables.
func (w *author) effect() {
	f, p, s := w.simple("func"), w.simple("pair§"), w.simple("[]float64")
	q := w.simple("*pair§")
	switch {
	case f != "" && w.r.IntN(2) == 0:
		if x := w.simple("float64"); x != "" {
			w.line("%s = %s(%s, %s)", x, f, w.expr("float64", 2), w.expr("int", 1))
		} else {
			w.line("%s(%s, 2)", f, w.expr("float64", 2))
		}
	case p != "" && w.r.IntN(2) == 0:
		w.line("%s.add(%s)", p, w.expr("float64", 2))
	case q != "" && w.r.IntN(2) == 0:
		w.line("r = math.Sin(%[1]s.x) * %[1]s.add(%[2]s) + math.Cos(%[1]s.norm(1))", q, w.expr("float64", 1))
	case s != "":
		w.line("r += scale§(%s, %s)", s, w.expr("float64", 2))
	}
}

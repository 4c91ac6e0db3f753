package fuzz

import (
	"fmt"
	"strings"
)

// enter opens a scope; the function it returns closes it.
func (g *sourceGen) enter() func() {
	scope, maps, closers, labels := len(g.scope), len(g.maps), len(g.closers), len(g.labels)
	return func() {
		g.scope, g.maps, g.closers, g.labels = g.scope[:scope], g.maps[:maps], g.closers[:closers], g.labels[:labels]
	}
}

// closing begins a function literal; the function it returns ends it.
func (g *sourceGen) closing() func() {
	outside := g.outside
	g.outside = len(g.scope)
	return func() { g.outside = outside }
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

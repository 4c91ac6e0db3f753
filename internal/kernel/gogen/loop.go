package gogen

import (
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// construct is a Go statement that break or continue can leave.
type construct struct {
	of      *ir.Value
	wrapper bool // the switch around the body of a loop, whose break is a continue
}

// within writes what f writes inside a construct, after its label if f needed one.
func (w *writer) within(c construct, f func()) {
	w.inner = append(w.inner, c)
	text := w.capture(f)
	w.inner = w.inner[:len(w.inner)-1]
	if name := w.labels[c]; name != "" {
		w.line("%s:", name)
	}
	w.out.WriteString(text)
}

// labelName returns the label of a construct, which from now on has one.
func (w *writer) labelName(c construct) string {
	if w.labels[c] == "" {
		hint := "block"
		switch {
		case c.wrapper:
			hint = "body"
		case c.of.Op == ir.Loop:
			hint = "loop"
		}
		w.labels[c] = w.names.fresh("", hint)
	}
	return w.labels[c]
}

// jump writes break or continue.
func (w *writer) jump(v *ir.Value) {
	target, word := construct{of: v.Target}, "break"
	if wrapper := (construct{v.Target, true}); v.Op == ir.Continue && slices.Contains(w.inner, wrapper) {
		target = wrapper
	} else if v.Op == ir.Continue {
		word = "continue"
	}
	i := len(w.inner) - 1
	for word == "continue" && (w.inner[i].wrapper || w.inner[i].of.Op == ir.Label) {
		i-- // continue passes by switches
	}
	if w.inner[i] != target {
		word += " " + w.labelName(target)
	}
	w.line("%s", word)
}

// label writes a block that breaks leave.
func (w *writer) label(v *ir.Value) {
	if !w.jumps(v, ir.Break) {
		w.block(v.Blocks[0])
		return
	}
	w.within(construct{of: v}, func() { w.switched(v.Blocks[0].Values) })
}

// switched writes values so that break leaves them.
func (w *writer) switched(values []*ir.Value) {
	w.line("switch {")
	w.line("default:")
	w.statements(values)
	w.line("}")
}

// jumps says that a break or continue of a loop or block is written.
func (w *writer) jumps(target *ir.Value, op ir.Op) bool {
	found := false
	target.Blocks[0].Walk(func(v *ir.Value) {
		found = found || v.Op == op && v.Target == target && !w.plan.elided[v]
	})
	return found
}

// loop writes a loop. A post block that is no simple statement follows the body;
// a continue then has to break out of the body only.
func (w *writer) loop(v *ir.Value) {
	post, simple := w.post(v)
	wrap := !simple && w.jumps(v, ir.Continue)
	w.within(construct{of: v}, func() {
		condition, body := w.condition(v)
		if init := w.inits[v]; init != "" || post != "" {
			w.line("for %s; %s; %s {", init, condition, post)
		} else {
			w.line("for %s {", condition)
		}
		if w.g.options.Fuel && condition == "" {
			w.line("%s", w.tick(v))
		}
		if wrap {
			w.within(construct{v, true}, func() { w.switched(body) })
		} else {
			w.statements(body)
		}
		if !simple && (wrap || !w.ends(body)) {
			w.block(v.Blocks[1])
		}
		w.line("}")
	})
}

// condition returns the condition that a loop begins with and the rest of its
// body, or "" and the whole body.
func (w *writer) condition(v *ir.Value) (string, []*ir.Value) {
	body := v.Blocks[0].Values
	i := slices.IndexFunc(body, func(x *ir.Value) bool { return w.plan.root[x] == x })
	if i < 0 || body[i].Op != ir.If {
		return "", body
	}
	first, rest := body[i], body[i+1:]
	then, otherwise := first.Blocks[0].Values, first.Blocks[1].Values
	leaves := func(values []*ir.Value) bool {
		roots := w.roots(values)
		return len(roots) == 1 && roots[0].Op == ir.Break && roots[0].Target == v
	}
	var e expr
	switch {
	case leaves(otherwise):
		e, rest = w.value(first.Args[0]), slices.Concat(then, rest)
	case leaves(then):
		e, rest = w.not(first.Args[0]), slices.Concat(otherwise, rest)
	default:
		return "", body
	}
	if w.g.options.Fuel {
		e = expr{text: w.tick(v) + " != nil && " + e.within(comparison), literal: e.literal}
	}
	return e.header(), rest
}

// post returns the post block of a loop as the post statement of Go, or false
// where it cannot be one.
func (w *writer) post(v *ir.Value) (string, bool) {
	roots := w.roots(v.Blocks[1].Values)
	if len(roots) == 0 {
		return "", true
	}
	if len(roots) > 1 || roots[0].Op != ir.Store || w.plan.define[roots[0]] {
		return "", false
	}
	text := w.assignment(roots[0])
	if strings.Contains(text, "{") {
		return "", false
	}
	return text, true
}

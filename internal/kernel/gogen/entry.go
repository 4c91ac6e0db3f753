package gogen

import (
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// prologue gives every parameter its argument: what is only read whole is
// written as the argument itself wherever it is used.
func (s *entryShape) prologue(w *writer) {
	next := 0
	for _, p := range s.f.Params {
		first := next
		next += p.Type.Size()
		if !w.plan.readVars[p] {
			continue
		}
		value, rest := s.argument(p.Type, first)
		if rest != next {
			panic("gogen: the leaves of a parameter were miscounted")
		}
		if p.Type.Scalar() && len(w.plan.stores[p]) == 0 && !s.entry.Columns {
			w.vars[p] = value
			continue
		}
		w.line("%s := %s", w.nameVar(p), value)
	}
}

// argument returns the expression of a parameter whose first leaf is at from,
// and the leaf after its last.
func (s *entryShape) argument(t *ir.Type, from int) (string, int) {
	if t.Scalar() {
		if s.entry.Columns {
			return s.fromColumn(t, from), from + 1
		}
		return s.sources[from], from + 1
	}
	parts := make([]string, t.Parts())
	for i := range parts {
		parts[i], from = s.argument(t.Part(i), from)
	}
	return s.g.typeName(t) + "{" + strings.Join(parts, ", ") + "}", from
}

func (s *entryShape) fromColumn(t *ir.Type, i int) string {
	x := fmt.Sprintf("in[%d]", i)
	switch t.Kind {
	case ir.Bool:
		return x + " != 0"
	case ir.Int:
		return s.g.runtime("ToInt") + "(" + x + ")"
	case ir.Uint32:
		return s.g.runtime("ToUint32") + "(" + x + ")"
	case ir.Float32:
		return "float32(" + x + ")"
	}
	return x
}

// leave writes the return of an entry.
func (s *entryShape) leave(w *writer, ret *ir.Value) {
	var leaves []string
	for _, a := range ret.Args {
		leaves = append(leaves, s.leaves(w, a)...)
	}
	switch {
	case s.entry.Columns:
		for i, leaf := range leaves {
			w.line("out[%d] = %s", i, leaf)
		}
		w.line("return")
	case !s.assigned():
		w.line("%s", strings.TrimSpace("return "+strings.Join(s.returned(leaves), ", ")))
	default:
		s.assign(w, leaves)
	}
}

// leaves writes every leaf of a value.
func (s *entryShape) leaves(w *writer, v *ir.Value) []string {
	if v.Type.Scalar() {
		return []string{s.leaf(w, v.Type, w.value(v))}
	}
	if _, named := w.values[v]; v.Op == ir.Make && !named {
		var all []string
		for _, a := range v.Args {
			all = append(all, s.leaves(w, a)...)
		}
		return all
	}
	text := w.text(v)
	if v.Type.Size() == 0 { // nothing would use it, which Go refuses
		w.line("_ = %s", text)
		return nil
	}
	if _, named := w.values[v]; !named && v.Op != ir.Load {
		name := w.names.fresh("", "parts")
		w.line("%s := %s", name, text)
		text = name
	}
	return s.parts(w, v.Type, text)
}

// parts writes the leaves of a value of type t that is called name.
func (s *entryShape) parts(w *writer, t *ir.Type, name string) []string {
	if t.Scalar() {
		return []string{s.leaf(w, t, expr{text: name, prec: primary})}
	}
	var all []string
	for i := range t.Parts() {
		all = append(all, s.parts(w, t.Part(i), name+s.g.part(t, i))...)
	}
	return all
}

// leaf writes a leaf as the entry's caller takes it.
func (s *entryShape) leaf(w *writer, t *ir.Type, e expr) string {
	if !s.entry.Columns {
		return e.text
	}
	text := w.qualify(e, t)
	switch t.Kind {
	case ir.Bool:
		return s.g.runtime("Column") + "(" + text + ")"
	case ir.Int, ir.Uint32:
		return "float64(" + text + ")"
	case ir.Float32:
		text = "float64(" + text + ")"
	}
	return s.g.runtime("Canonical") + "(" + text + ")"
}

// returned writes the results that are returned as expressions.
func (s *entryShape) returned(leaves []string) []string {
	out := make([]string, len(s.entry.Results))
	for i, r := range s.entry.Results {
		var keys []string
		for j, t := range s.targets {
			switch {
			case t.result != i:
			case r.isMap():
				keys = append(keys, fmt.Sprintf("%q: %s", t.key, leaves[j]))
			default:
				out[i] = leaves[j]
			}
		}
		if r.isMap() {
			out[i] = r.Go + "{" + strings.Join(keys, ", ") + "}"
		}
	}
	return out
}

// assign writes leaves to their places: results first, then, all at once, what
// pointers point to, since the leaves may be written as what these point to.
func (s *entryShape) assign(w *writer, leaves []string) {
	var names, places, values []string
	returned := s.returned(leaves)
	for i, r := range s.entry.Results {
		names = append(names, s.resultName(i))
		if r.Type.Scalar() || r.isMap() {
			w.line("%s = %s", s.resultName(i), returned[i])
		}
	}
	for i, t := range s.targets {
		switch {
		case t.result >= 0 && t.place != "":
			w.line("%s = %s", t.place, leaves[i])
		case t.result < 0 && t.place != leaves[i]:
			places, values = append(places, t.place), append(values, leaves[i])
		}
	}
	if len(places) > 0 {
		w.line("%s = %s", strings.Join(places, ", "), strings.Join(values, ", "))
	}
	w.line("%s", strings.TrimSpace("return "+strings.Join(names, ", ")))
}

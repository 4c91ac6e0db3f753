package gogen

import (
	"errors"
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// shape is how a function looks to its callers.
type shape interface {
	isEntry() bool
	signature(w *writer) string
	prologue(w *writer)             // declares parameters that are no parameters of the Go function
	leave(w *writer, ret *ir.Value) // writes a return
}

// plainShape is a function as others of the program call it.
type plainShape struct {
	g *generator
	f *ir.Func
}

func (plainShape) isEntry() bool { return false }

func (s plainShape) signature(w *writer) string {
	var params, results []string
	for i, p := range s.f.Params {
		param := w.nameVar(p)
		if i+1 == len(s.f.Params) || !ir.Same(p.Type, s.f.Params[i+1].Type) {
			param += " " + s.g.typeName(p.Type)
		}
		params = append(params, param)
	}
	if s.g.options.Fuel {
		params = append(params, meterName+" *"+s.g.runtime("Meter"))
	}
	for _, r := range s.f.Results {
		results = append(results, s.g.typeName(r.Type))
	}
	list := strings.Join(results, ", ")
	if len(results) > 1 {
		list = "(" + list + ")"
	}
	return fmt.Sprintf("func %s(%s) %s", s.g.funcs[s.f], strings.Join(params, ", "), list)
}

func (plainShape) prologue(*writer) {}

func (plainShape) leave(w *writer, ret *ir.Value) {
	w.line("%s", strings.TrimSpace("return "+strings.Join(w.texts(ret.Args), ", ")))
}

// entryShape is a function as hand-written Go calls it.
type entryShape struct {
	g       *generator
	entry   Entry
	f       *ir.Func
	sources []string // of every leaf of the parameters
	targets []target // of every leaf of the results
}

// target is where a leaf of the results goes.
type target struct {
	place  string // to assign it to; "" where it is an expression of the return
	result int    // in Entry.Results, -1 for what a pointer points to
	key    string // of a map
}

func newEntryShape(g *generator, e Entry, f *ir.Func) (*entryShape, error) {
	s := &entryShape{g: g, entry: e, f: f}
	if e.Columns {
		return s, nil
	}
	var kinds []ir.Kind
	for _, p := range e.Params {
		for _, leaf := range p.Type.Leaves(p.Name) {
			s.sources, kinds = append(s.sources, leaf.Name), append(kinds, leaf.Kind)
		}
	}
	err := sameKinds(f.Name, "parameters", kinds, paramTypes(f))
	kinds = nil
	add := func(t target, leaf ir.Leaf) { s.targets, kinds = append(s.targets, t), append(kinds, leaf.Kind) }
	for i, r := range e.Results {
		for j, leaf := range r.Type.Leaves(s.resultName(i)) {
			switch {
			case r.Type.Scalar():
				add(target{result: i}, leaf)
			case r.isMap():
				add(target{result: i, key: r.Type.Fields[j].Name}, leaf)
			default:
				add(target{result: i, place: leaf.Name}, leaf)
			}
		}
	}
	for _, p := range e.Params {
		if p.pointer() {
			for _, leaf := range p.Type.Leaves(p.Name) {
				add(target{result: -1, place: leaf.Name}, leaf)
			}
		}
	}
	return s, errors.Join(err, sameKinds(f.Name, "results", kinds, resultTypes(f)))
}

func paramTypes(f *ir.Func) (types []*ir.Type) {
	for _, p := range f.Params {
		types = append(types, p.Type)
	}
	return types
}

func resultTypes(f *ir.Func) (types []*ir.Type) {
	for _, r := range f.Results {
		types = append(types, r.Type)
	}
	return types
}

// sameKinds compares the leaves of an entry with those of its function.
func sameKinds(name, what string, kinds []ir.Kind, types []*ir.Type) error {
	var want []ir.Kind
	for _, t := range types {
		for _, leaf := range t.Leaves("") {
			want = append(want, leaf.Kind)
		}
	}
	if len(kinds) != len(want) {
		return fmt.Errorf("gogen: the %s of entry %s have %d leaves, those of the function %d", what, name, len(kinds), len(want))
	}
	for i := range want {
		if kinds[i] != want[i] {
			return fmt.Errorf("gogen: leaf %d of the %s of entry %s is %s, in the function %s", i, what, name, kinds[i], want[i])
		}
	}
	return nil
}

func (s *entryShape) isEntry() bool { return true }

// resultName names result i: the one struct "next", others by their number.
func (s *entryShape) resultName(i int) string {
	if len(s.entry.Results) == 1 {
		return "result"
	}
	return fmt.Sprintf("result%d", i)
}

func (s *entryShape) signature(w *writer) string {
	var params, results []string
	for _, p := range s.entry.Params {
		w.names.reserve(p.Name)
		params = append(params, p.Name+" "+p.Go)
	}
	if s.entry.Columns {
		w.names.reserve("in")
		w.names.reserve("out")
		params = []string{"in, out []float64"}
	}
	if s.g.options.Fuel {
		params = append(params, meterName+" *"+s.g.runtime("Meter"))
	}
	for i, r := range s.entry.Results {
		text := r.Go
		if s.assigned() {
			w.names.reserve(s.resultName(i))
			text = s.resultName(i) + " " + text
		}
		results = append(results, text)
	}
	list := strings.Join(results, ", ")
	if len(results) > 1 || s.assigned() && len(results) > 0 {
		list = "(" + list + ")"
	}
	return fmt.Sprintf("func %s(%s) %s", s.entry.Name, strings.Join(params, ", "), list)
}

// assigned says that the results have names that are assigned to before the
// return: where they have parts, or where something else is assigned to then.
func (s *entryShape) assigned() bool {
	for _, t := range s.targets {
		if t.place != "" {
			return true
		}
	}
	return false
}

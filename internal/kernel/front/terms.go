package front

import (
	"cmp"
	"go/ast"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// termsResult is the map that an entry returns. At run time it is a struct with
// a field for every key that any of its returns may have, in ascending order; a
// return that lacks one stops.
type termsResult struct {
	index   int // among the results
	returns []*termsReturn
}

// termsReturn is one return of such an entry.
type termsReturn struct {
	marker *ir.Value
	keys   []string // that may be there
	elem   *ir.Type
}

// exitWithTerms returns from such an entry. What it returns is put in place once
// all returns are known.
func (f *fn) exitWithTerms(values []value, s *ast.ReturnStmt) {
	t := f.entry
	d, ok := values[t.index].(*dict)
	if !ok {
		f.dead = true
		return
	}
	r := &termsReturn{}
	if d != nil {
		r.elem = f.types.runtime(d.elem)
		if r.elem == nil || !isString(d.key) {
			f.refuse(s.Pos(), ReasonEntry, "the terms are a map of "+d.elem.String()+" with keys of type "+d.key.String(), "return a map[string]float64")
			return
		}
		for _, k := range d.keys() {
			if f.state.get(d.entries[k].present) != value(truth(false)) {
				r.keys = append(r.keys, k.text)
			}
		}
	}
	args := make([]*ir.Value, len(values))
	for i, v := range values {
		if i != t.index {
			args[i] = f.runtime(v, f.frame.sig.Results().At(i).Type(), s.Pos())
		}
	}
	pos, at := f.pos(s), f.state
	marker := f.emit(&ir.Value{Op: ir.Invalid})
	f.dead, f.state = true, f.copyState()
	r.marker = marker
	t.returns = append(t.returns, r)
	f.delayed[marker] = func() {
		f.state = at
		args[t.index] = f.terms(d, pos)
		f.end(args, pos)
	}
}

// settleTerms gives the struct of terms its fields: those of the returns that
// are still in the body.
func (f *fn) settleTerms() {
	if f.entry == nil {
		return
	}
	in := map[*ir.Value]bool{}
	f.f.Body.Walk(func(v *ir.Value) { in[v] = v.Op == ir.Invalid })
	st := f.f.Results[f.entry.index].Type
	seen := map[string]bool{}
	for _, r := range f.entry.returns {
		if !in[r.marker] {
			continue
		}
		for _, k := range r.keys {
			if !seen[k] {
				seen[k] = true
				st.Fields = append(st.Fields, ir.Field{Name: k, Type: r.elem})
			}
		}
	}
	slices.SortFunc(st.Fields, func(a, b ir.Field) int { return cmp.Compare(a.Name, b.Name) })
}

// terms is a map as the struct of terms.
func (f *fn) terms(d *dict, pos ir.Pos) *ir.Value {
	st := f.f.Results[f.entry.index].Type
	missing := func() {
		f.emit(&ir.Value{Op: ir.Trap, Index: int(ir.MissingTerm), Pos: pos})
		f.dead = true
	}
	var parts []*ir.Value
	for _, field := range st.Fields {
		var e *dictEntry
		if d != nil {
			e = d.entries[key{text: field.Name}]
		}
		if e == nil {
			missing()
			break
		}
		f.branch(f.present(e), pos, func() {}, missing)
		parts = append(parts, f.load(e.cell.(*ir.Var)))
	}
	if f.dead {
		return nil
	}
	return f.emit(&ir.Value{Op: ir.Make, Type: st, Args: parts})
}

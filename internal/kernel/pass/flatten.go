package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// Limits of flattening: what a signature may have, since targets have limits of
// their own, and what all signatures, calls and returns of a program may.
const (
	flatSignature = 500
	flatProgram   = 50_000
)

// flatten makes parameters and results scalars, of entries as well: one per leaf,
// with the names of ir.Type.Leaves. A parameter that was an aggregate becomes a
// variable that is put together where the function begins; a call takes its
// arguments apart, and puts its results together. A pointer becomes one for each
// leaf.
//
// Nothing but the form changes: no operation that can stop is added or moved. A
// signature of very many leaves stays as it is.
func flatten(p *ir.Program) {
	uses := map[*ir.Func]int{} // calls and returns
	for _, f := range p.Funcs {
		uses[f] += 1 + returns(f.Body)
		f.Body.Walk(func(v *ir.Value) {
			if v.Op == ir.Call {
				uses[v.Func]++
			}
		})
	}
	flat, budget := map[*ir.Func]bool{}, flatProgram
	for _, f := range p.Funcs {
		w := &flattener{f: f, flat: flat, parts: map[*ir.Value][]*ir.Value{}, replaced: map[*ir.Value]*ir.Value{}}
		n, aggregate := leaves(f)
		if aggregate && n <= flatSignature && n*uses[f] <= budget {
			budget -= n * uses[f]
			flat[f] = true
			w.signature()
		}
		w.block(f.Body, w.together)
	}
}

// leaves returns how many leaves the parameters and results of f have, and
// whether that is more than there are of them.
func leaves(f *ir.Func) (n int, aggregate bool) {
	for _, p := range f.Params {
		n += p.Type.Size()
		aggregate = aggregate || !p.Type.Scalar()
	}
	for _, r := range f.Results {
		n += r.Type.Size()
		aggregate = aggregate || !r.Type.Scalar()
	}
	return n, aggregate
}

// flattener rewrites one function.
type flattener struct {
	f        *ir.Func
	flat     map[*ir.Func]bool // functions whose signature has changed
	together []*ir.Value       // what puts aggregate parameters together, where the body begins
	parts    map[*ir.Value][]*ir.Value
	replaced map[*ir.Value]*ir.Value
	out      []*ir.Value
}

// signature replaces parameters and results.
func (w *flattener) signature() {
	f := w.f
	var results []ir.Field
	for _, r := range f.Results {
		results = append(results, leafFields(r.Name, r.Type)...)
	}
	f.Results = results
	w.parameters()
}

// parameters makes a parameter of each leaf. A variable of the function that has
// the name of a leaf is renamed.
func (w *flattener) parameters() {
	f := w.f
	taken := names{}
	var params, locals []*ir.Var
	var pointers []int
	for i, p := range f.Params {
		first := len(params)
		if p.Type.Scalar() {
			taken[p.Name] = 2
			params = append(params, p)
		} else {
			var leaves []*ir.Value
			for _, leaf := range leafFields(p.Name, p.Type) {
				x := &ir.Var{Name: taken.unique(leaf.Name), Type: leaf.Type}
				params = append(params, x)
				leaves = append(leaves, w.emit(&ir.Value{Op: ir.Load, Type: x.Type, Var: x}))
			}
			w.emit(&ir.Value{Op: ir.Store, Var: p, Args: []*ir.Value{w.build(p.Type, &leaves, ir.Pos{})}})
			locals = append(locals, p)
		}
		if isPointer(f, i) {
			for at := first; at < len(params); at++ {
				pointers = append(pointers, at)
			}
		}
	}
	w.together, w.out = w.out, nil
	locals = append(locals, f.Vars[len(f.Params):]...)
	for _, x := range locals {
		x.Name = taken.unique(x.Name)
	}
	f.Params, f.Pointers = params, pointers
	f.Vars = append(append([]*ir.Var{}, params...), locals...)
}

func isPointer(f *ir.Func, param int) bool {
	for _, at := range f.Pointers {
		if at == param {
			return true
		}
	}
	return false
}

// leafFields returns the scalars of a type with their names.
func leafFields(name string, t *ir.Type) []ir.Field {
	if t.Scalar() {
		return []ir.Field{{Name: name, Type: t}}
	}
	var fields []ir.Field
	for _, leaf := range t.Leaves(name) {
		fields = append(fields, ir.Field{Name: leaf.Name, Type: scalarTypes[leaf.Kind]})
	}
	return fields
}

var scalarTypes = [...]*ir.Type{ir.Bool: ir.TBool, ir.Int: ir.TInt, ir.Uint32: ir.TUint32, ir.Float32: ir.TF32, ir.Float64: ir.TF64}

func (w *flattener) emit(v *ir.Value) *ir.Value {
	w.out = append(w.out, v)
	return v
}

// build puts a value of type t together from the first of leaves, which it
// consumes.
func (w *flattener) build(t *ir.Type, leaves *[]*ir.Value, pos ir.Pos) *ir.Value {
	if t.Scalar() {
		leaf := (*leaves)[0]
		*leaves = (*leaves)[1:]
		return leaf
	}
	v := &ir.Value{Op: ir.Make, Type: t, Pos: pos}
	for i := range t.Parts() {
		v.Args = append(v.Args, w.build(t.Part(i), leaves, pos))
	}
	return w.emit(v)
}

// take returns the leaves of a value.
func (w *flattener) take(v *ir.Value, pos ir.Pos) []*ir.Value {
	if v.Type.Scalar() {
		return []*ir.Value{v}
	}
	if known, ok := w.parts[v]; ok {
		return known
	}
	var leaves []*ir.Value
	for i := range v.Type.Parts() {
		part := w.emit(&ir.Value{Op: ir.Part, Type: v.Type.Part(i), Args: []*ir.Value{v}, Index: i, Pos: pos})
		leaves = append(leaves, w.take(part, pos)...)
	}
	return leaves
}

func (w *flattener) block(b *ir.Block, first []*ir.Value) {
	outer := w.out
	w.out = append(make([]*ir.Value, 0, len(b.Values)+len(first)), first...)
	for _, v := range b.Values {
		w.value(v)
	}
	b.Values, w.out = w.out, outer
}

func (w *flattener) value(v *ir.Value) {
	for i, a := range v.Args {
		if r, ok := w.replaced[a]; ok {
			v.Args[i] = r
		}
	}
	switch {
	case v.Op == ir.Return && w.flat[w.f]:
		v.Args = w.all(v.Args, v.Pos)
	case v.Op == ir.Call && w.flat[v.Func]:
		w.call(v)
		return
	case v.Op == ir.Result && w.parts[v.Args[0]] != nil:
		w.replaced[v] = w.parts[v.Args[0]][v.Index]
		return
	}
	for _, b := range v.Blocks {
		w.block(b, nil)
	}
	w.emit(v)
}

func (w *flattener) all(args []*ir.Value, pos ir.Pos) []*ir.Value {
	var leaves []*ir.Value
	for _, a := range args {
		leaves = append(leaves, w.take(a, pos)...)
	}
	return leaves
}

// call writes a call with leaves, and puts each of its results together.
func (w *flattener) call(v *ir.Value) {
	v.Args = w.all(v.Args, v.Pos)
	old := v.Type.Fields
	v.Type = v.Func.Returns()
	w.emit(v)
	var leaves []*ir.Value
	for i, r := range v.Type.Fields {
		leaves = append(leaves, w.emit(&ir.Value{Op: ir.Result, Type: r.Type, Args: []*ir.Value{v}, Index: i, Pos: v.Pos}))
	}
	results := make([]*ir.Value, len(old))
	for i, r := range old {
		results[i] = w.build(r.Type, &leaves, v.Pos)
	}
	w.parts[v] = results
}

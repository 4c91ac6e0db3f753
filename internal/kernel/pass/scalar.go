package pass

import (
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Arrays that scalar replacement takes apart.
const (
	smallArray = 4  // at most this long where an index is not constant
	largeArray = 16 // where all are
	wholeArray = 64 // and of at most this many scalars

	// largeFunction is how many scalars a function may load, store and compute
	// for scalar replacement to write them all out.
	largeFunction = 100_000
)

// scalars replaces variables and values that are structs and small arrays by
// their scalars. An index of a small array that is not constant becomes a chain
// of selects. A larger array stays, as one array for each scalar of its
// elements: [100]struct{X, Y f64} becomes two of [100]f64. A function stays as it
// is if it takes, passes or returns aggregates, which [flatten] leaves where they
// are very large, or if it would become very large.
//
// Loads, stores and selects cannot stop the program, and the bound of an index
// stays where it is: so it makes and moves no stop. It says whether there was
// anything to replace.
func scalars(f *ir.Func) bool {
	s := &splitter{f: f, dynamic: map[int]bool{}, parts: map[*ir.Value][]*ir.Value{}, puts: map[*ir.Value]bool{}, split: map[*ir.Type][]*ir.Type{}}
	if _, aggregate := leaves(f); aggregate || !s.survey() || !s.needed() {
		return false
	}
	s.variables()
	s.block(f.Body)
	return true
}

// splitter rewrites one function. Every value and variable has its components:
// one for a scalar and for an array of scalars that stays.
type splitter struct {
	f       *ir.Func
	dynamic map[int]bool // lengths of arrays with an index that is not constant
	vars    map[*ir.Var][]*ir.Var
	parts   map[*ir.Value][]*ir.Value // of values that are not their only component
	puts    map[*ir.Value]bool        // what is put to buffers
	split   map[*ir.Type][]*ir.Type   // components of types
	out     []*ir.Value
}

// survey notes which arrays have an index that is not constant. It says whether
// no call has aggregates.
func (s *splitter) survey() bool {
	flat := true
	s.f.Body.Walk(func(v *ir.Value) {
		switch v.Op {
		case ir.Elem:
			s.index(v.Args[0].Type, v.Args[1])
		case ir.Load:
			s.indices(v, v.Args)
		case ir.Store:
			s.indices(v, v.Args[1:])
		case ir.Put:
			s.puts[v.Args[0]] = true
		case ir.Call:
			_, aggregate := leaves(v.Func)
			flat = flat && !aggregate
		}
	})
	return flat
}

// needed says that a variable or value has other components than itself, and
// that the function does not become very large if they are written out.
func (s *splitter) needed() bool {
	found, size := false, 0
	for _, v := range s.f.Vars {
		found = found || !s.whole(v.Type)
	}
	s.f.Body.Walk(func(v *ir.Value) {
		switch {
		case v.Op == ir.Load || v.Op == ir.Store:
			size += len(s.components(v.Var.Type)) // at most: all that an index can choose from
		case v.Op == ir.Elem:
			size += len(s.components(v.Args[0].Type))
		case v.Type != nil && v.Type.Kind != ir.Tuple:
			size += len(s.components(v.Type))
		}
		found = found || v.Type != nil && v.Type.Kind != ir.Tuple && !s.whole(v.Type) && !s.atBuffer(v)
	})
	return found && size <= largeFunction
}

// atBuffer says that a value is an element of a buffer as it is fetched or put.
func (s *splitter) atBuffer(v *ir.Value) bool {
	return v.Op == ir.Fetch || v.Op == ir.Make && s.puts[v]
}

func (s *splitter) index(array *ir.Type, i *ir.Value) {
	if i.Op != ir.Const {
		s.dynamic[array.Len] = true
	}
}

func (s *splitter) indices(v *ir.Value, indices []*ir.Value) {
	t := v.Var.Type
	for _, step := range v.Path {
		if step == ir.Dynamic {
			s.index(t, indices[0])
			step, indices = 0, indices[1:]
		}
		t = t.Part(step)
	}
}

// variables replaces the variables behind the parameters.
func (s *splitter) variables() {
	f := s.f
	taken := namesOf(f)
	s.vars = make(map[*ir.Var][]*ir.Var, len(f.Vars))
	vars := append([]*ir.Var{}, f.Params...)
	for _, v := range f.Vars[len(f.Params):] {
		if s.whole(v.Type) {
			vars = append(vars, v)
			continue
		}
		types, names := s.components(v.Type), s.componentNames(v.Name, v.Type)
		parts := make([]*ir.Var, len(types))
		for i, t := range types {
			parts[i] = &ir.Var{Name: taken.unique(names[i]), Type: t}
		}
		s.vars[v] = parts
		vars = append(vars, parts...)
	}
	f.Vars = vars
}

func (s *splitter) block(b *ir.Block) {
	outer := s.out
	s.out = make([]*ir.Value, 0, len(b.Values))
	for _, v := range b.Values {
		for _, inner := range v.Blocks {
			s.block(inner)
		}
		s.value(v)
	}
	b.Values, s.out = s.out, outer
}

func (s *splitter) value(v *ir.Value) {
	switch v.Op {
	case ir.Zero:
		if s.whole(v.Type) {
			break
		}
		types := s.components(v.Type)
		parts := make([]*ir.Value, len(types))
		for i, t := range types {
			parts[i] = s.emit(v, ir.Value{Op: ir.Zero, Type: t})
		}
		s.parts[v] = parts
		return
	case ir.Make:
		s.parts[v] = s.put(v)
		return
	case ir.Fetch:
		s.fetch(v)
		return
	case ir.Put:
		v.Args = []*ir.Value{s.together(v), s.scalar(v.Args[1])}
		s.out = append(s.out, v)
		return
	case ir.Part:
		s.parts[v] = s.take(v, s.of(v.Args[0]), v.Args[0].Type, v.Index, nil)
		return
	case ir.Elem:
		s.parts[v] = s.take(v, s.of(v.Args[0]), v.Args[0].Type, 0, s.scalar(v.Args[1]))
		return
	case ir.Load:
		indices := s.scalarAll(v.Args)
		s.parts[v] = s.load(v, place{s.ofVar(v.Var), v.Var.Type, nil}, v.Path, indices)
		return
	case ir.Store:
		indices := s.scalarAll(v.Args[1:])
		s.store(v, place{s.ofVar(v.Var), v.Var.Type, nil}, v.Path, indices, s.of(v.Args[0]))
		return
	}
	for i, a := range v.Args {
		v.Args[i] = s.scalar(a)
	}
	s.out = append(s.out, v)
}

// emit writes a new value where v stands in the source.
func (s *splitter) emit(v *ir.Value, n ir.Value) *ir.Value {
	n.Pos = v.Pos
	s.out = append(s.out, &n)
	return &n
}

// of returns the components of a value.
func (s *splitter) of(v *ir.Value) []*ir.Value {
	if parts, ok := s.parts[v]; ok {
		return parts
	}
	return []*ir.Value{v}
}

func (s *splitter) ofVar(v *ir.Var) []*ir.Var {
	if parts, ok := s.vars[v]; ok {
		return parts
	}
	return []*ir.Var{v}
}

// scalar returns what stands for a scalar.
func (s *splitter) scalar(v *ir.Value) *ir.Value {
	if parts, ok := s.parts[v]; ok && v.Type.Kind != ir.Tuple {
		return parts[0]
	}
	return v
}

func (s *splitter) scalarAll(values []*ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(values))
	for i, v := range values {
		out[i] = s.scalar(v)
	}
	return out
}

// fetch writes a fetch, and takes apart what it yields.
func (s *splitter) fetch(v *ir.Value) {
	v.Args[0] = s.scalar(v.Args[0])
	s.out = append(s.out, v)
	if s.whole(v.Type) {
		return
	}
	var parts []*ir.Value
	for i := range v.Type.Parts() {
		parts = append(parts, s.emit(v, ir.Value{Op: ir.Part, Type: v.Type.Part(i), Args: []*ir.Value{v}, Index: i}))
	}
	s.parts[v] = parts
}

// together returns what is put to a buffer, put together.
func (s *splitter) together(v *ir.Value) *ir.Value {
	x := v.Args[0]
	parts, apart := s.parts[x]
	switch {
	case !apart || x.Op == ir.Fetch:
		return x
	case s.whole(x.Type):
		return parts[0]
	}
	return s.emit(v, ir.Value{Op: ir.Make, Type: x.Type, Args: slices.Clone(parts)})
}

// put returns the components of a make.
func (s *splitter) put(v *ir.Value) []*ir.Value {
	var all []*ir.Value
	if v.Type.Kind == ir.Struct || s.apart(v.Type) {
		for _, a := range v.Args {
			all = append(all, s.of(a)...)
		}
		return all
	}
	for c, t := range s.components(v.Type) {
		array := ir.Value{Op: ir.Make, Type: t}
		for _, a := range v.Args {
			array.Args = append(array.Args, s.of(a)[c])
		}
		all = append(all, s.emit(v, array))
	}
	return all
}

// take returns the components of a part of an aggregate of type t: part i, or
// where there is an index, the element there.
func (s *splitter) take(v *ir.Value, all []*ir.Value, t *ir.Type, i int, index *ir.Value) []*ir.Value {
	if index != nil && index.Op == ir.Const {
		i, index = int(index.Int()), nil
	}
	switch {
	case t.Kind == ir.Array && !s.apart(t):
		return s.element(v, all, t, i, index)
	case index == nil:
		from, to := s.span(t, i)
		return all[from:to]
	}
	var chosen []*ir.Value
	for k := range t.Len {
		from, to := s.span(t, k)
		chosen = s.choose(v, index, k, all[from:to], chosen)
	}
	return s.orZero(v, chosen, t.Elem)
}

// element reads an element of an array that stays from each component.
func (s *splitter) element(v *ir.Value, all []*ir.Value, t *ir.Type, i int, index *ir.Value) []*ir.Value {
	types := s.components(t.Elem)
	out := make([]*ir.Value, len(all))
	for c, a := range all {
		if index != nil {
			out[c] = s.emit(v, ir.Value{Op: ir.Elem, Type: types[c], Args: []*ir.Value{a, index}})
			continue
		}
		out[c] = s.emit(v, ir.Value{Op: ir.Part, Type: types[c], Args: []*ir.Value{a}, Index: i})
	}
	return out
}

// choose returns x where index is k and other elsewhere; x where there is no
// other yet.
func (s *splitter) choose(v, index *ir.Value, k int, x, other []*ir.Value) []*ir.Value {
	if other == nil {
		return x
	}
	at := s.emit(v, *ir.ConstInt(int32(k)))
	here := s.emit(v, ir.Value{Op: ir.Eq, Type: ir.TBool, Args: []*ir.Value{index, at}})
	out := make([]*ir.Value, len(x))
	for c := range x {
		out[c] = s.emit(v, ir.Value{Op: ir.Select, Type: x[c].Type, Args: []*ir.Value{here, x[c], other[c]}})
	}
	return out
}

// orZero returns zeros of type t for an element of an array that has none; the
// bound before has stopped the program.
func (s *splitter) orZero(v *ir.Value, chosen []*ir.Value, t *ir.Type) []*ir.Value {
	if chosen != nil {
		return chosen
	}
	for _, c := range s.components(t) {
		chosen = append(chosen, s.emit(v, ir.Value{Op: ir.Zero, Type: c}))
	}
	return chosen
}

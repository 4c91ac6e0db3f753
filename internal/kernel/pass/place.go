package pass

import (
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// place is what a path has come to on its way through a variable: components of
// a type t, each at the same indices of the arrays that stay.
type place struct {
	vars    []*ir.Var
	t       *ir.Type
	indices []*ir.Value
}

// load returns the components of what the path reaches from a place.
func (s *splitter) load(v *ir.Value, at place, path []int, indices []*ir.Value) []*ir.Value {
	if len(path) == 0 {
		return s.loadAll(v, at)
	}
	next, index, indices := s.step(at, path[0], indices)
	if index == nil {
		return s.load(v, next[0], path[1:], indices)
	}
	var chosen []*ir.Value
	for k, element := range next {
		chosen = s.choose(v, index, k, s.load(v, element, path[1:], indices), chosen)
	}
	return s.orZero(v, chosen, v.Type)
}

// store sets what the path reaches from a place. Where an index of a small array
// is not constant, it sets every element, the others to what they are.
func (s *splitter) store(v *ir.Value, at place, path []int, indices, values []*ir.Value) {
	if len(path) == 0 {
		s.storeAll(v, at, values)
		return
	}
	next, index, indices := s.step(at, path[0], indices)
	for k, element := range next {
		if index == nil {
			s.store(v, element, path[1:], indices, values)
			continue
		}
		old := s.load(v, element, path[1:], indices)
		s.store(v, element, path[1:], indices, s.choose(v, index, k, values, old))
	}
}

// step takes one step of a path. It returns the place that it leads to; the
// places of all elements, and the index, where it is not known to which; and the
// indices for the steps that follow.
func (s *splitter) step(at place, step int, indices []*ir.Value) (next []place, index *ir.Value, rest []*ir.Value) {
	if at.t.Kind == ir.Struct {
		return []place{s.part(at, step)}, nil, indices
	}
	index, rest = indices[0], indices[1:]
	switch {
	case !s.apart(at.t):
		within := append(slices.Clip(at.indices), index)
		return []place{{at.vars, at.t.Elem, within}}, nil, rest
	case index.Op == ir.Const:
		return []place{s.part(at, int(index.Int()))}, nil, rest
	}
	for k := range at.t.Len {
		next = append(next, s.part(at, k))
	}
	return next, index, rest
}

func (s *splitter) part(at place, i int) place {
	from, to := s.span(at.t, i)
	return place{at.vars[from:to], at.t.Part(i), at.indices}
}

func (s *splitter) loadAll(v *ir.Value, at place) []*ir.Value {
	types := s.components(at.t)
	out := make([]*ir.Value, len(at.vars))
	for c, x := range at.vars {
		out[c] = s.emit(v, ir.Value{Op: ir.Load, Type: types[c], Var: x, Path: at.path(), Args: slices.Clip(at.indices)})
	}
	return out
}

func (s *splitter) storeAll(v *ir.Value, at place, values []*ir.Value) {
	for c, x := range at.vars {
		args := append([]*ir.Value{values[c]}, at.indices...)
		s.emit(v, ir.Value{Op: ir.Store, Var: x, Path: at.path(), Args: args})
	}
}

// path is that of the arrays that stay.
func (p place) path() []int {
	if len(p.indices) == 0 {
		return nil
	}
	return slices.Repeat([]int{ir.Dynamic}, len(p.indices))
}

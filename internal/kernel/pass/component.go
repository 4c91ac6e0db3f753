package pass

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Components are what scalar replacement makes of a type: its scalars, and the
// arrays that stay.

// components returns the types that replace t.
func (s *splitter) components(t *ir.Type) []*ir.Type {
	if t.Scalar() {
		return []*ir.Type{t}
	}
	if known, ok := s.split[t]; ok {
		return known
	}
	var all []*ir.Type
	switch {
	case t.Kind == ir.Struct:
		for _, f := range t.Fields {
			all = append(all, s.components(f.Type)...)
		}
	case s.apart(t):
		for range t.Len {
			all = append(all, s.components(t.Elem)...)
		}
	default:
		for _, c := range s.components(t.Elem) {
			if ir.Same(c, t.Elem) {
				all = append(all, t)
				continue
			}
			all = append(all, ir.ArrayOf(t.Len, c))
		}
	}
	s.split[t] = all
	return all
}

// apart says that an array is replaced by its elements.
func (s *splitter) apart(t *ir.Type) bool {
	if t.Len > largeArray || t.Size() > wholeArray {
		return false
	}
	if !s.dynamic[t.Len] {
		return true
	}
	for _, c := range s.components(t.Elem) {
		if !c.Scalar() {
			return false // there is no select of arrays
		}
	}
	return t.Len <= smallArray
}

// whole says that a type is its only component.
func (s *splitter) whole(t *ir.Type) bool {
	types := s.components(t)
	return len(types) == 1 && ir.Same(types[0], t)
}

// span returns where the components of part i of an aggregate are.
func (s *splitter) span(t *ir.Type, i int) (from, to int) {
	if t.Kind == ir.Array {
		n := len(s.components(t.Elem))
		return i * n, i*n + n
	}
	for _, f := range t.Fields[:i] {
		from += len(s.components(f.Type))
	}
	return from, from + len(s.components(t.Fields[i].Type))
}

// componentNames names the components of a variable: as its leaves, without the
// indices of arrays that stay.
func (s *splitter) componentNames(name string, t *ir.Type) []string {
	var all []string
	switch {
	case t.Kind == ir.Struct:
		for _, f := range t.Fields {
			all = append(all, s.componentNames(name+"."+f.Name, f.Type)...)
		}
	case t.Kind == ir.Array && s.apart(t):
		for i := range t.Len {
			all = append(all, s.componentNames(fmt.Sprintf("%s[%d]", name, i), t.Elem)...)
		}
	case t.Kind == ir.Array:
		return s.componentNames(name, t.Elem)
	default:
		return []string{name}
	}
	return all
}

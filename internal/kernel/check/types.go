package check

import (
	"fmt"
	"go/types"
)

// support finds what in a type is not kernel Go, and remembers it.
type support struct {
	known map[types.Type]*fault // nil where all is well
	pkg   *types.Package        // whose names are written without it
}

// fault is what is wrong with a type.
type fault struct{ reason, message, suggestion string }

// fault returns what is wrong with a type, or nil.
func (s *support) fault(t types.Type) *fault {
	if f, ok := s.known[t]; ok {
		return f
	}
	s.known[t] = nil // while at it: types may contain themselves
	f := s.find(t)
	s.known[t] = f
	return f
}

func (s *support) find(t types.Type) *fault {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return basicFault(u)
	case *types.Interface:
		return &fault{"interface", fmt.Sprintf("the type %s is an interface", s.write(t)), ""}
	case *types.Chan:
		return &fault{"channel", "channels are not allowed", ""}
	case *types.Array:
		return s.fault(u.Elem())
	case *types.Slice:
		return s.fault(u.Elem())
	case *types.Pointer:
		return s.fault(u.Elem())
	case *types.Map:
		if f := s.fault(u.Key()); f != nil {
			return f
		}
		return s.fault(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if bad := s.fault(f.Type()); bad != nil {
				return bad
			}
		}
	case *types.Signature:
		if bad := s.tuple(u.Params()); bad != nil {
			return bad
		}
		return s.tuple(u.Results())
	case *types.Tuple:
		return s.tuple(u)
	}
	return nil
}

func (s *support) tuple(t *types.Tuple) *fault {
	for v := range t.Variables() {
		if f := s.fault(v.Type()); f != nil {
			return f
		}
	}
	return nil
}

func basicFault(b *types.Basic) *fault {
	message := fmt.Sprintf("the type %s is not allowed", b.Name())
	info := b.Info()
	switch b.Kind() {
	case types.Bool, types.Int, types.Uint32, types.Float32, types.Float64, types.String,
		types.UntypedBool, types.UntypedInt, types.UntypedRune, types.UntypedFloat, types.UntypedString, types.UntypedNil, types.Invalid:
		return nil
	}
	switch {
	case info&types.IsComplex != 0:
		return &fault{"complex", message, ""}
	case info&types.IsUnsigned != 0:
		return &fault{"type", message, "use uint32, which wraps around, or int"}
	case info&types.IsInteger != 0:
		return &fault{"type", message, "use int, which has 32 bits"}
	}
	return &fault{"type", message, ""}
}

// write writes a type as the source would.
func (s *support) write(t types.Type) string {
	return clip(types.TypeString(t, func(p *types.Package) string {
		if p == s.pkg {
			return ""
		}
		return p.Name()
	}))
}

// leaves is the number of scalars in a value, at most just above MaxLeaves.
// What does not exist at run time counts as one.
func leaves(t types.Type) int { return countLeaves(t, 0) }

func countLeaves(t types.Type, depth int) int {
	const deepest = 100 // invalid types may contain themselves
	n := 1
	switch u := t.Underlying().(type) {
	case *types.Array:
		n = int(min(u.Len(), MaxLeaves+1)) * countLeaves(u.Elem(), depth+1)
	case *types.Struct:
		n = 0
		for f := range u.Fields() {
			if n += countLeaves(f.Type(), depth+1); n > MaxLeaves || depth > deepest {
				break
			}
		}
	}
	return min(n, MaxLeaves+1)
}

// longest is the length of the longest array in a type.
func longest(t types.Type) int64 {
	switch u := t.Underlying().(type) {
	case *types.Array:
		return max(u.Len(), longest(u.Elem()))
	case *types.Struct:
		n := int64(0)
		for f := range u.Fields() {
			n = max(n, longest(f.Type()))
		}
		return n
	}
	return 0
}

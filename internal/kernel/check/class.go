package check

import (
	"fmt"
	"go/types"
)

// class is what a type is to kernel Go.
type class uint8

const (
	none     class = iota // no type of kernel Go
	data                  // numbers, truth values, arrays and structs of data
	terms                 // map[string]float64
	holder                // a struct with terms among its fields
	text                  // string, which only names terms
	function              // only called and passed on
	pointer               // to data or to a holder
)

// classes finds and remembers the classes of types.
type classes struct {
	known map[types.Type]class
	pkg   *types.Package // whose names are written without it
}

func (k *classes) of(t types.Type) class {
	if c, ok := k.known[t]; ok {
		return c
	}
	k.known[t] = none // of types that contain themselves
	c := k.find(t)
	k.known[t] = c
	return c
}

// write writes a type as the source would.
func (k *classes) write(t types.Type) string {
	return clip(types.TypeString(t, func(p *types.Package) string {
		if p == k.pkg {
			return ""
		}
		return p.Name()
	}))
}

func (k *classes) find(t types.Type) class {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return basicClass(u)
	case *types.Array:
		if k.of(u.Elem()) == data {
			return data
		}
	case *types.Struct:
		return k.structClass(u)
	case *types.Map:
		if types.Identical(u, termMap) {
			return terms
		}
	case *types.Pointer:
		if c := k.of(u.Elem()); c == data || c == holder {
			return pointer
		}
	case *types.Signature:
		if k.signature(u) {
			return function
		}
	}
	return none
}

var termMap = types.NewMap(types.Typ[types.String], types.Typ[types.Float64])

func basicClass(b *types.Basic) class {
	switch b.Kind() {
	case types.Bool, types.Int, types.Uint32, types.Float32, types.Float64,
		types.UntypedBool, types.UntypedInt, types.UntypedRune, types.UntypedFloat:
		return data
	case types.String, types.UntypedString:
		return text
	}
	return none
}

func (k *classes) structClass(s *types.Struct) class {
	c := data
	for f := range s.Fields() {
		switch k.of(f.Type()) {
		case data:
		case terms, holder:
			c = holder
		default:
			return none
		}
	}
	return c
}

// signature says that a function's parameters and results are of kernel Go.
func (k *classes) signature(s *types.Signature) bool {
	for p := range s.Params().Variables() {
		if !roleParam.takes(k.of(p.Type())) {
			return false
		}
	}
	for r := range s.Results().Variables() {
		if !roleResult.takes(k.of(r.Type())) {
			return false
		}
	}
	return !s.Variadic()
}

// role is where a type stands.
type role string

const (
	roleField   role = "a field"
	roleElement role = "an element of an array"
	roleLocal   role = "this value"
	roleParam   role = "a parameter"
	roleResult  role = "a result"
	roleName    role = "a declared type" // what may be done with it is told where it is used
)

// takes says that something of a class may be in a role.
func (r role) takes(c class) bool {
	switch c {
	case data:
		return true
	case terms:
		return r != roleElement
	case holder:
		return r != roleElement && r != roleParam
	case text:
		return r == roleLocal || r == roleParam || r == roleName
	case function:
		return r == roleLocal || r == roleParam || r == roleName
	case pointer:
		return r == roleParam
	}
	return false
}

// fault returns the rule that a type breaks in a role, which does not take its
// class, and how.
func (k *classes) fault(t types.Type, r role) (reason, message, suggestion string) {
	switch c := k.of(t); c {
	case terms:
		return "map", string(r) + " is a map of terms", "keep one map of terms in a variable"
	case holder:
		return "term-alias", string(r) + " is a struct with a map of terms", "pass a pointer to it"
	case text:
		if r == roleElement {
			return "string", string(r) + " is a string", "range over the list where it is written: for _, name := range [...]string{...}"
		}
		return "string", string(r) + " is a string", ""
	case function:
		return "function", string(r) + " is a function", ""
	case pointer:
		return "pointer", string(r) + " is a pointer", ""
	}
	return k.broken(t, r, 0)
}

// broken tells what makes a type none of kernel Go.
func (k *classes) broken(t types.Type, r role, depth int) (reason, message, suggestion string) {
	const deepest = 50
	if depth > deepest {
		return "pointer", "a type contains itself", ""
	}
	into := func(part types.Type, r role) (string, string, string) {
		if r.takes(k.of(part)) {
			return "pointer", fmt.Sprintf("the type %s contains itself", k.write(t)), ""
		}
		if k.of(part) != none {
			return k.fault(part, r)
		}
		return k.broken(part, r, depth+1)
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return brokenBasic(u)
	case *types.Array:
		return into(u.Elem(), roleElement)
	case *types.Struct:
		for f := range u.Fields() {
			if !roleField.takes(k.of(f.Type())) {
				return into(f.Type(), roleField)
			}
		}
	case *types.Slice:
		return "slice", string(r) + " is a slice", k.sliceHint(u)
	case *types.Map:
		return "map", fmt.Sprintf("the map type %s is not allowed", k.write(u)), ""
	case *types.Pointer:
		return "pointer", string(r) + " is a pointer", ""
	case *types.Interface:
		return "interface", string(r) + " is an interface", ""
	case *types.Chan:
		return "channel", "channels are not allowed", ""
	case *types.Signature:
		return k.brokenSignature(u, into)
	}
	return "type", fmt.Sprintf("the type %s is not allowed", k.write(t)), ""
}

func (k *classes) sliceHint(s *types.Slice) string {
	return fmt.Sprintf("use an array: [n]%[1]s with a constant n, or [...]%[1]s{...}", k.write(s.Elem()))
}

func brokenBasic(b *types.Basic) (reason, message, suggestion string) {
	message = fmt.Sprintf("the type %s is not allowed", b.Name())
	switch info := b.Info(); {
	case b.Kind() == types.UntypedNil:
		return "nil", "nil is not allowed", ""
	case info&types.IsComplex != 0:
		return "complex", message, ""
	case info&types.IsUnsigned != 0:
		return "type", message, "use uint32, which wraps around, or int"
	case info&types.IsInteger != 0:
		return "type", message, "use int, which has 32 bits"
	}
	return "type", message, ""
}

func (k *classes) brokenSignature(s *types.Signature, into func(types.Type, role) (string, string, string)) (reason, message, suggestion string) {
	for p := range s.Params().Variables() {
		if !roleParam.takes(k.of(p.Type())) {
			return into(p.Type(), roleParam)
		}
	}
	for r := range s.Results().Variables() {
		if !roleResult.takes(k.of(r.Type())) {
			return into(r.Type(), roleResult)
		}
	}
	return "function", "the function type is not allowed", ""
}

// leaves is the number of scalars in a value, at most just above MaxLeaves.
// Terms, strings, functions and pointers count as one.
func leaves(t types.Type) int { return countLeaves(t, 0) }

func countLeaves(t types.Type, depth int) int {
	const deepest = 100 // types that the checker refuses may contain themselves
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
	case *types.Tuple:
		n = 0
		for v := range u.Variables() {
			n += countLeaves(v.Type(), depth+1)
		}
	}
	return min(n, MaxLeaves+1)
}

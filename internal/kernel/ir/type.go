package ir

import (
	"fmt"
	"strings"
)

// Kind is the class of a type.
type Kind uint8

// The kinds. Those up to Float64 are scalars.
const (
	Bool   Kind = iota
	Int         // 32 bits, signed; leaving them stops the program
	Uint32      // wraps around
	Float32
	Float64
	Array
	Struct
	Tuple // the results of a call, taken apart by result
)

// Type is the type of a value. Types are equal by structure: see Same. They are
// not changed once made.
type Type struct {
	Kind   Kind
	Name   string  // how a struct is printed; not part of its identity
	Elem   *Type   // of an Array
	Len    int     // of an Array, at least 0
	Fields []Field // of a Struct or Tuple
}

// Field is a named part: of a struct, or one result of a function.
type Field struct {
	Name string
	Type *Type
}

// The scalar types.
var (
	TBool   = &Type{Kind: Bool}
	TInt    = &Type{Kind: Int}
	TUint32 = &Type{Kind: Uint32}
	TF32    = &Type{Kind: Float32}
	TF64    = &Type{Kind: Float64}
)

// ArrayOf returns the type of arrays of n elements.
func ArrayOf(n int, elem *Type) *Type { return &Type{Kind: Array, Len: n, Elem: elem} }

// Scalar says that a type is a number or a truth value.
func (t *Type) Scalar() bool { return t.Kind <= Float64 }

// Float says that a type is f32 or f64.
func (t *Type) Float() bool { return t.Kind == Float32 || t.Kind == Float64 }

// Integer says that a type is int or u32.
func (t *Type) Integer() bool { return t.Kind == Int || t.Kind == Uint32 }

// Parts returns the number of direct parts of an aggregate, 0 for scalars.
func (t *Type) Parts() int {
	if t.Kind == Array {
		return t.Len
	}
	return len(t.Fields)
}

// Part returns the type of part i of an aggregate.
func (t *Type) Part(i int) *Type {
	if t.Kind == Array {
		return t.Elem
	}
	return t.Fields[i].Type
}

// Same says that two types have the same structure.
func Same(a, b *Type) bool {
	if a == b {
		return true
	}
	if a.Kind != b.Kind || a.Len != b.Len || len(a.Fields) != len(b.Fields) {
		return false
	}
	if a.Kind == Array {
		return Same(a.Elem, b.Elem)
	}
	for i := range a.Fields {
		if !Same(a.Fields[i].Type, b.Fields[i].Type) {
			return false
		}
	}
	return true
}

// Leaf is one scalar of a flattened type.
type Leaf struct {
	Name string // as in source, such as "Position.X" or "Rotor[2]"
	Kind Kind
}

// Leaves returns the scalars of a value called name in declaration order. The
// leaves of an aggregate with an empty name begin with the field's name.
func (t *Type) Leaves(name string) []Leaf {
	switch t.Kind {
	case Array:
		var all []Leaf
		for i := range t.Len {
			all = append(all, t.Elem.Leaves(fmt.Sprintf("%s[%d]", name, i))...)
		}
		return all
	case Struct, Tuple:
		var all []Leaf
		for _, f := range t.Fields {
			inner := f.Name
			if name != "" {
				inner = name + "." + f.Name
			}
			all = append(all, f.Type.Leaves(inner)...)
		}
		return all
	}
	return []Leaf{{name, t.Kind}}
}

// Size returns the number of leaves.
func (t *Type) Size() int {
	switch t.Kind {
	case Array:
		return t.Len * t.Elem.Size()
	case Struct, Tuple:
		n := 0
		for _, f := range t.Fields {
			n += f.Type.Size()
		}
		return n
	}
	return 1
}

var kindNames = [...]string{Bool: "bool", Int: "int", Uint32: "u32", Float32: "f32", Float64: "f64"}

func (k Kind) String() string {
	switch k {
	case Array:
		return "array"
	case Struct:
		return "struct"
	case Tuple:
		return "tuple"
	}
	return kindNames[k]
}

// String writes a type as [Fprint] does: a named struct by its name.
func (t *Type) String() string {
	switch {
	case t.Scalar():
		return kindNames[t.Kind]
	case t.Kind == Array:
		return fmt.Sprintf("[%d]%s", t.Len, t.Elem)
	case t.Name != "":
		return quoteName(t.Name)
	}
	return t.structure()
}

// structure writes a struct or tuple by its fields.
func (t *Type) structure() string {
	parts := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		parts[i] = quoteName(f.Name) + " " + f.Type.String()
	}
	if t.Kind == Tuple {
		return "(" + strings.Join(parts, ", ") + ")"
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

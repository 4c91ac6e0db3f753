package envs

import (
	"fmt"
	"math"
	"strings"
)

// Kind is the type of a field.
type Kind string

// The kinds of field that kernel Go has.
const (
	Float64 Kind = "float64"
	Float32 Kind = "float32"
	Int     Kind = "int"
	Bool    Kind = "bool"
	Uint32  Kind = "uint32"
)

// Field describes one leaf of a State, Action, Observation or Params.
type Field struct {
	Name    string  // Go selector from the value, such as "Theta", "Position.X" or "Rotor[2]"
	Kind    Kind    //
	Doc     string  // what it is
	Unit    string  // "-" for a pure number
	Lo, Hi  float64 // range, infinite where unbounded
	Default float64 // Params only
}

// Bounded says that the field has a finite range.
func (f Field) Bounded() bool { return !math.IsInf(f.Lo, 0) && !math.IsInf(f.Hi, 0) }

// Holds returns what a field of its kind holds when v is stored in it: an int or
// uint32 the nearest whole number, a bool 1 from 0.5 on and else 0.
func (f Field) Holds(v float64) float64 {
	switch f.Kind {
	case Float32:
		return float64(float32(v))
	case Int:
		return math.Round(v)
	case Uint32:
		return max(0, math.Round(v))
	case Bool:
		if v >= 0.5 {
			return 1
		}
		return 0
	}
	return v
}

// Applied returns what an action field holds when v is asked for: the nearest
// within its bounds.
func (f Field) Applied(v float64) float64 { return f.Holds(min(max(v, f.Lo), f.Hi)) }

// Range returns the range as in the field's comment, or "" where unbounded.
func (f Field) Range() string {
	if math.IsInf(f.Lo, -1) && math.IsInf(f.Hi, 1) {
		return ""
	}
	return fmt.Sprintf("%.6g..%.6g", f.Lo, f.Hi)
}

// Schema is the leaves of a type in declaration order.
type Schema []Field

// Index returns the position of the named field, or -1.
func (s Schema) Index(name string) int {
	for i, f := range s {
		if f.Name == name {
			return i
		}
	}
	return -1
}

// Names returns the names of all fields.
func (s Schema) Names() []string {
	names := make([]string, len(s))
	for i, f := range s {
		names[i] = f.Name
	}
	return names
}

// Format writes one value of the schema as "Name value unit" pairs with four
// significant digits. values holds one number per field.
func (s Schema) Format(values []float64) string {
	var b strings.Builder
	for i, f := range s {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s %.4g", f.Name, values[i])
		if f.Unit != "-" {
			b.WriteString(" " + f.Unit)
		}
	}
	return b.String()
}

// MarshalJSON leaves infinite bounds out, since JSON has none.
func (f Field) MarshalJSON() ([]byte, error) { return f.json() }

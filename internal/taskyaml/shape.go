package taskyaml

import (
	"fmt"
	"reflect"
	"strings"
	"time"
)

type kind int

const (
	textKind kind = iota
	boolKind
	intKind
	uintKind
	floatKind
	durationKind
	listKind
	mapKind
	structKind
	optionalKind
	anyKind
	customKind
)

// shape is what the decoder, encoder, schema, template and reference know of a
// Go type: its kind, its bounds, and its parts.
type shape struct {
	kind   kind
	typ    reflect.Type
	elem   *shape  // of a list, map or optional value
	fields []field // of a struct, in declaration order
	bounds bounds
}

// field is one key of a struct.
type field struct {
	key, doc, example string
	required          bool
	index             []int
	shape             *shape
}

// bounds are the values a scalar may take. The texts are the tags' own words.
type bounds struct {
	enum, unlisted         []string
	min, max, above, below string
}

var (
	durationType = reflect.TypeFor[time.Duration]()
	customType   = reflect.TypeFor[Custom]()
)

// structShape is the shape of the struct that out points to. It panics if out is
// anything else, since only the program can be at fault.
func structShape(out any) (*shape, reflect.Value) {
	v := reflect.ValueOf(out)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		panic(fmt.Sprintf("taskyaml: want a pointer to a struct, got %T", out))
	}
	return shapeOf(v.Elem().Type(), bounds{}, nil), v.Elem()
}

// shapeOf describes t; outer holds the structs that t lies in, to refuse types
// that contain themselves.
func shapeOf(t reflect.Type, b bounds, outer []reflect.Type) *shape {
	s := &shape{typ: t, bounds: b}
	if reflect.PointerTo(t).Implements(customType) {
		s.kind = customKind
		return s
	}
	switch t.Kind() {
	case reflect.String:
		s.kind = textKind
	case reflect.Bool:
		s.kind = boolKind
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		s.kind = intKind
		if t == durationType {
			s.kind = durationKind
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		s.kind = uintKind
	case reflect.Float32, reflect.Float64:
		s.kind = floatKind
	case reflect.Interface:
		s.kind = anyKind
	case reflect.Slice:
		s.kind, s.elem = listKind, shapeOf(t.Elem(), b, outer)
	case reflect.Map:
		s.kind, s.elem = mapKind, shapeOf(t.Elem(), b, outer)
	case reflect.Pointer:
		s.kind, s.elem = optionalKind, shapeOf(t.Elem(), b, outer)
	case reflect.Struct:
		s.kind, s.fields = structKind, fieldsOf(t, outer)
	default:
		panic(fmt.Sprintf("taskyaml: a task file cannot hold a %s", t))
	}
	s.check()
	return s
}

// check panics on tags that make no sense for the type.
func (s *shape) check() {
	b := s.bounds
	ranged := b.min != "" || b.max != "" || b.above != "" || b.below != ""
	numeric := s.kind == intKind || s.kind == uintKind || s.kind == floatKind || s.kind == durationKind
	holder := s.kind == listKind || s.kind == mapKind || s.kind == optionalKind
	switch {
	case s.kind == mapKind && s.typ.Key().Kind() != reflect.String:
		panic(fmt.Sprintf("taskyaml: the keys of %s are not text", s.typ))
	case s.kind == anyKind && s.typ.NumMethod() > 0:
		panic(fmt.Sprintf("taskyaml: a task file cannot hold a %s", s.typ))
	case ranged && !numeric && !holder:
		panic(fmt.Sprintf("taskyaml: min, max, above or below on a %s", s.typ))
	case b.enum != nil && s.kind != textKind && !holder:
		panic(fmt.Sprintf("taskyaml: enum on a %s", s.typ))
	case b.unlisted != nil && b.enum == nil:
		panic(fmt.Sprintf("taskyaml: unlisted without enum on a %s", s.typ))
	}
	for _, text := range []string{b.min, b.max, b.above, b.below} {
		if text == "" || !numeric {
			continue
		}
		if _, err := s.quantity(text); err != nil {
			panic(fmt.Sprintf("taskyaml: bound %q does not suit a %s", text, s.typ))
		}
	}
}

// quantity parses the text of a number or duration into something comparable by
// size. Bounds of durations count nanoseconds, exactly up to 104 days.
func (s *shape) quantity(text string) (float64, error) {
	if s.kind == durationKind {
		d, err := parseDuration(text)
		return float64(d), err
	}
	return parseFloat(text, 64)
}

func fieldsOf(t reflect.Type, outer []reflect.Type) []field {
	for _, o := range outer {
		if o == t {
			panic(fmt.Sprintf("taskyaml: %s contains itself", t))
		}
	}
	outer = append(outer[:len(outer):len(outer)], t)
	var fields []field
	seen := map[string]bool{}
	for f := range fieldsByTag(t, outer) {
		if seen[f.key] {
			panic(fmt.Sprintf("taskyaml: %s has the key %q twice", t, f.key))
		}
		seen[f.key] = true
		fields = append(fields, f)
	}
	return fields
}

// fieldsByTag yields the keys of t, and in their place those of embedded structs.
func fieldsByTag(t reflect.Type, outer []reflect.Type) func(yield func(field) bool) {
	return func(yield func(field) bool) {
		for i := range t.NumField() {
			f := t.Field(i)
			key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
			switch {
			case key == "-":
			case key == "" && f.Anonymous && f.Type.Kind() == reflect.Struct:
				for _, inner := range fieldsOf(f.Type, outer) {
					inner.index = append([]int{i}, inner.index...)
					if !yield(inner) {
						return
					}
				}
			case key != "" && f.IsExported():
				if !yield(fieldOf(f, key, i, outer)) {
					return
				}
			}
		}
	}
}

func fieldOf(f reflect.StructField, key string, i int, outer []reflect.Type) field {
	if !plainKey(key) {
		panic(fmt.Sprintf("taskyaml: %q is not a plain key", key))
	}
	b := bounds{min: f.Tag.Get("min"), max: f.Tag.Get("max"), above: f.Tag.Get("above"), below: f.Tag.Get("below")}
	if enum := f.Tag.Get("enum"); enum != "" {
		b.enum = strings.Split(enum, ",")
	}
	if unlisted := f.Tag.Get("unlisted"); unlisted != "" {
		b.unlisted = strings.Split(unlisted, ",")
	}
	return field{
		key: key, doc: f.Tag.Get("doc"), example: f.Tag.Get("example"),
		required: f.Tag.Get("required") == "true",
		index:    []int{i}, shape: shapeOf(f.Type, b, outer),
	}
}

// keys are the keys of a struct in declaration order.
func (s *shape) keys() []string {
	keys := make([]string, len(s.fields))
	for i, f := range s.fields {
		keys[i] = f.key
	}
	return keys
}

// find is the field with the given key, or nil.
func (s *shape) find(key string) *field {
	for i := range s.fields {
		if s.fields[i].key == key {
			return &s.fields[i]
		}
	}
	return nil
}

// at is the shape that steps lead to, or nil where that is not known.
func (s *shape) at(steps []step) *shape {
	for s != nil && s.kind == optionalKind {
		s = s.elem
	}
	if s == nil || len(steps) == 0 {
		return s
	}
	switch {
	case s.kind == structKind && steps[0].index < 0:
		if f := s.find(steps[0].key); f != nil {
			return f.shape.at(steps[1:])
		}
	case s.kind == mapKind && steps[0].index < 0, s.kind == listKind && steps[0].index >= 0:
		return s.elem.at(steps[1:])
	}
	return nil
}

// want says in words what the shape accepts: "a whole number from 1 to 100". It is
// empty for a Custom type that does not say.
func (s *shape) want() string {
	switch s.kind {
	case textKind:
		if s.bounds.enum != nil {
			return "one of " + strings.Join(s.bounds.enum, ", ")
		}
		return "text"
	case boolKind:
		return "true or false"
	case intKind:
		return "a whole number" + s.bounds.words()
	case uintKind:
		if s.bounds.min == "" && s.bounds.above == "" {
			b := s.bounds
			b.min = "0"
			return "a whole number" + b.words()
		}
		return "a whole number" + s.bounds.words()
	case floatKind:
		return "a number" + s.bounds.words()
	case durationKind:
		return "a duration such as 90s or 5m" + s.bounds.words()
	case listKind:
		return "a list" + s.elem.each()
	case mapKind:
		return "a mapping of names" + s.elem.each()
	case structKind:
		return "a mapping"
	case optionalKind:
		return s.elem.want()
	case anyKind:
		return "any value"
	}
	if x, ok := reflect.New(s.typ).Interface().(Schemer); ok {
		want, _ := x.TaskSchema()
		return want
	}
	return ""
}

// each says what the elements of a list or map are.
func (s *shape) each() string {
	if w := s.want(); w != "" && s.kind != anyKind {
		return ", each " + w
	}
	return ""
}

// words are the bounds in English, with a leading space, or nothing.
func (b bounds) words() string {
	switch {
	case b.min != "" && b.max != "":
		return " from " + b.min + " to " + b.max
	case b.min != "" && b.below != "":
		return " from " + b.min + ", below " + b.below
	case b.above != "" && b.max != "":
		return " above " + b.above + ", up to " + b.max
	case b.above != "" && b.below != "":
		return " above " + b.above + " and below " + b.below
	case b.min != "":
		return " of at least " + b.min
	case b.max != "":
		return " of at most " + b.max
	case b.above != "":
		return " above " + b.above
	case b.below != "":
		return " below " + b.below
	}
	return ""
}

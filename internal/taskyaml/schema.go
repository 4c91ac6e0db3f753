package taskyaml

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"gopkg.in/yaml.v3"
)

// Patterns of the texts that stand for numbers and durations.
const (
	numberPattern   = `^[+-]?([0-9][0-9_]*)?(\.[0-9_]*)?([eE][+-]?[0-9]{1,3})?[kMG]?$|^0x[0-9a-fA-F_]+$`
	durationPattern = `^[+-]?(0|([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|ms|s|m|h))+$`
)

// Schema is a JSON Schema (draft 2020-12) of the task files that Decode fills out
// from, for editors: keys, descriptions, types, bounds, and the values that out
// holds as defaults. It is indented, and its members are in declaration order.
func Schema(out any) []byte {
	s, v := structShape(out)
	root := object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}}
	compact, err := plainJSON(append(root, s.schemaOf(v, true)...))
	if err != nil {
		panic(fmt.Sprintf("taskyaml: encoding a schema: %v", err))
	}
	var b bytes.Buffer
	if err := json.Indent(&b, compact, "", "  "); err != nil {
		panic(fmt.Sprintf("taskyaml: encoding a schema: %v", err))
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// schemaOf describes values of this shape; v holds the defaults. A mapping at the
// top may not be null, others may be left empty.
func (s *shape) schemaOf(v reflect.Value, top bool) object {
	switch s.kind {
	case textKind:
		o := object{{"type", "string"}}
		if s.bounds.enum != nil {
			o = o.with("enum", s.bounds.enum)
		}
		return o
	case boolKind:
		return object{{"type", "boolean"}}
	case intKind, uintKind:
		return s.numeric([]string{"integer", "string"})
	case floatKind:
		return s.numeric([]string{"number", "string"})
	case durationKind:
		return object{{"type", "string"}, {"pattern", durationPattern}}
	case listKind:
		return object{{"type", "array"}, {"items", s.elem.schemaOf(fresh(s.elem.typ), true)}}
	case mapKind:
		return object{{"type", []string{"object", "null"}}, {"additionalProperties", s.elem.schemaOf(fresh(s.elem.typ), false)}}
	case optionalKind:
		return s.optionalSchema(v)
	case structKind:
		return s.objectSchema(v, top)
	case customKind:
		if x, ok := reflect.New(s.typ).Interface().(Schemer); ok {
			_, schema := x.TaskSchema()
			return fromMap(schema)
		}
	}
	return object{}
}

// numeric describes a number, which a text with a suffix may stand for.
func (s *shape) numeric(types []string) object {
	o := object{{"type", types}, {"pattern", numberPattern}}
	b := s.bounds
	if s.kind == uintKind && b.min == "" && b.above == "" {
		b.min = "0"
	}
	for _, limit := range []struct{ name, text string }{
		{"minimum", b.min}, {"maximum", b.max}, {"exclusiveMinimum", b.above}, {"exclusiveMaximum", b.below},
	} {
		if limit.text != "" {
			size, _ := s.quantity(limit.text)
			o = o.with(limit.name, size)
		}
	}
	return o
}

// optionalSchema is the schema of the value, or null.
func (s *shape) optionalSchema(v reflect.Value) object {
	inner := fresh(s.elem.typ)
	if v.IsValid() && !v.IsNil() {
		inner = v.Elem()
	}
	return object{{"anyOf", []object{s.elem.schemaOf(inner, true), {{"type", "null"}}}}}
}

func (s *shape) objectSchema(v reflect.Value, top bool) object {
	properties, required := object{}, []string{}
	for _, f := range s.fields {
		value := v.FieldByIndex(f.index)
		p := f.shape.schemaOf(value, false)
		if f.doc != "" {
			p = append(object{{"description", f.doc}}, p...)
		}
		if f.shape.kind != structKind && !f.required {
			p = p.with("default", jsonValue(f.shape.node(value)))
		}
		properties = properties.with(f.key, p)
		if f.required {
			required = append(required, f.key)
		}
	}
	o := object{{"type", "object"}}
	if !top && len(required) == 0 {
		o = object{{"type", []string{"object", "null"}}}
	}
	o = o.with("properties", properties).with("additionalProperties", false)
	if len(required) > 0 {
		o = o.with("required", required)
	}
	return o
}

// jsonValue is the YAML node as a value for JSON.
func jsonValue(node *yaml.Node) any {
	switch node.Kind {
	case yaml.MappingNode:
		o := object{}
		for i := 0; i+1 < len(node.Content); i += 2 {
			o = o.with(node.Content[i].Value, jsonValue(node.Content[i+1]))
		}
		return o
	case yaml.SequenceNode:
		list := make([]any, len(node.Content))
		for i, item := range node.Content {
			list[i] = jsonValue(item)
		}
		return list
	}
	switch tag := node.ShortTag(); {
	case tag == "!!null" && !quoted(node):
		return nil
	case tag == "!!bool":
		return node.Value == "true"
	case tag == "!!int" || tag == "!!float":
		return json.Number(node.Value)
	}
	return node.Value
}

// fromMap sorts the members of a schema given as a map.
func fromMap(m map[string]any) object {
	b, err := json.Marshal(m)
	if err != nil {
		panic(fmt.Sprintf("taskyaml: encoding a schema: %v", err))
	}
	var sorted map[string]json.RawMessage
	if err := json.Unmarshal(b, &sorted); err != nil {
		panic(fmt.Sprintf("taskyaml: encoding a schema: %v", err))
	}
	o := object{}
	for _, name := range slices.Sorted(maps.Keys(sorted)) {
		o = o.with(name, sorted[name])
	}
	return o
}

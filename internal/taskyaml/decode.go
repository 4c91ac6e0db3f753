package taskyaml

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

// Decode fills the struct that out points to from src, the text of the file
// called name, and then from overrides of the form "key.path=value", which are
// YAML values under the same rules. It reports every mistake, not only the
// first, as an *Error; the fields that were right are set even so. The index is
// never nil and knows where each path was written.
func Decode(name string, src []byte, out any, overrides []string) (*Index, error) {
	s, target := structShape(out)
	d := &decoder{
		file:    name,
		root:    s,
		origins: map[*yaml.Node]string{},
		index:   &Index{root: Position{name, 1, 1}, places: map[string]Position{}},
	}
	document := d.load(src)
	for _, o := range overrides {
		d.override(document, o)
	}
	d.value(document, s, target, "")
	return d.index, Join(d.problems...)
}

// decoder is the state of one Decode.
type decoder struct {
	file     string
	root     *shape
	broken   bool                  // the source is unreadable: missing keys are not reported
	origins  map[*yaml.Node]string // nodes that come from an override
	problems []Problem
	index    *Index
}

// load is the root mapping of src, or an empty one after a syntax error.
func (d *decoder) load(src []byte) *yaml.Node {
	empty := &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	node, syntax := parse(src)
	switch {
	case syntax != nil:
		d.broken = true
		d.problems = append(d.problems, Problem{d.file, syntax.line, syntax.column, "", syntax.message})
		return empty
	case node == nil || isNull(node):
		return empty
	case node.Kind != yaml.MappingNode:
		d.broken = true
		d.complain(node, "", "want a mapping of keys to values, got "+describe(node))
		return empty
	}
	foreign(node, func(n *yaml.Node, message string) { d.complain(n, "", message) })
	return node
}

func (d *decoder) at(node *yaml.Node) Position {
	if origin, ok := d.origins[node]; ok {
		return Position{File: origin}
	}
	return Position{d.file, node.Line, node.Column}
}

func (d *decoder) complain(node *yaml.Node, path, message string) {
	at := d.at(node)
	d.problems = append(d.problems, Problem{at.File, at.Line, at.Column, path, message})
}

// refuse reports that a node is not what its shape wants.
func (d *decoder) refuse(node *yaml.Node, s *shape, path, advice string) {
	d.complain(node, path, fmt.Sprintf("%s: want %s, got %s%s", path, s.want(), describe(node), advice))
}

// value decodes node into v.
func (d *decoder) value(node *yaml.Node, s *shape, v reflect.Value, path string) {
	if node.Kind == yaml.AliasNode {
		return // reported as foreign
	}
	switch s.kind {
	case optionalKind:
		d.optional(node, s, v, path)
	case structKind:
		d.mapping(node, s, v, path)
	case mapKind:
		d.entries(node, s, v, path)
	case listKind:
		d.list(node, s, v, path)
	case anyKind:
		v.Set(reflect.Zero(s.typ))
		if x := d.anything(node, path); x != nil {
			v.Set(reflect.ValueOf(x))
		}
	case customKind:
		d.custom(node, v, path)
	default:
		d.scalar(node, s, v, path)
	}
}

func (d *decoder) optional(node *yaml.Node, s *shape, v reflect.Value, path string) {
	if isNull(node) {
		v.SetZero()
		if x, ok := reflect.New(s.elem.typ).Interface().(Nuller); ok {
			x.SetTaskNull()
			v.Set(reflect.ValueOf(x))
		}
		return
	}
	if v.IsNil() {
		v.Set(fresh(s.elem.typ).Addr())
	} else { // a default may be shared: leave it as it was
		c := reflect.New(s.elem.typ)
		c.Elem().Set(v.Elem())
		v.Set(c)
	}
	d.value(node, s.elem, v.Elem(), path)
}

// fresh is a new addressable value of an element, holding its defaults.
func fresh(t reflect.Type) reflect.Value {
	p := reflect.New(t)
	if x, ok := p.Interface().(Defaulter); ok {
		x.SetTaskDefaults()
	}
	return p.Elem()
}

func (d *decoder) mapping(node *yaml.Node, s *shape, v reflect.Value, path string) {
	given := map[string]*yaml.Node{}
	if isNull(node) {
		node = &yaml.Node{Kind: yaml.MappingNode}
	}
	if node.Kind != yaml.MappingNode {
		d.refuse(node, s, path, keysAdvice(s))
		return
	}
	d.pairs(node, path, func(key, value *yaml.Node, at string) {
		f := s.find(key.Value)
		if f == nil {
			d.unknown(key, s, path)
			return
		}
		given[f.key] = value
		if isNull(value) && f.holdsFreeText() {
			value = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str"}
		}
		d.value(value, f.shape, v.FieldByIndex(f.index), at)
	})
	d.missing(s, path, given)
}

// holdsFreeText says that a field holds any text, none included, so that a key
// with nothing after it means empty text.
func (f *field) holdsFreeText() bool {
	s := f.shape
	if s.kind == optionalKind {
		s = s.elem
	}
	return s.kind == textKind && s.bounds.enum == nil && !f.required
}

// nullIsValue says that null does not leave an optional field absent.
func (f *field) nullIsValue() bool {
	return f.holdsFreeText() || reflect.PointerTo(f.shape.elem.typ).Implements(nullerType)
}

var nullerType = reflect.TypeFor[Nuller]()

func keysAdvice(s *shape) string {
	return fmt.Sprintf(" (keys: %s)", strings.Join(s.keys(), ", "))
}

// missing reports required keys that were left out or left empty.
func (d *decoder) missing(s *shape, path string, given map[string]*yaml.Node) {
	for _, f := range s.fields {
		if !f.required || d.broken {
			continue
		}
		at := join(path, f.key)
		switch value, ok := given[f.key]; {
		case !ok:
			p := d.index.At(path)
			message := fmt.Sprintf("missing key %q%s: %s", f.key, in(path), purpose(f))
			d.problems = append(d.problems, Problem{p.File, p.Line, p.Column, at, message})
		case value.Kind == yaml.ScalarNode && value.Value == "" && !isNull(value), value.Kind == yaml.SequenceNode && len(value.Content) == 0:
			d.complain(value, at, at+": must not be empty")
		case isNull(value) && (f.shape.kind == optionalKind || f.shape.kind == mapKind || f.shape.kind == structKind):
			d.complain(value, at, at+": must not be empty")
		}
	}
}

func purpose(f field) string {
	if f.doc != "" {
		return f.doc
	}
	return "want " + f.shape.want()
}

func in(path string) string {
	if path == "" {
		return ""
	}
	return " in " + path
}

// pairs calls do for each key of a mapping, refusing keys that are not text or
// come twice.
func (d *decoder) pairs(node *yaml.Node, path string, do func(key, value *yaml.Node, at string)) {
	first := map[string]*yaml.Node{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		switch {
		case key.Kind == yaml.AliasNode:
			continue
		case key.Kind != yaml.ScalarNode || isNull(key):
			d.complain(key, path, fmt.Sprintf("want a key%s, got %s", in(path), describe(key)))
			continue
		case key.ShortTag() == "!!merge":
			d.complain(key, path, "the merge key << is not allowed; write the keys out")
			continue
		}
		at := join(path, key.Value)
		if f := first[key.Value]; f != nil {
			d.complain(key, at, fmt.Sprintf("the key %q%s was already given at line %d", key.Value, in(path), f.Line))
			continue
		}
		first[key.Value] = key
		d.index.places[at] = d.at(value)
		if value.Kind != yaml.ScalarNode || isNull(value) {
			d.index.places[at] = d.at(key)
		}
		do(key, value, at)
	}
}

// unknown reports a key that the struct does not have, with the nearest that it
// has, or where else in the file the key belongs.
func (d *decoder) unknown(key *yaml.Node, s *shape, path string) {
	message := fmt.Sprintf("unknown key %q%s", key.Value, in(path))
	if near := nearest.Of(key.Value, s.keys()); near != "" {
		message += fmt.Sprintf("; did you mean %q?", near)
	} else if elsewhere := d.root.findPath(key.Value, ""); elsewhere != "" {
		message += fmt.Sprintf("; did you mean %s?", elsewhere)
	}
	message += fmt.Sprintf(" (known: %s)", strings.Join(s.keys(), ", "))
	d.complain(key, join(path, key.Value), message)
}

// findPath is the first path in the file whose last key is key.
func (s *shape) findPath(key, path string) string {
	for s.kind == optionalKind {
		s = s.elem
	}
	for _, f := range s.fields {
		at := join(path, f.key)
		if f.key == key {
			return at
		}
		if found := f.shape.findPath(key, at); found != "" {
			return found
		}
	}
	return ""
}

func (d *decoder) entries(node *yaml.Node, s *shape, v reflect.Value, path string) {
	if isNull(node) {
		return
	}
	if node.Kind != yaml.MappingNode {
		d.refuse(node, s, path, "")
		return
	}
	if len(node.Content) == 0 {
		return
	}
	merged := reflect.MakeMap(s.typ) // a default may be shared: leave it as it was
	for i := v.MapRange(); i.Next(); {
		merged.SetMapIndex(i.Key(), i.Value())
	}
	d.pairs(node, path, func(key, value *yaml.Node, at string) {
		name := reflect.ValueOf(key.Value).Convert(s.typ.Key())
		entry := fresh(s.elem.typ)
		if old := merged.MapIndex(name); old.IsValid() {
			entry.Set(old)
		}
		d.value(value, s.elem, entry, at)
		merged.SetMapIndex(name, entry)
	})
	v.Set(merged)
}

func (d *decoder) list(node *yaml.Node, s *shape, v reflect.Value, path string) {
	if node.Kind != yaml.SequenceNode {
		d.refuse(node, s, path, listAdvice(node, s))
		return
	}
	v.SetZero()
	for i, item := range node.Content {
		at := element(path, i)
		d.index.places[at] = d.at(item)
		entry := fresh(s.elem.typ)
		d.value(item, s.elem, entry, at)
		v.Set(reflect.Append(v, entry))
	}
}

// anything decodes a node without a declared type: nil, bool, int64, float64,
// string, []any or map[string]any.
func (d *decoder) anything(node *yaml.Node, path string) any {
	switch node.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		d.pairs(node, path, func(key, value *yaml.Node, at string) { m[key.Value] = d.anything(value, at) })
		return m
	case yaml.SequenceNode:
		list := make([]any, len(node.Content))
		for i, item := range node.Content {
			d.index.places[element(path, i)] = d.at(item)
			list[i] = d.anything(item, element(path, i))
		}
		return list
	case yaml.AliasNode:
		return nil
	}
	return d.plain(node, path)
}

// plain decodes a scalar by the look of it.
func (d *decoder) plain(node *yaml.Node, path string) any {
	switch tag := node.ShortTag(); {
	case quoted(node):
		return node.Value
	case tag == "!!null":
		return nil
	case tag == "!!bool":
		return node.Value == "true" || node.Value == "True" || node.Value == "TRUE"
	case tag == "!!int" || tag == "!!float":
		if n, err := parseInt(node.Value, 64); err == nil && tag == "!!int" {
			return n
		}
		f, err := parseFloat(node.Value, 64)
		if err != nil {
			d.complain(node, path, fmt.Sprintf("%s: want a number, got %s%v", path, describe(node), err))
		}
		return f
	}
	return node.Value
}

func (d *decoder) custom(node *yaml.Node, v reflect.Value, path string) {
	before := len(d.problems)
	err := v.Addr().Interface().(Custom).UnmarshalTask(Node{d, node, path})
	if err != nil && len(d.problems) == before {
		d.complain(node, path, path+": "+err.Error())
	}
}

func (d *decoder) scalar(node *yaml.Node, s *shape, v reflect.Value, path string) {
	if node.Kind != yaml.ScalarNode || isNull(node) {
		d.refuse(node, s, path, "")
		return
	}
	if s.kind != textKind && quoted(node) && s.kind != durationKind {
		d.refuse(node, s, path, "; remove the quotes")
		return
	}
	if err := s.set(v, node.Value); err != nil {
		d.refuse(node, s, path, err.Error())
	}
}

// set parses text into the scalar v and checks its bounds. The error is advice
// to append to a refusal.
func (s *shape) set(v reflect.Value, text string) error {
	switch s.kind {
	case textKind:
		if err := s.bounds.allows(text); err != nil {
			return err
		}
		v.SetString(text)
		return nil
	case boolKind:
		b, err := parseBool(text)
		if err == nil {
			v.SetBool(b)
		}
		return err
	case durationKind:
		t, err := parseDuration(text)
		return s.setNumber(v, err, float64(t), func() { v.SetInt(int64(t)) })
	case intKind:
		n, err := parseInt(text, v.Type().Bits())
		return s.setNumber(v, err, float64(n), func() { v.SetInt(n) })
	case uintKind:
		n, err := parseUint(text, v.Type().Bits())
		return s.setNumber(v, err, float64(n), func() { v.SetUint(n) })
	default:
		f, err := parseFloat(text, v.Type().Bits())
		return s.setNumber(v, err, f, func() { v.SetFloat(f) })
	}
}

func (s *shape) setNumber(v reflect.Value, err error, size float64, assign func()) error {
	if err != nil {
		return err
	}
	for _, b := range []struct {
		text string
		ok   func(size, bound float64) bool
	}{
		{s.bounds.min, func(x, b float64) bool { return x >= b }},
		{s.bounds.max, func(x, b float64) bool { return x <= b }},
		{s.bounds.above, func(x, b float64) bool { return x > b }},
		{s.bounds.below, func(x, b float64) bool { return x < b }},
	} {
		if b.text == "" {
			continue
		}
		if bound, _ := s.quantity(b.text); !b.ok(size, bound) {
			return errNotNumber
		}
	}
	assign()
	return nil
}

func (b bounds) allows(text string) error {
	if b.enum == nil {
		return nil
	}
	if slices.Contains(b.enum, text) || slices.Contains(b.unlisted, text) {
		return nil
	}
	if near := nearest.Of(text, b.enum); near != "" {
		return hint("did you mean %s?", near)
	}
	return errNotNumber
}

func isNull(node *yaml.Node) bool {
	return node.Kind == yaml.ScalarNode && !quoted(node) && node.ShortTag() == "!!null"
}

func quoted(node *yaml.Node) bool {
	return node.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
}

// describe names a node in a message: its text, shortened, or its kind.
func describe(node *yaml.Node) string {
	switch {
	case node.Kind == yaml.MappingNode:
		return "a mapping"
	case node.Kind == yaml.SequenceNode:
		return "a list"
	case isNull(node):
		return "nothing"
	case !quoted(node) && node.ShortTag() != "!!str" && len(node.Value) <= 60:
		return node.Value
	}
	text := []rune(node.Value)
	if len(text) > 60 {
		return strconv.Quote(string(text[:57]) + "...")
	}
	return strconv.Quote(string(text))
}

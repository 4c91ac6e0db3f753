package taskyaml

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"
)

// commentWidth is where comments wrap, in characters.
const commentWidth = 96

// Template is a commented task file: each key with what it means, what it accepts
// and its default. Required keys and those in active, given as paths, stand as
// settings with the value that out holds; the others are commented out as
// "#key: value", while explanations are "# text", so that removing a # directly
// before a key sets it.
func Template(out any, active ...string) []byte {
	s, v := structShape(out)
	t := &template{active: map[string]bool{}}
	for _, path := range active {
		for ; path != ""; path = parent(path) {
			t.active[path] = true
		}
	}
	t.mapping(s, v, "", 0, true)
	return bytes.TrimLeft(t.text.Bytes(), "\n")
}

type template struct {
	text   bytes.Buffer
	active map[string]bool
}

// mapping writes the keys of a struct; live is whether the mapping itself is set.
func (t *template) mapping(s *shape, v reflect.Value, path string, depth int, live bool) {
	for _, f := range s.fields {
		if depth == 0 {
			t.text.WriteByte('\n')
		}
		at := join(path, f.key)
		t.explain(f, depth)
		t.key(f, v.FieldByIndex(f.index), at, depth, live)
	}
}

// key writes one key with its value or, for a struct, its keys. A struct that is
// always there stays as a heading whose keys are commented out, unless it has an
// example, which then stands on one line.
func (t *template) key(f field, v reflect.Value, path string, depth int, live bool) {
	inner, innerValue := f.shape, v
	present := live && (f.required || t.active[path] || f.shape.kind == structKind && f.example == "")
	if inner.kind == optionalKind && inner.elem.kind == structKind {
		inner, innerValue = inner.elem, fresh(inner.elem.typ)
		if !v.IsNil() {
			innerValue = v.Elem()
		}
	}
	if inner.kind == structKind && f.example == "" {
		t.line(depth, present, f.key+":")
		t.mapping(inner, innerValue, path, depth+1, present)
		return
	}
	for _, line := range f.setting(v) {
		t.line(depth, present, line)
	}
}

// setting is "key: value" with the value held, or the example if that says
// nothing.
func (f field) setting(v reflect.Value) []string {
	value := f.shape.node(v)
	if f.example != "" && (says(value) == "" || f.shape.kind == structKind && v.IsZero()) {
		if node, syntax := parse([]byte(f.example)); syntax == nil && node != nil {
			value = node
		}
	}
	m := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{textNode(f.key), value}}
	return strings.Split(strings.TrimRight(string(encodeNode(m)), "\n"), "\n")
}

// says is the text of a value on one line, or "" if it is empty: nothing, no
// text, zero, or no elements.
func says(node *yaml.Node) string {
	switch {
	case isNull(node), node.Kind != yaml.ScalarNode && len(node.Content) == 0:
		return ""
	case node.Kind == yaml.ScalarNode && !quoted(node) && (node.Value == "0" || node.Value == "0s"):
		return ""
	case node.Kind == yaml.ScalarNode:
		return node.Value
	}
	return "..."
}

// line writes one line of a setting, commented out unless it is live.
func (t *template) line(depth int, live bool, text string) {
	mark := ""
	if !live {
		mark = "#"
	}
	fmt.Fprintf(&t.text, "%s%s%s\n", strings.Repeat("  ", depth), mark, text)
}

// explain writes what a key means and accepts.
func (t *template) explain(f field, depth int) {
	text := f.doc
	if w := f.accepts(); w != "" {
		text = strings.TrimSpace(text + " " + w)
	}
	indent := strings.Repeat("  ", depth)
	for _, line := range wrap(text, commentWidth-len(indent)-2) {
		fmt.Fprintf(&t.text, "%s# %s\n", indent, line)
	}
}

// accepts is what a key takes as a sentence, or "" where the value shows it.
func (f field) accepts() string {
	s := f.shape
	if s.kind == optionalKind {
		s = s.elem
	}
	if s.kind == structKind || s.kind == anyKind || s.kind == customKind && s.want() == "" {
		return ""
	}
	if s.kind == textKind && s.bounds.enum == nil {
		return ""
	}
	w := s.want()
	return strings.ToUpper(w[:1]) + w[1:] + "."
}

// wrap breaks text into lines of at most width characters, at spaces.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

package taskyaml

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"
)

// Reference is the manual of the task file as a Markdown table: one row for each
// key with its path, what it accepts, its default in out, and what it means.
// Elements of lists are written path[], those of maps path.NAME.
func Reference(out any) []byte {
	s, v := structShape(out)
	var b bytes.Buffer
	b.WriteString("| key | accepts | default | meaning |\n|---|---|---|---|\n")
	s.rows(&b, v, "")
	return b.Bytes()
}

func (s *shape) rows(b *bytes.Buffer, v reflect.Value, path string) {
	for _, f := range s.fields {
		at, value := join(path, f.key), v.FieldByIndex(f.index)
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", at, cell(f.shape.want()), f.standard(value), cell(f.doc))
		f.shape.inner(b, value, at)
	}
}

// inner writes the rows of the structs within a value.
func (s *shape) inner(b *bytes.Buffer, v reflect.Value, path string) {
	switch s.kind {
	case structKind:
		s.rows(b, v, path)
	case optionalKind:
		target := fresh(s.elem.typ)
		if v.IsValid() && !v.IsNil() {
			target = v.Elem()
		}
		s.elem.inner(b, target, path)
	case listKind:
		s.elem.inner(b, fresh(s.elem.typ), path+"[]")
	case mapKind:
		s.elem.inner(b, fresh(s.elem.typ), path+".NAME")
	}
}

// standard is the default as a table shows it.
func (f field) standard(v reflect.Value) string {
	if f.required {
		return "required"
	}
	node := f.shape.node(v)
	if f.shape.kind == structKind || isNull(node) {
		return ""
	}
	if node.Kind != yaml.ScalarNode {
		node.Style = yaml.FlowStyle
		return "`" + cell(strings.TrimSpace(string(encodeNode(node)))) + "`"
	}
	if strings.Contains(node.Value, "\n") {
		first, _, _ := strings.Cut(node.Value, "\n")
		return "`" + cell(first) + " ...`"
	}
	return "`" + cell(strings.TrimSpace(string(encodeNode(node)))) + "`"
}

// cell escapes text for a cell of a Markdown table.
func cell(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", `\|`)
}

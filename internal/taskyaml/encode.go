package taskyaml

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"

	"gopkg.in/yaml.v3"
)

// Encode writes the whole struct that out points to as a task file: every key
// with its value, in declaration order, the keys of maps sorted. The same value
// gives the same bytes, and Decode of them gives the value back. Optional values
// that are absent are written as null, or left out where null is a value. Numbers that are not finite and text that
// is not UTF-8 cannot come from a task file, and panic.
func Encode(out any) []byte {
	s, v := structShape(out)
	return encodeNode(s.node(v))
}

// encodeNode writes a document with an indent of two spaces.
func encodeNode(node *yaml.Node) []byte {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(node); err != nil {
		panic(fmt.Sprintf("taskyaml: encoding a task file: %v", err))
	}
	if err := e.Close(); err != nil {
		panic(fmt.Sprintf("taskyaml: encoding a task file: %v", err))
	}
	return b.Bytes()
}

// node is the YAML of a value of this shape.
func (s *shape) node(v reflect.Value) *yaml.Node {
	switch s.kind {
	case structKind:
		m := &yaml.Node{Kind: yaml.MappingNode}
		for _, f := range s.fields {
			value := v.FieldByIndex(f.index)
			if f.shape.kind == optionalKind && value.IsNil() && f.nullIsValue() {
				continue
			}
			m.Content = append(m.Content, textNode(f.key), f.shape.node(value))
		}
		return m
	case mapKind:
		return s.mapNode(v)
	case listKind:
		return s.listNode(v)
	case optionalKind:
		if v.IsNil() {
			return plainNode("null")
		}
		return s.elem.node(v.Elem())
	case anyKind:
		if v.IsNil() {
			return plainNode("null")
		}
		return dynamicNode(v.Elem())
	case customKind:
		return dynamicNode(reflect.ValueOf(custom(v).MarshalTask()))
	default:
		return s.scalarNode(v)
	}
}

// custom is the Custom of a value that may not be addressable.
func custom(v reflect.Value) Custom {
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p.Interface().(Custom)
}

// dynamicNode encodes a value by the type it has rather than by a declared one. A
// float keeps a decimal point, so that it is read back as a float.
func dynamicNode(v reflect.Value) *yaml.Node {
	if !v.IsValid() {
		return plainNode("null")
	}
	s := shapeOf(v.Type(), bounds{}, nil)
	node := s.node(v)
	if s.kind == floatKind && !strings.ContainsAny(node.Value, ".eE") {
		node.Value += ".0"
	}
	return node
}

func (s *shape) mapNode(v reflect.Value) *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode}
	if v.Len() == 0 {
		m.Style = yaml.FlowStyle
	}
	names := v.MapKeys()
	sort.Slice(names, func(i, j int) bool { return names[i].String() < names[j].String() })
	for _, name := range names {
		m.Content = append(m.Content, textNode(name.String()), s.elem.node(v.MapIndex(name)))
	}
	return m
}

// listNode writes scalars on one line and other elements on lines of their own.
func (s *shape) listNode(v reflect.Value) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for i := range v.Len() {
		item := s.elem.node(v.Index(i))
		if item.Kind != yaml.ScalarNode || item.Style == yaml.LiteralStyle {
			list.Style = 0
		}
		list.Content = append(list.Content, item)
	}
	return list
}

func (s *shape) scalarNode(v reflect.Value) *yaml.Node {
	switch s.kind {
	case textKind:
		return textNode(v.String())
	case boolKind:
		return plainNode(strconv.FormatBool(v.Bool()))
	case intKind:
		return plainNode(strconv.FormatInt(v.Int(), 10))
	case uintKind:
		return plainNode(strconv.FormatUint(v.Uint(), 10))
	case durationKind:
		return plainNode(durationText(time.Duration(v.Int())))
	}
	f := v.Float()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		panic(fmt.Sprintf("taskyaml: a task file cannot hold the number %v", f))
	}
	return plainNode(floatText(f, v.Type().Bits()))
}

func plainNode(text string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: text} }

// textNode is a text, as a block where that is readable and exact, and otherwise
// quoted if it could be taken for something else.
func textNode(text string) *yaml.Node {
	node := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
	switch {
	case blockText(text):
		node.Style = yaml.LiteralStyle
	case text == "" || !simpleText(text):
		node.Style = yaml.DoubleQuotedStyle
	}
	return node
}

// blockText reports whether a literal block holds the text exactly: several
// printable lines that neither begin the block with a blank nor end in one.
func blockText(text string) bool {
	if !strings.Contains(text, "\n") || strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\n") {
		return false
	}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if strings.TrimRight(line, " \t") != line || !printable(line) || strings.Contains(line, "\t") {
			return false
		}
	}
	return !strings.HasSuffix(text, "\n\n")
}

// simpleText reports whether the encoder may choose the style.
func simpleText(text string) bool {
	return printable(text) && strings.TrimSpace(text) == text && !strings.HasPrefix(text, "<<")
}

func printable(text string) bool {
	for _, r := range text {
		if !unicode.IsPrint(r) && r != '\t' || r == '\uFEFF' {
			return false
		}
	}
	return true
}

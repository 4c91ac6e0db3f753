package taskyaml

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// override writes one "key.path=value" into the document, so that it is decoded
// as if the file had said it. Its nodes are blamed on the command line.
func (d *decoder) override(document *yaml.Node, text string) {
	origin := "--set " + text
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		origin = "--set " + text
		d.problems = append(d.problems, Problem{File: origin, Message: "not UTF-8 text"})
		return
	}
	blame := func(path, message string) {
		d.problems = append(d.problems, Problem{File: origin, Path: path, Message: message})
	}
	path, value, ok := strings.Cut(text, "=")
	if !ok {
		blame("", "want key.path=value")
		return
	}
	path = strings.TrimSpace(path)
	steps, err := parsePath(path)
	if err != nil {
		blame("", err.Error())
		return
	}
	node, err := d.overrideValue(steps, value)
	if err != nil {
		blame(path, err.Error())
		return
	}
	d.adopt(node, origin)
	foreign(node, func(n *yaml.Node, message string) { d.complain(n, path, message) })
	if err := d.place(document, steps, node, origin); err != nil {
		blame(path, err.Error())
	}
}

// overrideValue parses the text after the equals sign. Where the key holds text,
// the whole of it is the value, unless it is quoted.
func (d *decoder) overrideValue(steps []step, value string) (*yaml.Node, error) {
	trimmed := strings.TrimSpace(value)
	s := d.root.at(steps)
	if s != nil && s.kind == optionalKind && s.elem.bounds.enum == nil && trimmed != "null" && trimmed != "~" {
		s = s.elem
	}
	if s != nil && s.kind == textKind && trimmed != "" && trimmed[0] != '"' && trimmed[0] != '\'' {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value}, nil
	}
	node, syntax := parse([]byte(value))
	if syntax != nil {
		return nil, fmt.Errorf("character %d of the value: %s", syntax.column, syntax.message)
	}
	if node == nil {
		node = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}
	}
	return node, nil
}

// adopt marks a node and all below it as coming from an override.
func (d *decoder) adopt(node *yaml.Node, origin string) {
	d.origins[node] = origin
	for _, child := range node.Content {
		d.adopt(child, origin)
	}
}

// place puts node where steps lead from the mapping at, creating the mappings on
// the way.
func (d *decoder) place(at *yaml.Node, steps []step, node *yaml.Node, origin string) error {
	path := ""
	for i, s := range steps {
		slot, err := d.slot(at, s, path)
		if err != nil {
			return err
		}
		if i == len(steps)-1 {
			d.put(at, slot, s, node, origin)
			return nil
		}
		path = extend(path, s)
		if slot == nil || isNull(*slot) {
			if steps[i+1].index >= 0 {
				return fmt.Errorf("%s is not in the file; set the whole list, as in %s=[...]", path, path)
			}
			m := &yaml.Node{Kind: yaml.MappingNode}
			d.origins[m] = origin
			d.put(at, slot, s, m, origin)
			at = m
			continue
		}
		at = *slot
	}
	return nil
}

func extend(path string, s step) string {
	if s.index >= 0 {
		return element(path, s.index)
	}
	return join(path, s.key)
}

// slot is where one step leads in a mapping or list, or nil if nothing is there
// yet.
func (d *decoder) slot(at *yaml.Node, s step, path string) (**yaml.Node, error) {
	switch {
	case s.index >= 0 && at.Kind != yaml.SequenceNode:
		return nil, fmt.Errorf("%s, not a list", d.found(at, path))
	case s.index > len(at.Content):
		return nil, fmt.Errorf("%s has %d elements; the next is %s", path, len(at.Content), element(path, len(at.Content)))
	case s.index >= 0 && s.index == len(at.Content):
		return nil, nil
	case s.index >= 0:
		return &at.Content[s.index], nil
	case at.Kind != yaml.MappingNode:
		return nil, fmt.Errorf("%s, which has no key %q", d.found(at, path), s.key)
	}
	for i := 0; i+1 < len(at.Content); i += 2 {
		if key := at.Content[i]; key.Kind == yaml.ScalarNode && key.Value == s.key {
			return &at.Content[i+1], nil
		}
	}
	return nil, nil
}

// found says what stands in the way of an override, and where.
func (d *decoder) found(at *yaml.Node, path string) string {
	if path == "" {
		return "the task file is a mapping"
	}
	return fmt.Sprintf("%s is %s at %s", path, describe(at), d.at(at))
}

// put fills slot, or adds a key or element where there is none.
func (d *decoder) put(at *yaml.Node, slot **yaml.Node, s step, node *yaml.Node, origin string) {
	switch {
	case slot != nil:
		*slot = node
	case s.index >= 0:
		at.Content = append(at.Content, node)
	default:
		key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s.key}
		d.origins[key] = origin
		at.Content = append(at.Content, key, node)
	}
}

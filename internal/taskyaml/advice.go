package taskyaml

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// listAdvice says how what stands in place of a list would be one, "" of anything but a
// short scalar whose list would be accepted.
func listAdvice(node *yaml.Node, s *shape) string {
	if isNull(node) {
		return "; write [] for an empty list"
	}
	if node.Kind != yaml.ScalarNode || len(node.Value) > 80 || strings.Contains(node.Value, "\n") {
		return ""
	}
	written := "[" + node.Value + "]"
	if !s.accepts(written) {
		return ""
	}
	return "; write " + written
}

// accepts says that a list that is written like this has nothing wrong.
func (s *shape) accepts(list string) bool {
	node, syntax := parse([]byte(list))
	if syntax != nil || node == nil || node.Kind != yaml.SequenceNode {
		return false
	}
	d := &decoder{root: s, index: &Index{places: map[string]Position{}}}
	foreign(node, func(n *yaml.Node, message string) { d.complain(n, "", message) })
	d.list(node, s, fresh(s.typ), "")
	return len(d.problems) == 0
}

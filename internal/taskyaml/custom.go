package taskyaml

import (
	"reflect"

	"gopkg.in/yaml.v3"
)

// Custom is implemented by pointers to types that have a form of their own in a
// task file, such as a value that may be a name or a mapping.
type Custom interface {
	// UnmarshalTask sets the receiver from node. An error is reported at the
	// node's position with its path; problems inside node.Decode are reported by
	// Decode itself.
	UnmarshalTask(node Node) error
	// MarshalTask is a value of an ordinary type whose encoding UnmarshalTask
	// reads back as the receiver.
	MarshalTask() any
}

// Nuller is implemented by a Custom type of optional values for which nothing
// (null) is a value of its own, apart from a key that is not there.
type Nuller interface {
	SetTaskNull()
}

// Schemer is implemented by a Custom type to describe itself in Schema and
// Reference.
type Schemer interface {
	// TaskSchema is a phrase such as "a name or a mapping" and a JSON Schema.
	TaskSchema() (want string, schema map[string]any)
}

// Defaulter is implemented by pointers to element types of lists, maps and
// optional values that do not start from zero.
type Defaulter interface {
	SetTaskDefaults()
}

// Node is a value of a task file as a Custom type sees it.
type Node struct {
	decoder *decoder
	node    *yaml.Node
	path    string
}

// Path is where the value is, as in "models[0]".
func (n Node) Path() string { return n.path }

// Text is the value's text, and whether it is a scalar at all.
func (n Node) Text() (string, bool) {
	return n.node.Value, n.node.Kind == yaml.ScalarNode && !isNull(n.node)
}

// IsMapping reports whether the value is a mapping.
func (n Node) IsMapping() bool { return n.node.Kind == yaml.MappingNode }

// IsList reports whether the value is a list.
func (n Node) IsList() bool { return n.node.Kind == yaml.SequenceNode }

// Decode fills what out points to from the value, as strictly as the package's
// Decode, and reports whether there was no problem. The problems are kept.
func (n Node) Decode(out any) bool {
	v := reflect.ValueOf(out)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		panic("taskyaml: Node.Decode wants a pointer")
	}
	before := len(n.decoder.problems)
	n.decoder.value(n.node, shapeOf(v.Elem().Type(), bounds{}, nil), v.Elem(), n.path)
	return len(n.decoder.problems) == before
}

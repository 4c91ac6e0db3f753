package designer

import (
	"encoding/json"
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// Temperature is a sampling temperature in a task file, from 0 to 2, or none,
// which leaves it to the server: some refuse every value.
type Temperature struct {
	Value float64
	None  bool // Value has no meaning
}

// noTemperature is how a task says that none is sent.
const noTemperature = "none"

// sent returns the temperature that requests carry, nil for none.
func (t *Temperature) sent() *float64 {
	if t == nil || t.None {
		return nil
	}
	return &t.Value
}

// UnmarshalTask implements taskyaml.Custom.
func (t *Temperature) UnmarshalTask(node taskyaml.Node) error {
	if text, _ := node.Text(); text == noTemperature {
		*t = Temperature{None: true}
		return nil
	}
	var value float64
	if !node.Decode(&value) {
		return nil
	}
	if value < 0 || value > 2 {
		return fmt.Errorf("want a number from 0 to 2, or none, got %g", value)
	}
	*t = Temperature{Value: value}
	return nil
}

// SetTaskNull implements taskyaml.Nuller.
func (t *Temperature) SetTaskNull() { *t = Temperature{None: true} }

// MarshalTask implements taskyaml.Custom.
func (t *Temperature) MarshalTask() any {
	if t.None {
		return noTemperature
	}
	return t.Value
}

// TaskSchema implements taskyaml.Schemer.
func (*Temperature) TaskSchema() (want string, schema map[string]any) {
	return "a number from 0 to 2, or none", map[string]any{"anyOf": []any{
		map[string]any{"type": "number", "minimum": 0, "maximum": 2},
		map[string]any{"enum": []any{noTemperature, nil}},
	}}
}

// MarshalJSON writes a number, or "none".
func (t Temperature) MarshalJSON() ([]byte, error) { return json.Marshal(t.MarshalTask()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Temperature) UnmarshalJSON(text []byte) error {
	if string(text) == `"`+noTemperature+`"` {
		*t = Temperature{None: true}
		return nil
	}
	*t = Temperature{}
	return json.Unmarshal(text, &t.Value)
}

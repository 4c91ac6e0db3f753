package designer

import (
	"encoding/json"
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// Range is a parameter of the environment in a task file: a number, or [low,
// high], from which it is drawn for each episode.
type Range struct{ Lo, Hi float64 }

// UnmarshalTask implements taskyaml.Custom.
func (r *Range) UnmarshalTask(node taskyaml.Node) error {
	if !node.IsList() {
		if node.Decode(&r.Lo) {
			r.Hi = r.Lo
		}
		return nil
	}
	var ends []float64
	if !node.Decode(&ends) {
		return nil
	}
	if len(ends) != 2 || ends[0] > ends[1] {
		return fmt.Errorf("want a number or [low, high] with low <= high, got %v", ends)
	}
	r.Lo, r.Hi = ends[0], ends[1]
	return nil
}

// MarshalTask implements taskyaml.Custom.
func (r *Range) MarshalTask() any {
	if r.Lo == r.Hi {
		return r.Lo
	}
	return []float64{r.Lo, r.Hi}
}

// TaskSchema implements taskyaml.Schemer.
func (*Range) TaskSchema() (want string, schema map[string]any) {
	number := map[string]any{"type": "number"}
	pair := map[string]any{"type": "array", "items": number, "minItems": 2, "maxItems": 2}
	return "a number or [low, high]", map[string]any{"anyOf": []any{number, pair}}
}

// MarshalJSON writes the two ends as [low, high].
func (r Range) MarshalJSON() ([]byte, error) { return json.Marshal([2]float64{r.Lo, r.Hi}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Range) UnmarshalJSON(text []byte) error {
	var ends [2]float64
	if err := json.Unmarshal(text, &ends); err != nil {
		return err
	}
	r.Lo, r.Hi = ends[0], ends[1]
	return nil
}

// SimParams returns the task's parameters as simulators take them.
func (t *Task) SimParams() map[string]envs.Range {
	params := make(map[string]envs.Range, len(t.Params))
	for name, r := range t.Params {
		params[name] = envs.Range(r)
	}
	return params
}

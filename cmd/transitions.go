package cmd

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/nearest"
)

// transition is one line of a transitions file, as rows of fields.
type transition struct {
	state, action, next []float64
	start               bool
	line                int // of the input, from 1
}

// parseTransition reads {"s": {...}, "a": {...}, "next": {...}, "start": true}.
// Fields may be nested as in Go, {"Position": {"X": 1}}, {"Rotor": [1, 2]}, or
// flat as in the tables, {"Position.X": 1}. All must be there and no others. An
// error reports everything that is wrong with the line.
func parseTransition(line []byte, s *envs.Spec) (transition, error) {
	var raw struct {
		State  json.RawMessage `json:"s"`
		Action json.RawMessage `json:"a"`
		Next   json.RawMessage `json:"next"`
		Start  bool            `json:"start"`
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&raw); err != nil {
		return transition{}, fmt.Errorf(`want {"s":{...},"a":{...},"next":{...}}: %w`, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return transition{}, errors.New("more than one JSON value on a line")
	}
	t := transition{start: raw.Start}
	var errs []error
	for _, part := range []struct {
		name   string
		text   json.RawMessage
		schema envs.Schema
		row    *[]float64
	}{{"s", raw.State, s.State, &t.state}, {"a", raw.Action, s.Action, &t.action}, {"next", raw.Next, s.State, &t.next}} {
		row, err := parseRow(part.name, part.text, part.schema)
		*part.row = row
		errs = append(errs, err)
	}
	return t, errors.Join(errs...)
}

// parseRow reads one object into a row of the schema's fields.
func parseRow(part string, text json.RawMessage, schema envs.Schema) ([]float64, error) {
	if text == nil {
		return nil, fmt.Errorf("%s is missing", part)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var object map[string]any
	if err := d.Decode(&object); err != nil || object == nil {
		return nil, fmt.Errorf("%s must be an object of fields", part)
	}
	leaves := map[string]any{}
	flatten("", object, leaves)
	row := make([]float64, len(schema))
	var errs []error
	for i, f := range schema {
		value, ok := leaves[f.Name]
		if !ok {
			errs = append(errs, fmt.Errorf("%s.%s is missing", part, f.Name))
			continue
		}
		delete(leaves, f.Name)
		v, err := fieldValue(value, f.Kind)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s.%s %w", part, f.Name, err))
		}
		row[i] = v
	}
	return row, errors.Join(append(errs, unknownFields(part, leaves, schema)...)...)
}

// flatten stores the leaves of a JSON value under the names that schemas give them.
func flatten(name string, value any, leaves map[string]any) {
	switch value := value.(type) {
	case map[string]any:
		for key, v := range value {
			if name != "" {
				key = name + "." + key
			}
			flatten(key, v, leaves)
		}
	case []any:
		for i, v := range value {
			flatten(fmt.Sprintf("%s[%d]", name, i), v, leaves)
		}
	default:
		leaves[name] = value
	}
}

func unknownFields(part string, leaves map[string]any, schema envs.Schema) []error {
	var errs []error
	for name := range leaves {
		hint := ""
		if near := nearest.Of(name, schema.Names()); near != "" {
			hint = fmt.Sprintf("; did you mean %s?", near)
		}
		errs = append(errs, fmt.Errorf("%s has no field %s%s", part, name, hint))
	}
	slices.SortFunc(errs, func(a, b error) int { return bytes.Compare([]byte(a.Error()), []byte(b.Error())) })
	return errs
}

// fieldValue reads a leaf of the given kind. Floats may also be "NaN",
// "Infinity" and "-Infinity", for which JSON has no numbers.
func fieldValue(value any, kind envs.Kind) (float64, error) {
	if b, ok := value.(bool); ok {
		if kind != envs.Bool {
			return 0, fmt.Errorf("is %v, want a number", b)
		}
		if b {
			return 1, nil
		}
		return 0, nil
	}
	if kind == envs.Bool {
		return 0, fmt.Errorf("is %v, want true or false", value)
	}
	text, ok := value.(json.Number)
	if special, isText := value.(string); isText && kind != envs.Int && kind != envs.Uint32 {
		text, ok = json.Number(special), slices.Contains([]string{"NaN", "Infinity", "-Infinity"}, special)
	}
	if !ok {
		return 0, fmt.Errorf("is %v, want a number", value)
	}
	v, err := strconv.ParseFloat(string(text), 64)
	switch {
	case err != nil:
		return 0, fmt.Errorf("is %s, which does not fit in a float64", text)
	case kind == envs.Int && (v != math.Trunc(v) || v < math.MinInt32 || v > math.MaxInt32):
		return 0, fmt.Errorf("is %s, want a whole number of 32 bits", text)
	case kind == envs.Uint32 && (v != math.Trunc(v) || v < 0 || v > math.MaxUint32):
		return 0, fmt.Errorf("is %s, want a whole number from 0 to 4294967295", text)
	case kind == envs.Float32:
		v = float64(float32(v))
	}
	return v, nil
}

// batch arranges transitions as one instance's steps.
func batch(s *envs.Spec, rows []transition) *envs.Transitions {
	b := envs.NewTransitions(s, len(rows), 1)
	for i, t := range rows {
		for f := range t.state {
			b.State[f][i], b.Next[f][i] = t.state[f], t.next[f]
		}
		for f := range t.action {
			b.Action[f][i] = t.action[f]
		}
		b.Start[i] = t.start
	}
	return b
}

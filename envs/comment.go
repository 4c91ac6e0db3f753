package envs

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

var commentForm = regexp.MustCompile(`^(.*\S)\s*\[([^\[\]]*)\]$`)

// parseComment reads the grammar of field comments (see the package comment)
// into f. name is used in errors only.
func parseComment(name, text string, f *Field) error {
	text = strings.TrimSpace(text)
	m := commentForm.FindStringSubmatch(text)
	if m == nil {
		return fmt.Errorf("field %s: comment %q must read: description [unit, low..high, default value]", name, text)
	}
	f.Doc, f.Lo, f.Hi = m[1], math.Inf(-1), math.Inf(1)
	parts := strings.Split(m[2], ",")
	if f.Unit = strings.TrimSpace(parts[0]); f.Unit == "" {
		return fmt.Errorf("field %s: the bracket must begin with a unit, - for a pure number", name)
	}
	if strings.Contains(f.Unit, "..") || strings.HasPrefix(f.Unit, "default ") {
		return fmt.Errorf("field %s: %q stands where the unit belongs, - for a pure number", name, f.Unit)
	}
	for _, part := range parts[1:] {
		if err := parsePart(strings.TrimSpace(part), f); err != nil {
			return fmt.Errorf("field %s: %w", name, err)
		}
	}
	if f.Lo > f.Hi {
		return fmt.Errorf("field %s: range %g..%g descends", name, f.Lo, f.Hi)
	}
	return nil
}

// parsePart reads "low..high" or "default value".
func parsePart(part string, f *Field) (err error) {
	if value, ok := strings.CutPrefix(part, "default "); ok {
		f.Default, err = parseNumber(value)
		return err
	}
	lo, hi, ok := strings.Cut(part, "..")
	if !ok {
		return fmt.Errorf("%q is neither low..high nor default value", part)
	}
	if f.Lo, err = parseNumber(lo); err != nil {
		return err
	}
	f.Hi, err = parseNumber(hi)
	return err
}

// parseNumber reads a float, inf or a multiple of pi such as -4pi.
func parseNumber(s string) (float64, error) {
	s = strings.TrimSpace(s)
	factor, isPi := strings.CutSuffix(s, "pi")
	if !isPi {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(v) {
			return 0, fmt.Errorf("%q is not a number", s)
		}
		return v, nil
	}
	switch factor {
	case "":
		return math.Pi, nil
	case "-":
		return -math.Pi, nil
	}
	v, err := strconv.ParseFloat(factor, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is not a multiple of pi", s)
	}
	return v * math.Pi, nil
}

func (f Field) json() ([]byte, error) {
	out := struct {
		Name    string   `json:"name"`
		Kind    Kind     `json:"kind"`
		Doc     string   `json:"doc"`
		Unit    string   `json:"unit"`
		Lo      *float64 `json:"lo,omitempty"`
		Hi      *float64 `json:"hi,omitempty"`
		Default float64  `json:"default,omitempty"`
	}{f.Name, f.Kind, f.Doc, f.Unit, finite(f.Lo), finite(f.Hi), f.Default}
	return json.Marshal(out)
}

func finite(v float64) *float64 {
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return nil
	}
	return &v
}

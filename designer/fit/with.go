package fit

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// With returns source with other values for constants, by the names that
// Constants gives. All else stays as it is, byte for byte, also constants whose
// value does not change. It fails for a name that source has not, and for values
// that are not finite.
func With(source string, values map[string]float64) (string, error) {
	constants, err := Constants(source)
	if err != nil {
		return "", err
	}
	if _, err := Select(constants, slices.Sorted(maps.Keys(values))); err != nil {
		return "", err
	}
	var b strings.Builder
	at := 0
	for _, c := range constants {
		v, ok := values[c.Name]
		if !ok || v == c.Value {
			continue
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return "", fmt.Errorf("%s cannot be %v: want a finite number", c.Name, v)
		}
		b.WriteString(source[at:c.from])
		b.WriteString(number(v))
		at = c.to
	}
	b.WriteString(source[at:])
	return b.String(), nil
}

// number writes v as a floating-point literal, which reads as v again.
func number(v float64) string {
	s := strconv.FormatFloat(v, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

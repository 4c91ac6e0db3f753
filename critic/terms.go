package critic

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic/internal/vm"
	"github.com/rewardsmith/rewardsmith/critic/output"
)

// maxTerms is how many terms a reward may have.
const maxTerms = 32

var termName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_ .:/+-]{0,39}$`)

// badTerms returns what is wrong with the names of a reward's terms.
func badTerms(kind *output.Kind, names []string) *vm.Fault {
	switch {
	case len(names) == 0:
		return &vm.Fault{Reason: "no-components", Message: kind.Called + " returns no " + kind.Columns}
	case len(names) > maxTerms:
		return &vm.Fault{Reason: "too-many-components", Message: fmt.Sprintf("%s returns %d %s; at most %d are allowed", kind.Called, len(names), kind.Columns, maxTerms)}
	}
	for _, n := range names {
		if !termName.MatchString(n) {
			return &vm.Fault{Reason: "component-name", Message: fmt.Sprintf("%s name %s is not allowed", kind.Column, quote(n))}
		}
	}
	return nil
}

// differentTerms says how the terms of call i differ from those of the first call.
func differentTerms(kind *output.Kind, i int, want []string, got map[string]float64) *vm.Fault {
	var missing, extra []string
	for _, n := range want {
		if _, ok := got[n]; !ok {
			missing = append(missing, quote(n))
		}
	}
	for _, n := range slices.Sorted(maps.Keys(got)) {
		if !slices.Contains(want, n) {
			extra = append(extra, quote(n))
		}
	}
	message := fmt.Sprintf("the %s differ from call to call:", kind.Columns)
	if len(missing) > 0 {
		message += " without " + some(missing)
	}
	if len(extra) > 0 {
		message += " with " + some(extra) + " besides the usual ones"
	}
	return &vm.Fault{At: i, Reason: "dynamic-components", Message: message}
}

// some joins at most four names.
func some(names []string) string {
	if len(names) > 4 {
		return strings.Join(names[:4], ", ") + fmt.Sprintf(" and %d more", len(names)-4)
	}
	return strings.Join(names, ", ")
}

// quote writes a name from the reward, bounded and printable.
func quote(name string) string {
	if len(name) > 40 {
		name = name[:40] + "..."
	}
	return fmt.Sprintf("%+q", name)
}

// suggestion says for a reason of a running reward what to write instead.
func suggestion(kind *output.Kind, reason string) string {
	if s, ok := ownSuggestions[kind.Name][reason]; ok {
		return s
	}
	return suggestions[reason]
}

// ownSuggestions are those of single kinds.
var ownSuggestions = map[string]map[string]string{
	output.Progress: {
		"no-components":       "return a map with the progress of every subtask by name, such as map[string]float64{\"door\": -distance}",
		"too-many-components": "combine subtasks that belong together",
		"component-name":      "name subtasks with up to 40 letters, digits and underscores",
		"dynamic-components":  "return the same names in every call, with the lowest progress for subtasks that have not begun",
		"magnitude":           "return it in a larger unit: its range alone counts, not its size",
	},
}

// suggestions says so for every reason of a running reward.
var suggestions = map[string]string{
	"panic":               "guard indices, nil maps and functions, and integer divisions",
	"budget":              "use loops with a small constant number of iterations",
	"slow":                "use fewer loop iterations",
	"no-components":       "return a map with every term by name, such as map[string]float64{\"upright\": upright}",
	"too-many-components": "combine terms that belong together",
	"component-name":      "name terms with up to 40 letters, digits and underscores",
	"dynamic-components":  "return the same names in every call, with 0 for terms that do not apply",
	"nan":                 "guard the argument, for instance math.Sqrt(math.Max(0, x)) or math.Acos(math.Max(-1, math.Min(1, x)))",
	"inf":                 "keep denominators away from zero, for instance 1/(0.01+math.Abs(x)), and arguments of math.Exp small",
	"magnitude":           "scale the terms so that a step's reward is about 1",
	"nondeterministic":    "let the result depend on s, a and next alone",
	"stateful":            "let the result depend on s, a and next alone, or declare type Memory",
}

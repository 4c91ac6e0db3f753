// Package output is the table of what candidates may consist of: the functions
// that a source must have, and how they become the columns on which policies are
// trained. Engines know func Reward alone; the others are made into one.
package output

import (
	"fmt"
	"slices"
	"strings"
)

// Names of kinds.
const (
	Reward   = "reward"
	Signs    = "signs"
	Progress = "progress"
)

// Kind is what a candidate consists of.
type Kind struct {
	Name      string     // by which task files and flags choose it
	Doc       string     // one sentence
	Functions []Function // that a source must have, besides helpers of its own

	// Called is how messages call the functions: they begin "Called panics".
	Called string

	// Adds says that the total is the sum of the terms, up to rounding.
	Adds bool

	// Rare are terms that may be 0 wherever play at random has been.
	Rare []string

	// Column and Columns are how messages call a term, and all of them.
	Column, Columns string

	body string // of Reward, which calls each function with (s, a, next); "" where the source has Reward
}

// Function is one that a source must have. Its parameters are those of every
// reward: a state, the action taken there, and the state that followed; before
// them it may take m *Memory.
type Function struct {
	Name    string
	Results []Result
	Doc     string // what it returns, in one sentence
}

// Result is what a function returns.
type Result struct {
	Name string // "" where it has none
	Type string // Number or Terms
}

// Types of results.
const (
	Number = "float64"
	Terms  = "map[string]float64"
)

// kinds is the table.
var kinds = []*Kind{
	{
		Name: Reward,
		Doc:  "the reward of each transition, with the terms that add up to it",
		Functions: []Function{{
			Name: "Reward", Results: []Result{{"total", Number}, {"terms", Terms}},
			Doc: "the reward and its terms by name",
		}},
		Called: "Reward", Adds: true, Column: "the term", Columns: "terms",
	},
	{
		Name: Signs,
		Doc: "the signs of a sparse and a dense judgement of each transition, of which the reward is made with fixed magnitudes, " +
			"sign(sparse) + 0.1 sign(dense), as Auto MC-Reward does",
		Functions: []Function{
			{
				Name: "Sparse", Results: []Result{{"", Number}},
				Doc: "positive where the task is done, negative where it has failed for good, and otherwise 0; only the sign counts",
			},
			{
				Name: "Dense", Results: []Result{{"", Number}},
				Doc: "positive for a step in the right direction, negative for one in the wrong direction, and otherwise 0; only the sign counts",
			},
		},
		Called: "Sparse or Dense", Adds: true, Rare: []string{"sparse"}, Column: "the term", Columns: "terms",
		// What is no number stays what it is, for the probe to refuse, and 0 loses its sign.
		body: `	sparse, dense := Sparse(s, a, next), Dense(s, a, next)
	if sparse > 0 {
		sparse = 1
	} else if sparse < 0 {
		sparse = -1
	} else if sparse == 0 {
		sparse = 0
	}
	if dense > 0 {
		dense = 0.1
	} else if dense < 0 {
		dense = -0.1
	} else if dense == 0 {
		dense = 0
	}
	return sparse + dense, map[string]float64{"sparse": sparse, "dense": dense}
`,
	},
	{
		Name: Progress,
		Doc: "how far each subtask has come, by name, from which the learner's reward is made by counting how often each stage was reached, " +
			"as ProgressCounts does",
		Functions: []Function{{
			Name: "Progress", Results: []Result{{"", Terms}},
			Doc: "a quantity for each subtask, such as a distance or an angle, that rises as the subtask comes closer to done: " +
				"one that should fall is returned with a minus sign",
		}},
		Called: "Progress", Column: "the progress", Columns: "progress values",
		body: "\treturn 0, Progress(s, a, next)\n",
	},
}

// Default is the kind of sources that have func Reward themselves.
func Default() *Kind { return kinds[0] }

// Kinds lists the kinds, the usual one first.
func Kinds() []*Kind { return slices.Clone(kinds) }

// Named returns the kind of a name. "" is Reward.
func Named(name string) (*Kind, error) {
	if name == "" {
		name = Reward
	}
	names := make([]string, len(kinds))
	for i, k := range kinds {
		if names[i] = k.Name; k.Name == name {
			return k, nil
		}
	}
	return nil, fmt.Errorf("there is no output %q: it is one of %s", name, strings.Join(names, ", "))
}

// Made says that func Reward is made of other functions.
func (k *Kind) Made() bool { return k.body != "" }

// Function returns the required function of a name, or nil.
func (k *Kind) Function(name string) *Function {
	for i := range k.Functions {
		if k.Functions[i].Name == name {
			return &k.Functions[i]
		}
	}
	return nil
}

// List writes the required functions as "func F and func G".
func (k *Kind) List() string {
	var list []string
	for _, f := range k.Functions {
		list = append(list, "func "+f.Name)
	}
	return strings.Join(list, " and ")
}

// Returns says what each function returns, as "a float64 from F and a float64 from G".
func (k *Kind) Returns() string {
	var list []string
	for _, f := range k.Functions {
		var results []string
		for _, r := range f.Results {
			results = append(results, "a "+r.Type)
		}
		list = append(list, strings.Join(results, " and ")+" from "+f.Name)
	}
	return strings.Join(list, " and ")
}

// InWords returns a message that begins with Reward, as those of the machines do
// that run it, so that it begins with what the source has.
func (k *Kind) InWords(message string) string {
	if rest, ok := strings.CutPrefix(message, "Reward "); ok {
		return k.Called + " " + rest
	}
	return message
}

const parameters = "s env.State, a env.Action, next env.State"

// Declaration returns the declaration that the function must have; with memory,
// that of one that keeps Memory.
func (f *Function) Declaration(memory bool) string {
	first := ""
	if memory {
		first = "m *Memory, "
	}
	return fmt.Sprintf("func %s(%s%s) %s", f.Name, first, parameters, f.results())
}

func (f *Function) results() string {
	if len(f.Results) == 1 && f.Results[0].Name == "" {
		return f.Results[0].Type
	}
	var list []string
	for _, r := range f.Results {
		list = append(list, strings.TrimSpace(r.Name+" "+r.Type))
	}
	return "(" + strings.Join(list, ", ") + ")"
}

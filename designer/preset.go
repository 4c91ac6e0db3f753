package designer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Preset is a published method as data: the values that a task file leaves
// unset. The first of a method's forms is the one that is meant where a task file
// names none.
type Preset struct {
	Name, Form string
	About      string // one line for people: what the method does, and in this form
	Source     string // the publication

	Proposer string   // who proposes rewards, one of the Proposer constants
	Arms     []string // what the final measurement is of; nil for the designed reward and the task's own

	Samples     int      // candidates of an iteration, K
	Iterations  int      //
	Temperature float64  // of the model
	Output      string   // what the model writes, one of the Output constants
	Examples    int      // rewards of other tasks in the first prompt
	Tips        string   // template of the advice in the first prompt
	Gates       []string // what an accepted candidate has to pass before it is trained, in order
	Carry       string   // what the next prompt holds, one of the Carry constants
	Select      string   // which candidate is best, one of the Select constants
	Fitness     string   // what candidates are compared by, one of the Fitness constants
	Feedback    string   // what the model reads about a training, one of the View constants
	Repairs     int      // repair rounds of each rejected candidate
	Retries     int      // repetitions of an iteration that failed as a whole
	Fill        bool     // an iteration is repeated until it has Samples trained candidates
}

// What the next prompt holds.
const (
	CarryRound    = "round"    // the best of the last iteration
	CarryGlobal   = "global"   // the best of all iterations
	CarryDialogue = "dialogue" // all that was said so far, in order
	CarryPair     = "pair"     // what was liked best and least
)

// Which candidate is best.
const (
	SelectBest   = "best"   // the one of the highest fitness
	SelectLatest = "latest" // the one that was trained last
	SelectPerson = "person" // the one that a person prefers

	SelectSimulated = "simulated" // the one of the highest fitness, as a simulated person prefers it
)

// What candidates are compared by.
const (
	FitnessLast   = "last"   // the mean over the seeds at the last checkpoint
	FitnessMax    = "max"    // the mean over the seeds of the maximum over the checkpoints
	FitnessTarget = "target" // nearness to method.target
)

// presets is the table of methods.
var presets = slices.Concat(
	eurekaForms, labForms, cardForms, diagnosticForms, progressForms, mcRewardForms, text2RewardForms, icplForms,
	controlForms,
)

// Presets returns the table of methods.
func Presets() []Preset { return slices.Clone(presets) }

// preset returns the row of the task's method. Task files are checked against
// the table when they are read, so a missing row is a mistake of the program.
func (m *Method) preset() Preset {
	p, err := m.known()
	if err != nil {
		panic("designer: " + err.Error())
	}
	return p
}

// known returns the row of the method, or an error that says which there are.
func (m *Method) known() (Preset, error) {
	var forms []string // of the preset
	for _, p := range presets {
		if p.Name != m.Preset {
			continue
		}
		if m.Form == nil || p.Form == *m.Form {
			return p, nil
		}
		forms = append(forms, p.Form)
	}
	if forms == nil {
		return Preset{}, fmt.Errorf("there is no preset %q", m.Preset)
	}
	return Preset{}, fmt.Errorf("preset %s has no form %q; it has %s: set method.form=%s, or leave method.form out (--set method.form=)",
		m.Preset, *m.Form, strings.Join(forms, ", "), forms[0])
}

// Resolved returns t with every value that the preset decides filled in. The
// result shares no pointer with t.
func (t Task) Resolved() Task {
	p := t.Method.preset()
	m := &t.Method
	fill(&m.Form, p.Form)
	fill(&m.Samples, p.Samples)
	fill(&m.Iterations, p.Iterations)
	fill(&m.Output, p.Output)
	fill(&m.Examples, p.Examples)
	fill(&m.Carry, p.Carry)
	fill(&m.Select, p.Select)
	fill(&m.Fitness, p.Fitness)
	fill(&m.Feedback, p.Feedback)
	fill(&m.Repairs, p.Repairs)
	fill(&m.Retries, p.Retries)
	if m.Gates == nil {
		m.Gates = append([]string{}, p.Gates...)
	}
	if race := &t.Training.Race; len(race.Rungs) > 0 && race.Keep == 0 {
		race.Keep = evaluator.DefaultKeep
	}
	t.Model = t.Answerer()
	fill(&t.Model.Temperature, Temperature{Value: p.Temperature})
	if !p.Designs() {
		t.Fit = Fit{} // there is nothing to tune
	}
	t.Final.Arms = slices.Clone(t.Final.Arms)
	if len(t.Final.Arms) == 0 {
		t.Final.Arms = p.arms()
	}
	return t
}

func fill[T any](field **T, preset T) {
	value := preset
	if *field != nil {
		value = **field
	}
	*field = &value
}

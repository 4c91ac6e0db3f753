package compare

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
)

// Cell is one run of a comparison.
type Cell struct {
	Task   string `json:"task"`
	Method Method `json:"method"`
	Run    int    `json:"run"` // from 0
}

// Dir is the folder of the run below that of the comparison, with slashes:
// reacher/card.released/run-03.
func (c Cell) Dir() string { return path.Join(c.Task, c.Method.Folder(), "run-"+c.number()) }

func (c Cell) number() string { return fmt.Sprintf("%02d", c.Run) }

// String names the run for people.
func (c Cell) String() string { return fmt.Sprintf("%s, %s, run %d", c.Task, c.Method, c.Run) }

// Seed is the root seed of the run: the first 48 bits of the SHA-256 digest of the
// line "ROOT TASK METHOD RUN", such as "1 reacher card/released 3", where ROOT is
// the task's seed. Runs of different methods share no seed, so they are
// independent, as the tests need it.
func (c Cell) Seed(root uint64) uint64 {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %s %d", root, c.Task, c.Method, c.Run))
	return binary.BigEndian.Uint64(sum[:8]) >> 16
}

// SearchSteps is how many environment steps the search of a run may take, where
// training one candidate takes so many.
func (b Budget) SearchSteps(candidate int) int {
	if b.Trainings > 0 {
		return b.Trainings * candidate
	}
	return b.Steps
}

// CellTask returns the task of a cell's run, where training one candidate with all its
// seeds takes so many environment steps. The cap on steps is that of the search alone.
// The search is as long as it pays where every candidate is trained: a method of one
// iteration gets more samples, another one more iterations, unless the task says how
// many. What the run measures is what its method brings: sparse and human reward have
// runs of their own.
func (p *Plan) CellTask(c Cell, candidate int) (designer.Task, error) {
	t := p.task(c.Task).Task
	search := p.Budget.SearchSteps(candidate)
	if search < candidate {
		return t, fmt.Errorf("%s: the search of a run may take %d environment steps, and training one candidate takes %d; raise the budget, or lower training.steps or training.seeds",
			c.Task, search, candidate)
	}
	t.Seed = c.Seed(t.Seed)
	t.Method.Preset, t.Method.Form = c.Method.Preset, nil
	if c.Method.Form != "" {
		t.Method.Form = &c.Method.Form
	}
	preset, _ := c.Method.preset()
	lengthen(&t.Method, preset, search/max(candidate, 1))
	t.Final.Arms = nil // of a control, its own
	if preset.Designs() {
		t.Final.Arms = []string{designer.ArmDesigned}
	}
	t.Budget.Steps, t.Budget.Search = 0, search
	t.Budget.Calls, t.Budget.Tokens, t.Budget.USD = p.Budget.Calls, p.Budget.Tokens, p.Budget.USD
	t.Model.Path = strings.NewReplacer(taskPlace, c.Task, methodPlace, c.Method.Folder(), runPlace, c.number()).Replace(t.Model.Path)
	if c.Method.Control() { // asks nobody, and what it tries costs nothing
		t.Budget.Calls, t.Budget.Tokens, t.Budget.USD = 0, 0, 0
	}
	return t, nil
}

// maxSamples and maxIterations are the most that a task file may ask for.
const maxSamples, maxIterations = 256, 1000

// lengthen sets how long the search is that so many trainings pay for.
func lengthen(m *designer.Method, preset designer.Preset, trainings int) {
	samples := max(preset.Samples, 1)
	if m.Samples != nil {
		samples = *m.Samples
	} else if preset.Iterations <= 1 && m.Iterations == nil {
		samples = min(trainings, maxSamples)
		m.Samples = &samples
	}
	if m.Iterations == nil {
		iterations := min((trainings+samples-1)/samples, maxIterations)
		m.Iterations = &iterations
	}
}

// shared are the keys of a task's method that may be the same for all methods:
// they are sizes, not what makes the method.
var shared = []string{"preset", "form", "samples", "iterations", "repairs", "retries"}

// decided returns the other keys of a method that a task sets, sorted.
func decided(m *designer.Method) []string {
	text, err := json.Marshal(m)
	if err != nil {
		panic("compare: a method as JSON: " + err.Error()) // it is data
	}
	var set map[string]any
	if err := json.Unmarshal(text, &set); err != nil {
		panic("compare: a method from JSON: " + err.Error())
	}
	maps.DeleteFunc(set, func(key string, value any) bool { return value == nil || slices.Contains(shared, key) })
	return slices.Sorted(maps.Keys(set))
}

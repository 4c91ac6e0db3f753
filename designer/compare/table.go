package compare

import (
	"fmt"
	"math"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/compare/stats"
)

// Table is what a comparison came to, so far.
type Table struct {
	Title string `json:"title"`
	// Demonstration says that answers came from recordings. Then nothing is
	// inferred: there are no intervals, variance components and tests.
	Demonstration bool   `json:"demonstration"`
	Budget        Budget `json:"budget"` // of the search of each run
	Runs          int    `json:"runs"`   // planned, of each task and method
	Done          int    `json:"done"`   // runs that came to their end
	Planned       int    `json:"planned"`

	Tasks    []TaskRow `json:"tasks"`
	Rows     []Row     `json:"rows"`     // by task and method
	Averages []Row     `json:"averages"` // over tasks, by method; none of a single task
	Tests    []Test    `json:"tests"`
	Notes    []string  `json:"notes"` // what readers should know
}

// Row is a line of the table.
type Row struct {
	Task     string `json:"task,omitempty"` // "" of an average
	Method   string `json:"method"`
	Runs     int    `json:"runs"`                // done
	NoReward int    `json:"no_reward,omitempty"` // of them brought none, and count as the sparse reward
	Quantities
	Scores   []float64       `json:"scores,omitempty"` // final score of each run, by number
	Variance *stats.Variance `json:"variance,omitempty"`
	Spared   []Spared        `json:"spared,omitempty"` // of the runs that spared trainings
}

// group is all runs of one method on one task.
type group struct {
	task   *TaskRow
	method Method
	runs   []valued
}

// scores returns the final scores that are known, by run.
func (g *group) scores() []float64 {
	var list []float64
	for i := range g.runs {
		if v := g.runs[i].score; !math.IsNaN(v) {
			list = append(list, v)
		}
	}
	return list
}

// NewTable makes the table of the samples of a plan's runs, of which some may be
// missing yet.
func NewTable(p *Plan, samples []Sample) (*Table, error) {
	t := &Table{
		Title: "Comparison of methods", Demonstration: p.Demonstration(), Budget: p.Budget, Runs: p.Runs,
		Done: len(samples), Planned: len(p.Cells()), Tests: []Test{},
	}
	if t.Demonstration {
		t.Title = "Pipeline demonstration on recorded answers"
	}
	for i := range p.Tasks {
		row, err := newTaskRow(p.Tasks[i].Name, samples)
		if err != nil {
			return nil, err
		}
		t.Tasks = append(t.Tasks, *row)
	}
	groups := t.groups(p, samples)
	for i := range groups {
		t.Rows = append(t.Rows, groups[i].row(!t.Demonstration))
	}
	if len(t.Tasks) > 1 {
		for _, m := range p.Methods {
			t.Averages = append(t.Averages, average(groups, m, p.Runs, !t.Demonstration))
		}
	}
	if !t.Demonstration {
		tests, err := testAll(groups, p.Runs)
		if err != nil {
			return nil, err
		}
		t.Tests = append(t.Tests, tests...)
	}
	t.Notes = t.notes(p)
	return t, nil
}

// groups returns one group for each task and method, by task.
func (t *Table) groups(p *Plan, samples []Sample) []group {
	var groups []group
	for i := range t.Tasks {
		for _, m := range p.Methods {
			g := group{task: &t.Tasks[i], method: m}
			for _, s := range samples {
				if s.Task == g.task.Name && s.Method == m {
					g.runs = append(g.runs, g.task.value(s))
				}
			}
			groups = append(groups, g)
		}
	}
	return groups
}

// row sums up a group.
func (g *group) row(inference bool) Row {
	r := Row{Task: g.task.Name, Method: g.method.String(), Runs: len(g.runs), Scores: g.scores()}
	for i := range kinds {
		k := &kinds[i]
		values := make([]float64, len(g.runs))
		for n := range g.runs {
			values[n] = k.value(&g.runs[n])
		}
		lo, hi := g.task.bounds(k)
		*k.of(&r.Quantities) = newQuantity(values, lo, hi, inference)
	}
	var seeds [][]float64
	for i := range g.runs {
		if g.runs[i].noReward {
			r.NoReward++
		}
		if s := g.runs[i].Spared; s != nil {
			r.Spared = append(r.Spared, *s)
		}
		seeds = append(seeds, g.runs[i].Designed.Score)
	}
	if v, ok := stats.Components(seeds); ok && inference {
		r.Variance = &v
	}
	return r
}

// average averages a method over tasks. Each run number gives one value, the mean
// over the tasks of the runs of that number, so that the interval is one over runs;
// which run of one task goes with which of another has no meaning. A run number
// counts where all tasks have a value. The means of the sparse and human rewards are
// taken as known.
func average(groups []group, m Method, runs int, inference bool) Row {
	r := Row{Method: m.String()}
	for i := range kinds {
		k := &kinds[i]
		var over []*group
		for n := range groups {
			if groups[n].method == m && groups[n].task.in(k.average) {
				over = append(over, &groups[n])
			}
		}
		var values []float64
		for run := range runs {
			values = append(values, meanOver(over, k, run))
		}
		lo, hi := meanBounds(over, k)
		*k.of(&r.Quantities) = newQuantity(values, lo, hi, inference)
	}
	if r.Seconds != nil {
		r.Runs = r.Seconds.N
	}
	return r
}

// meanBounds returns what the mean of a quantity over groups can be.
func meanBounds(groups []*group, k *kind) (lo, hi float64) {
	for _, g := range groups {
		least, most := g.task.bounds(k)
		lo += least / float64(len(groups))
		hi += most / float64(len(groups))
	}
	return lo, hi
}

// meanOver returns the mean over groups of a quantity of the run of a number, NaN
// where one of them lacks it, or there are none.
func meanOver(groups []*group, k *kind, number int) float64 {
	var values []float64
	for _, g := range groups {
		v := math.NaN()
		for i := range g.runs {
			if g.runs[i].Run == number {
				v = k.value(&g.runs[i])
			}
		}
		if math.IsNaN(v) {
			return v
		}
		values = append(values, v)
	}
	return mean(values)
}

// notes are what readers should know.
func (t *Table) notes(p *Plan) []string {
	var notes []string
	note := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if t.Done < t.Planned {
		note("%d of %s are done; the others are missing here", t.Done, designer.Count(t.Planned, "run"))
	}
	if t.Demonstration {
		note("answers were recorded earlier and not asked for: the table shows that the pipeline works, and nothing is inferred from it; parentheses are the smallest and largest run; calls are recorded answers")
	} else if t.Done > 0 {
		note("brackets are 95 %% intervals over runs (Student's t, cut to what is possible)")
	}
	if least := p.SmallestP(); least > Level {
		note("with %s of each and %d tests the smallest corrected p value that there can be is %.2g: no difference can be shown, however large; more runs or fewer methods and tasks are needed",
			designer.Count(p.Runs, "run"), len(t.Tests), least)
	}
	var yardsticks []string
	for _, m := range p.carried()[len(p.Methods):] {
		yardsticks = append(yardsticks, m.String())
	}
	if len(yardsticks) > 0 {
		note("only to normalise scores by, and without rows: %s", strings.Join(yardsticks, ", "))
	}
	for i := range t.Tasks {
		notes = append(notes, t.Tasks[i].notes()...)
	}
	for i := range t.Rows {
		if r := &t.Rows[i]; r.NoReward > 0 {
			note("%s, %s: %d of %s brought no reward; such a run counts as the task's sparse reward", r.Task, r.Method, r.NoReward, designer.Count(r.Runs, "run"))
		}
	}
	if len(t.Averages) > 0 {
		note("%s", t.averagedOver())
	}
	return notes
}

// notes are those on one task.
func (t *TaskRow) notes() []string {
	var notes []string
	if t.Smoke {
		notes = append(notes, fmt.Sprintf("%s is a smoke test, since every language model knows it, and enters no average", t.Name))
	}
	if t.Env == "" {
		return notes
	}
	if len(t.Machines) > 1 {
		notes = append(notes, fmt.Sprintf("%s: runs were trained on different machines: %s", t.Name, strings.Join(t.Machines, "; ")))
	}
	if t.Yardstick.Unusable != "" {
		notes = append(notes, fmt.Sprintf("%s: scores are not normalised: %s", t.Name, t.Yardstick.Unusable))
	} else if t.MaxYardstick.Unusable != "" {
		notes = append(notes, fmt.Sprintf("%s: maxima are not normalised: %s", t.Name, t.MaxYardstick.Unusable))
	}
	return notes
}

// averagedOver says over which tasks scores are averaged.
func (t *Table) averagedOver() string {
	var names []string
	for i := range t.Tasks {
		if t.Tasks[i].in(withYardstick) {
			names = append(names, t.Tasks[i].Name)
		}
	}
	if names == nil {
		return "there is no task over which normalised scores could be averaged"
	}
	return fmt.Sprintf("normalised scores are averaged over %s: %s", designer.Count(len(names), "task"), strings.Join(names, ", "))
}

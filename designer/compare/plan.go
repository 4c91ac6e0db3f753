package compare

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
)

// Plan is a comparison before it is made.
type Plan struct {
	Format  int       `json:"format"` // of this file
	Tasks   []Planned `json:"tasks"`
	Methods []Method  `json:"methods"`
	Runs    int       `json:"runs"` // of each task and method
	Budget  Budget    `json:"budget"`
}

// planFormat is the version of Plan as written to disk.
const planFormat = 1

// Planned is a task of a comparison.
type Planned struct {
	Name string `json:"name"` // in the table and as a folder
	// Task is what all its runs share. Its method's preset and form, its seed's
	// use and its budget are those of the comparison.
	Task designer.Task `json:"task"`
}

// Budget is what each run may spend on its search; 0 is no cap, and one of Steps
// and Trainings is set. Preflight and final measurement come on top, the same for
// all.
type Budget struct {
	Steps     int     `json:"steps,omitempty"`     // environment steps
	Trainings int     `json:"trainings,omitempty"` // candidates trained; as many steps as these take
	Calls     int     `json:"calls,omitempty"`     // of the model
	Tokens    int     `json:"tokens,omitempty"`
	USD       float64 `json:"usd,omitempty"`
}

// String says the budget in words.
func (b Budget) String() string {
	var parts []string
	add := func(format string, used bool, value any) {
		if used {
			parts = append(parts, fmt.Sprintf(format, value))
		}
	}
	add("%d environment steps", b.Steps > 0, b.Steps)
	add("the environment steps of %s", b.Trainings > 0, designer.Count(b.Trainings, "trained candidate"))
	add("%d calls", b.Calls > 0, b.Calls)
	add("%d tokens", b.Tokens > 0, b.Tokens)
	add("%s", b.USD > 0, designer.Dollars(b.USD))
	return strings.Join(parts, ", ")
}

// NewPlan returns the plan of a comparison, or says everything that is wrong with
// it.
func NewPlan(tasks []Planned, methods []Method, runs int, budget Budget) (*Plan, error) {
	p := &Plan{Format: planFormat, Tasks: tasks, Methods: methods, Runs: runs, Budget: budget}
	var wrong []error
	complain := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf(format, args...)) }
	if len(tasks) == 0 {
		complain("nothing to compare on: name one or more tasks")
	}
	if len(methods) == 0 {
		complain("nothing to compare: name one or more methods")
	}
	if runs < 1 {
		complain("%d runs of each task and method: want at least 1", runs)
	}
	if budget.Steps > 0 == (budget.Trainings > 0) || min(budget.Steps, budget.Trainings, budget.Calls, budget.Tokens) < 0 || budget.USD < 0 {
		complain("the budget of a search is a number of environment steps or of trained candidates, one of the two, and no cap is negative")
	}
	seen := map[string]bool{}
	for _, m := range methods {
		if seen[m.Folder()] {
			complain("method %s is named twice", m)
		}
		seen[m.Folder()] = true
		if wrong := m.waits(); wrong != nil {
			complain("%w", wrong)
		}
	}
	names := map[string]bool{}
	for i := range tasks {
		if names[tasks[i].Name] {
			complain("two tasks are called %s: rename one of the files", tasks[i].Name)
		}
		names[tasks[i].Name] = true
		wrong = append(wrong, p.problems(&tasks[i])...)
	}
	return p, errors.Join(wrong...)
}

// problems says what keeps a task from being compared on.
func (p *Plan) problems(t *Planned) []error {
	wrong := []error{p.pathProblem(t)}
	if set := decided(&t.Task.Method); len(set) > 0 {
		wrong = append(wrong, fmt.Errorf("task %s sets method.%s, which would be the same for all methods; leave it to each method's preset",
			t.Name, strings.Join(set, ", method.")))
	}
	if t.Task.Final.Arms != nil {
		wrong = append(wrong, fmt.Errorf("task %s sets final.arms, which follows from each method; leave it out", t.Name))
	}
	if !t.Task.Final.Enabled {
		wrong = append(wrong, fmt.Errorf("task %s sets final.enabled to false, but methods are compared by their final measurements", t.Name))
	}
	return wrong
}

// asking returns how many of the methods ask the model of the task.
func (p *Plan) asking() int {
	n := 0
	for _, m := range p.Methods {
		if !m.Control() {
			n++
		}
	}
	return n
}

// Placeholders of model.path, which a comparison fills in for each run.
const (
	taskPlace   = "{task}"
	methodPlace = "{method}"
	runPlace    = "{run}"
)

// pathProblem refuses a folder of answers that several runs would share: answers
// that two runs are both given make one replication of them, not two.
func (p *Plan) pathProblem(t *Planned) error {
	m := &t.Task.Model
	if p.asking() == 0 || m.Kind != "replay" && m.Kind != "file" {
		return nil
	}
	var lacks []string
	if p.Runs > 1 && !strings.Contains(m.Path, runPlace) {
		lacks = append(lacks, runPlace)
	}
	if p.asking() > 1 && !strings.Contains(m.Path, methodPlace) {
		lacks = append(lacks, methodPlace)
	}
	if lacks == nil {
		return nil
	}
	return fmt.Errorf("task %s: model.path %s lacks %s: each run needs a folder of answers of its own, as in answers/{task}/{method}/run-{run}",
		t.Name, m.Path, strings.Join(lacks, " and "))
}

// Demonstration says that methods answer from recordings.
func (p *Plan) Demonstration() bool {
	for i := range p.Tasks {
		if p.Tasks[i].Task.Model.Kind == "replay" {
			return p.asking() > 0
		}
	}
	return false
}

// carried returns the methods that are carried out: those that are compared, and the
// controls that scores are normalised by where they are not among them.
func (p *Plan) carried() []Method {
	list := slices.Clone(p.Methods)
	for _, name := range []string{Sparse, Human} {
		if !slices.ContainsFunc(list, func(m Method) bool { return m.Preset == name }) {
			list = append(list, Method{Preset: name})
		}
	}
	return list
}

// Cells returns the runs of the plan: all tasks and methods with run 0, then with
// run 1 and so on, so that a comparison that is stopped has as many runs of each.
func (p *Plan) Cells() []Cell {
	var cells []Cell
	methods := p.carried()
	for run := range p.Runs {
		for i := range p.Tasks {
			for _, m := range methods {
				cells = append(cells, Cell{Task: p.Tasks[i].Name, Method: m, Run: run})
			}
		}
	}
	return cells
}

// task returns the named task.
func (p *Plan) task(name string) *Planned {
	for i := range p.Tasks {
		if p.Tasks[i].Name == name {
			return &p.Tasks[i]
		}
	}
	panic("compare: the plan has no task " + name)
}

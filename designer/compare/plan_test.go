package compare

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
)

func TestNewPlanRefuses(t *testing.T) {
	methods := func(names ...string) []Method {
		var list []Method
		for _, name := range names {
			list = append(list, Method{Preset: name})
		}
		return list
	}
	last := "last"
	steered := fakeTask("steered", "openai")
	steered.Task.Method.Fitness = &last
	unmeasured := fakeTask("unmeasured", "openai")
	unmeasured.Task.Final.Enabled = false
	armed := fakeTask("armed", "openai")
	armed.Task.Final.Arms = []string{designer.ArmHuman}
	shared := fakeTask("shared", "replay")
	shared.Task.Model.Path = "answers"
	budget := Budget{Trainings: 4}
	for _, c := range []struct {
		name    string
		tasks   []Planned
		methods []Method
		runs    int
		budget  Budget
		want    string // of the error, "" for none
	}{
		{"good", []Planned{fakeTask("a", "openai")}, methods("eureka", "search"), 5, budget, ""},
		{"no task", nil, methods("eureka"), 5, budget, "name one or more tasks"},
		{"no method", []Planned{fakeTask("a", "openai")}, nil, 5, budget, "name one or more methods"},
		{"no run", []Planned{fakeTask("a", "openai")}, methods("eureka"), 0, budget, "0 runs"},
		{"no budget", []Planned{fakeTask("a", "openai")}, methods("eureka"), 5, Budget{Calls: 3}, "one of the two"},
		{"two budgets", []Planned{fakeTask("a", "openai")}, methods("eureka"), 5, Budget{Steps: 1, Trainings: 1}, "one of the two"},
		{"task twice", []Planned{fakeTask("a", "openai"), fakeTask("a", "openai")}, methods("eureka"), 5, budget, "two tasks are called a"},
		{"method twice", []Planned{fakeTask("a", "openai")}, methods("eureka", "eureka"), 5, budget, "method eureka is named twice"},
		{"a person picks", []Planned{fakeTask("a", "openai")}, methods("icpl"), 5, budget, "method icpl waits for a person to pick what its policies do best, so its runs never end by themselves; name icpl/simulated"},
		{"a person picks, of two forms", []Planned{fakeTask("a", "openai")}, []Method{{"icpl", "person"}}, 5, budget, "name icpl/simulated"},
		{"a simulated person picks", []Planned{fakeTask("a", "openai")}, []Method{{"icpl", "simulated"}}, 5, budget, ""},
		{"what makes a method", []Planned{steered}, methods("eureka"), 5, budget, "task steered sets method.fitness"},
		{"no measurement", []Planned{unmeasured}, methods("eureka"), 5, budget, "final.enabled"},
		{"other measurements", []Planned{armed}, methods("eureka"), 5, budget, "task armed sets final.arms"},
		{"answers shared by runs and methods", []Planned{shared}, methods("eureka", "card"), 5, budget, "lacks {run} and {method}"},
		{"answers shared by runs", []Planned{shared}, methods("eureka", "search"), 5, budget, "lacks {run}:"},
		{"answers of one run", []Planned{shared}, methods("eureka", "search"), 1, budget, ""},
		{"answers of nobody", []Planned{shared}, methods("human", "search"), 5, budget, ""},
	} {
		_, err := NewPlan(c.tasks, c.methods, c.runs, c.budget)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

func TestParseMethod(t *testing.T) {
	for _, c := range []struct{ text, want, err string }{
		{"eureka", "eureka", ""},
		{" eureka/paper ", "eureka/paper", ""},
		{"search", "search", ""},
		{"eurka", "", "did you mean eureka?"},
		{"nothing-like-it", "", "there are eureka"},
		{"eureka/large", "", "no form \"large\"; it has "},
	} {
		m, err := ParseMethod(c.text)
		switch {
		case c.err == "" && (err != nil || m.String() != c.want):
			t.Errorf("%q: %v, error %v; want %s", c.text, m, err, c.want)
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%q: error %v, want %q", c.text, err, c.err)
		}
	}
	if got := (Method{"card", "released"}).Folder(); got != "card.released" {
		t.Errorf("folder %q", got)
	}
}

// TestKeep: the plan of a folder is kept as it was made, and comes back as it was.
func TestKeep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	p := fakePlan(t, "replay", 5, []string{"eureka", "search"}, "crossing")
	p.Tasks[0].Task.Seed = 1<<60 + 1 // no float64
	for range 2 {
		if err := p.Keep(dir); err != nil {
			t.Fatal(err)
		}
	}
	read, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := read.Keep(dir); err != nil {
		t.Errorf("a plan that was read is not the one that was written: %v", err)
	}
	more := *p
	more.Runs = 6
	err = more.Keep(dir)
	if err == nil || !strings.Contains(err.Error(), "the runs of each task and method were 5 and are 6") || !strings.Contains(err.Error(), "another folder") {
		t.Errorf("more runs: error %v", err)
	}
	seeded := *p
	seeded.Tasks = []Planned{p.Tasks[0]}
	seeded.Tasks[0].Task.Seed++
	if err := seeded.Keep(dir); err == nil || !strings.Contains(err.Error(), "task crossing: seed was 1152921504606846977 and is 1152921504606846978") {
		t.Errorf("another seed: error %v", err)
	}
	for want, other := range map[string]*Plan{
		"the methods were eureka, search and are eureka;":        fakePlan(t, "replay", 5, []string{"eureka"}, "crossing"),
		"the tasks were crossing and are crossing, gate":         fakePlan(t, "replay", 5, []string{"eureka", "search"}, "crossing", "gate"),
		"the methods were eureka, search and are search, human;": fakePlan(t, "replay", 5, []string{"search", "human"}, "crossing"),
	} {
		if err := other.Keep(dir); err == nil || !strings.Contains(err.Error()+";", want) {
			t.Errorf("another plan: %v; want %q", err, want)
		}
	}
	if _, err := Load(t.TempDir()); err == nil || !strings.Contains(err.Error(), "holds no comparison") {
		t.Errorf("no plan: error %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, planFile), []byte(`{"format": 9}`), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "format 9") {
		t.Errorf("a newer plan: error %v", err)
	}
}

// TestCellSeeds: no two runs of a comparison share a seed, and a run's seed is what
// the rule says, whatever else is in the plan.
func TestCellSeeds(t *testing.T) {
	p := fakePlan(t, "openai", 20, []string{"eureka", "card/released", "search"}, "crossing", "gate")
	seen := map[uint64]Cell{}
	for _, c := range p.Cells() {
		seed := c.Seed(1)
		if other, ok := seen[seed]; ok {
			t.Errorf("%v and %v share the seed %d", c, other, seed)
		}
		seen[seed] = c
	}
	if len(seen) != 200 {
		t.Errorf("%d cells, want those of 3 methods and of sparse and human, 200", len(seen))
	}
	// printf '1 reacher card/released 3' | sha256sum | cut -c1-12
	c := Cell{Task: "reacher", Method: Method{"card", "released"}, Run: 3}
	if got := c.Seed(1); got != 0x948275390b65 {
		t.Errorf("seed %#x", got)
	}
	if got := c.Dir(); got != "reacher/card.released/run-03" {
		t.Errorf("folder %s", got)
	}
}

// TestCellTask: the budget of a search becomes one of a run, and a search as long
// as it pays for.
func TestCellTask(t *testing.T) {
	three := 3
	for _, c := range []struct {
		name                string
		method              string
		budget              Budget
		samples, iterations *int // as the task sets them
		wantSamples         int  // 0 for unset
		wantIterations      int
		wantSteps           int
	}{
		{"eureka asks 4 each time", "eureka/smoke", Budget{Trainings: 8}, nil, nil, 0, 2, 8000},
		{"what is left over is used", "eureka/smoke", Budget{Steps: 9500}, nil, nil, 0, 3, 9500},
		{"samples of the task", "eureka/smoke", Budget{Trainings: 8}, &three, nil, 3, 3, 8000},
		{"iterations of the task", "eureka/smoke", Budget{Trainings: 8}, nil, &three, 0, 3, 8000},
	} {
		p := fakePlan(t, "openai", 1, []string{c.method, "search"}, "crossing")
		p.Budget = c.budget
		p.Tasks[0].Task.Method.Samples, p.Tasks[0].Task.Method.Iterations = c.samples, c.iterations
		got, err := p.CellTask(p.Cells()[0], 1000)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		samples := 0
		if got.Method.Samples != nil {
			samples = *got.Method.Samples
		}
		if samples != c.wantSamples || *got.Method.Iterations != c.wantIterations || got.Budget.Search != c.wantSteps || got.Budget.Steps != 0 {
			t.Errorf("%s: %d samples, %d iterations, %d steps; want %d, %d, %d", c.name,
				samples, *got.Method.Iterations, got.Budget.Search, c.wantSamples, c.wantIterations, c.wantSteps)
		}
		if !slices.Equal(got.Final.Arms, []string{designer.ArmDesigned}) {
			t.Errorf("%s: measures %v, want the designed reward alone", c.name, got.Final.Arms)
		}
		if got.Method.Preset != "eureka" || *got.Method.Form != "smoke" || got.Seed != p.Cells()[0].Seed(1) {
			t.Errorf("%s: method %+v, seed %d", c.name, got.Method, got.Seed)
		}
	}
}

// TestCellTaskOfModel: each run has its own recorded answers; controls ask nobody.
func TestCellTaskOfModel(t *testing.T) {
	p := fakePlan(t, "replay", 2, []string{"card/released", "search"}, "crossing")
	cells := p.Cells()
	asking, err := p.CellTask(cells[4], 10) // run 1
	if err != nil {
		t.Fatal(err)
	}
	if asking.Model.Path != "answers/crossing/card.released/run-01" || asking.Model.Kind != "replay" || asking.Budget.Calls != 20 {
		t.Errorf("model %+v, budget %+v", asking.Model, asking.Budget)
	}
	control, err := p.CellTask(cells[5], 10)
	if err != nil {
		t.Fatal(err)
	}
	if control.Answerer().Kind != "search" || control.Budget.Calls != 0 {
		t.Errorf("a control: model %+v, budget %+v", control.Answerer(), control.Budget)
	}
	sparse, err := p.CellTask(cells[6], 10)
	if err != nil {
		t.Fatal(err)
	}
	resolved := sparse.Resolved()
	if sparse.Answerer().Kind != designer.ModelNone || !slices.Equal(resolved.Final.Arms, []string{designer.ArmSparse}) {
		t.Errorf("the sparse control: model %+v, arms %v, method %+v", sparse.Answerer(), resolved.Final.Arms, resolved.Method)
	}
	if _, err := p.CellTask(cells[0], 0); err != nil {
		t.Errorf("a method that trains nothing: %v", err)
	}
	p.Budget = Budget{Steps: 9}
	if _, err := p.CellTask(cells[0], 10); err == nil || !strings.Contains(err.Error(), "raise the budget") {
		t.Errorf("a budget of less than one candidate: error %v", err)
	}
}

package designer

import (
	"context"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/prompts"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// TestGoldenPrompts shows what a model reads, whole: see testdata/README.md.
func TestGoldenPrompts(t *testing.T) {
	b := newBench(t)
	b.model.plan = map[string]string{"0 0 0": "bad", "0 1 0": "quality 30", "0 2 0": "quality 10 faulty"}
	r := b.mustRun(t)
	series := ViewSeries
	s := newBench(t)
	s.task.Method.Feedback = &series
	rs := s.mustRun(t)

	golden(t, "first.md", page(r.Iterations[0].Messages))
	golden(t, "repair.md", page(r.Candidate("i00-s00").Attempts[1].Messages[3:]))
	golden(t, "repair-fault.md", page(r.Candidate("i00-s02").Attempts[1].Messages[3:]))
	golden(t, "feedback-summary.md", page(r.Iterations[1].Messages[3:]))
	golden(t, "feedback-series.md", page(rs.Iterations[1].Messages[3:]))

	misranking := func(form string) *Run {
		card := newMethodBench(t, "card", form)
		card.model.plan = map[string]string{"1 0 0": "quality 20 misranks"}
		return card.mustRun(t)
	}
	strict, released := misranking("strict"), misranking("released")
	golden(t, "card-feedback.md", page(strict.Iterations[1].Messages[3:]))
	golden(t, "card-preference.md", page(strict.Iterations[2].Messages[5:]))
	golden(t, "card-preference-released.md", page(released.Iterations[2].Messages[5:]))
}

// page writes messages one after another.
func page(messages []llm.Message) string {
	var b strings.Builder
	for _, m := range messages {
		b.WriteString("-- " + m.Role + " --\n" + m.Content + "\n")
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; run go test ./designer -run Golden -update and read the change:\n%s", path, got)
	}
}

// markers are planted where no model may look.
var markers = struct {
	source, term string
	seed         uint64
	training     int
	number       int
	human        float64
	sparse       float64
	humanReturn  float64
}{"hiddenMetricSource", "hiddenHumanTerm", 918273645918273645, 77012345, 66054321, 481.234567, 111.987654, 33.445566}

// TestNothingHiddenIsShown plants markers in the task's source, the seeds, the
// human and the sparse reward's results, and looks for them in everything that
// was written for the model.
func TestNothingHiddenIsShown(t *testing.T) {
	for _, view := range slices.Sorted(maps.Keys(views())) {
		for _, show := range []string{"state", "dynamics"} {
			t.Run(view+" "+show, func(t *testing.T) {
				b := newBench(t)
				b.options.Env = plantedEnv{b.options.Env}
				b.options.Trainer = plantedTrainer{b.trainer}
				b.trainer.human = markers.human
				b.task.Seed, b.task.Show, b.task.Method.Feedback = markers.seed, show, &view
				b.model.plan = map[string]string{"0 0 0": "bad", "0 1 0": "quality 10 faulty"}
				r := b.mustRun(t)
				shown := everythingShown(b, r)
				for _, hidden := range []string{
					markers.source, markers.term, "918273645", "77012345", "66054321", "481.2", "111.9", "33.4", "SparseReward", "HumanReward", "ScoreOver",
				} {
					if i := strings.Index(shown, hidden); i >= 0 {
						t.Errorf("%s is shown: ...%s...", hidden, shown[max(i-80, 0):min(i+80, len(shown))])
					}
				}
				if !strings.Contains(shown, "Pole") && !strings.Contains(shown, "pole") {
					t.Error("the search looks at nothing: the environment is not shown either")
				}
			})
		}
	}
}

// everythingShown joins all prompts that the model was sent, all feedback and
// all findings.
func everythingShown(b *bench, r *Run) string {
	var text strings.Builder
	for _, request := range b.model.seen {
		text.WriteString(page(request.Messages))
	}
	for _, c := range r.Candidates() {
		text.WriteString(c.Feedback)
		for _, a := range c.Attempts {
			if a.Verdict != nil {
				for _, f := range a.Verdict.Findings {
					text.WriteString(f.String() + "\n")
				}
			}
		}
	}
	return text.String()
}

// plantedEnv is an environment whose task.go holds a marker on every line.
type plantedEnv struct{ envs.Env }

func (e plantedEnv) Spec() *envs.Spec {
	spec := *e.Env.Spec()
	lines := strings.Split(spec.Source.Task, "\n")
	for i := range lines {
		lines[i] += " // " + markers.source
	}
	spec.Source.Task = strings.Join(lines, "\n")
	return &spec
}

// plantedTrainer marks seeds, episode numbers and the human reward's terms.
type plantedTrainer struct{ *fakeTrainer }

func (p plantedTrainer) Train(ctx context.Context, jobs []TrainJob, race evaluator.Race, done func(Outcome) error) error {
	return p.fakeTrainer.Train(ctx, jobs, race, func(o Outcome) error {
		t := o.Training
		t.Seed += markers.training
		for i := range t.Curve {
			t.Curve[i].HumanReturn = markers.humanReturn
		}
		for _, e := range []*evaluator.Episode{t.Best, t.Worst} {
			if e != nil {
				e.Seed, e.Number = t.Seed, markers.number
			}
		}
		if jobs[o.Job].Arm == ArmHuman {
			t.Terms = []string{markers.term}
		}
		if jobs[o.Job].Arm == ArmSparse && o.Measured != nil {
			o.Measured.Score = markers.sparse
		}
		t.Warnings = append(t.Warnings, evaluator.Warning{Kind: evaluator.WarningHacking, Message: "see episode 66054321", Episode: t.Best})
		return done(o)
	})
}

// TestNoLineOfTaskGoIsShown looks for the lines of task.go of every built-in
// environment in what the model reads of it.
func TestNoLineOfTaskGoIsShown(t *testing.T) {
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	set, err := prompts.Load(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range all {
		spec := env.Spec()
		for _, show := range []string{"state", "dynamics"} {
			task := DefaultTask()
			task.Show = show
			brief, err := NewBrief(&task, spec, evaluator.Tuned(spec))
			if err != nil {
				t.Fatal(err)
			}
			messages, err := FirstPrompt(set, brief)
			if err != nil {
				t.Fatal(err)
			}
			shown, checked := page(messages), 0
			for line := range strings.Lines(spec.Source.Task) {
				line = strings.TrimSpace(line)
				if len(line) < 30 || strings.Contains(line, spec.Task) || strings.Contains(spec.Source.Env, line) || strings.HasPrefix(line, `"github.com`) {
					continue
				}
				checked++
				if strings.Contains(shown, line) {
					t.Errorf("%s, show: %s: task.go's line is shown: %s", spec.Name, show, line)
				}
			}
			if checked < 5 {
				t.Errorf("%s: only %d lines of task.go were looked for", spec.Name, checked)
			}
		}
	}
}

func TestPromptOrder(t *testing.T) {
	b := newBench(t)
	b.task.Params = map[string]Range{"InitialSpread": {0.01, 0.1}}
	r := b.mustRun(t)
	user := r.Iterations[0].Messages[1].Content
	at := 0
	for _, part := range []string{r.Env.Task, "type State struct", "InitialSpread", "func Reward(", "package reward", "# Advice"} {
		i := strings.Index(user[at:], part)
		if i < 0 {
			t.Fatalf("%q is missing, or not where it belongs:\n%s", part, user)
		}
		at += i
	}
}

func TestBrokenTemplateIsFoundBeforeAnythingIsSpent(t *testing.T) {
	b := newBench(t)
	folder := os.DirFS("testdata/broken-prompts")
	set, err := prompts.Load(folder, "broken-prompts")
	if err != nil {
		t.Fatal(err)
	}
	b.options.Prompts = set
	if _, err := b.run(t, t.Context()); err == nil || !strings.Contains(err.Error(), "repair.tmpl") {
		t.Errorf("error is %v, want one that names repair.tmpl", err)
	}
	if len(b.journal.lines)+len(b.model.seen)+len(b.trainer.ran) != 0 {
		t.Error("the run began")
	}
}

package designer

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/designer/fit"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/taskyaml"
)

// tunable is a reward whose constants the fakes understand.
func tunable(goal, fuel float64) string {
	return fmt.Sprintf("package reward\n\nconst (\n\tgoal = %.3f // at the top\n\tfuel = %.3f\n)\n\nfunc Reward() float64 { return goal - fuel }", goal, fuel)
}

// fencedReviewer takes the source out of its fence, and rejects a fuel above 1.2.
type fencedReviewer struct{}

func (fencedReviewer) Review(_ context.Context, answer string, _ []*envs.Transitions) (Verdict, error) {
	source := strings.TrimSuffix(strings.TrimPrefix(answer, "```go\n"), "\n```\n")
	v := Verdict{Accepted: true, Source: source, Terms: []string{"goal"}, Engine: "fast"}
	if constants, err := fit.Constants(source); err == nil && constants[1].Value > 1.2 {
		v.Accepted, v.Source = false, ""
		v.Findings = []finding.Finding{{Stage: finding.Typecheck, Reason: "fuel", Message: "fuel is too dear", Rejects: true}}
	}
	return v, nil
}

// hillTrainer scores rewards by how near their constants are to a goal of 30 and a
// fuel of 0.4. A goal below 8 makes the reward fail.
type hillTrainer struct {
	*fakeTrainer
	trained map[string]Code // by arm
}

func (h *hillTrainer) Train(ctx context.Context, jobs []TrainJob, race evaluator.Race, done func(Outcome) error) error {
	jobs = slices.Clone(jobs)
	for i := range jobs {
		constants, err := fit.Constants(jobs[i].Code.Source)
		if err != nil {
			continue
		}
		h.mu.Lock()
		h.trained[jobs[i].Arm] = jobs[i].Code
		h.mu.Unlock()
		goal, fuel := constants[0].Value, constants[1].Value
		jobs[i].Code.Source = fmt.Sprintf("quality %g", 300-100*math.Pow(math.Log(goal/30), 2)-100*math.Pow(math.Log(fuel/0.4), 2))
		if goal < 8 {
			jobs[i].Code.Source = "faulty"
		}
	}
	return h.fakeTrainer.Train(ctx, jobs, race, done)
}

// newFitBench makes a run of one iteration, whose best reward is i00-s01, with a
// fit of so many evaluations.
func newFitBench(t *testing.T, evaluations int) (*bench, *hillTrainer) {
	t.Helper()
	b := newBench(t)
	one := 1
	b.task.Method.Iterations = &one
	b.task.Fit.Evaluations = evaluations
	b.model.plan = map[string]string{"0 0 0": tunable(9, 0.9), "0 1 0": tunable(15, 0.8), "0 2 0": "quality 3"}
	h := &hillTrainer{b.trainer, map[string]Code{}}
	b.options.Trainer, b.options.Reviewer = h, fencedReviewer{}
	return b, h
}

func (b *bench) told(kind EventKind) string {
	var text []string
	for _, e := range b.events {
		if e.Kind == kind && e.Message != "" {
			text = append(text, e.Message)
		}
	}
	return strings.Join(text, "\n")
}

// TestFit tunes the best reward, and the final measurement trains on what came of it.
func TestFit(t *testing.T) {
	b, h := newFitBench(t, 20)
	r := b.mustRun(t)
	f, p := r.Fitting, r.Fitted()
	if r.Best != "i00-s01" || f == nil || f.Candidate != r.Best || len(f.Points) != 20 || f.Ended != "every evaluation was made" || p == nil {
		t.Fatalf("best is %s, fit %+v", r.Best, f)
	}
	if start := f.Start(); start.Score != r.Candidate(r.Best).Score || !slices.Equal(start.Values, []float64{15, 0.8}) {
		t.Errorf("the start is %+v, the candidate scored %v", start, r.Candidate(r.Best).Score)
	}
	if start := f.Start(); p.Score <= start.Score+60 || math.Abs(math.Log(p.Values[0]/30)) > 0.3 || math.Abs(math.Log(p.Values[1]/0.4)) > 0.3 {
		t.Errorf("from %+v the search came to %+v, want it near 30 and 0.4", start, p)
	}
	source, err := fit.With(tunable(15, 0.8), p.Named(f.Constants))
	if err != nil {
		t.Fatal(err)
	}
	if got := h.trained[ArmDesigned]; got.Source != source || got.Engine != "fast" || got.Output != OutputReward {
		t.Errorf("the final measurement trained on %+v, want\n%s", got, source)
	}
	if arm := r.Result.Arm(ArmDesigned); arm.Candidate != r.Best || !arm.Fitted || r.Result.Arm(ArmHuman).Fitted {
		t.Errorf("the result is of %s, fitted: %v", arm.Candidate, arm.Fitted)
	}
	for _, ran := range b.trainer.ran {
		if strings.Contains(ran, "-fit00") {
			t.Errorf("the start was trained again: %s", ran)
		}
	}
	if got, want := r.Ledger.Fit.Steps, trainedSteps(b, "fit "); got != want || want == 0 {
		t.Errorf("the ledger has %d steps for the fit, %d were trained", got, want)
	}
	if b.journal.files["candidates/i00-s01/fitted.go"] != source || b.journal.files["candidates/i00-s01/reward.go"] != tunable(15, 0.8) {
		t.Error("the files do not hold the source before and after")
	}
	if table := b.journal.files["candidates/i00-s01/fit.md"]; !strings.Contains(table, fmt.Sprintf("| goal | 15 | %g |", p.Values[0])) || !strings.Contains(table, "at the top") {
		t.Errorf("the table is\n%s", table)
	}
	for _, want := range []string{"fitting i00-s01: 2 constants (goal, fuel)", "fit 1 of 20: as it is: score 2", "rejected: ", "the best so far", "the fit of i00-s01 ended after 20 evaluations"} {
		if got := b.told(EventFitted); !strings.Contains(got, want) {
			t.Errorf("events lack %q:\n%s", want, got)
		}
	}
}

// trainedSteps are those of the trainings of a stage.
func trainedSteps(b *bench, stage string) int {
	n := 0
	for _, ran := range b.trainer.ran {
		if strings.HasPrefix(ran, stage) {
			n++
		}
	}
	return n * trainingSteps(b.options.Settings)
}

// TestFitResumes kills runs in the midst of fits, with points that are rejected and
// points whose reward fails.
func TestFitResumes(t *testing.T) {
	failed := map[bool]bool{} // by whether the critic was the reason
	killEverywhere(t, func() *bench {
		b, _ := newFitBench(t, 8)
		b.task.Fit.Size, b.task.Fit.Seeds = 1, 3
		return b
	})
	b, _ := newFitBench(t, 12)
	b.task.Fit.Size, b.task.Fit.Seeds = 1, 3
	r := b.mustRun(t)
	for _, p := range r.Fitting.Points {
		if p.Failed {
			failed[strings.Contains(p.Fault, "fuel is too dear")] = true
		}
	}
	if len(failed) != 2 {
		t.Errorf("points failed for %v, want rejections and faults in training", failed)
	}
	if got := trainedSteps(b, "fit i00-s01-fit00 "); got != trainingSteps(b.options.Settings) {
		t.Errorf("the start was trained on %d steps more, want the one training that the search lacks", got)
	}
}

// TestFitKeepsTheStart where nothing scores better: the result is the reward as it
// was written.
func TestFitKeepsTheStart(t *testing.T) {
	b, h := newFitBench(t, 9)
	b.model.plan["0 1 0"] = tunable(30, 0.4)
	r := b.mustRun(t)
	if r.Fitted() != nil || r.Fitting.Best().Number != 0 || r.Result.Arm(ArmDesigned).Fitted || h.trained[ArmDesigned].Source != tunable(30, 0.4) {
		t.Errorf("fitted %+v, trained on %s", r.Fitted(), h.trained[ArmDesigned].Source)
	}
	if _, ok := b.journal.files["candidates/i00-s01/fitted.go"]; ok || !strings.Contains(b.told(EventFitted), "no other values score better") {
		t.Errorf("told\n%s", b.told(EventFitted))
	}
}

// TestFitThatCannotBe says why, and the run goes on.
func TestFitThatCannotBe(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*bench)
		want   string
	}{
		{"no constants", func(b *bench) { b.model.plan["0 1 0"] = "package reward\n\nfunc Reward() float64 { return 1 }" }, "the reward names no number to tune: write its weights"},
		{"no such constant", func(b *bench) { b.task.Fit.Constants = []string{"gaol"} }, `names no number "gaol"; did you mean goal?`},
		{"too few", func(b *bench) { b.task.Fit.Evaluations = 3 }, "3 evaluations are too few to tune 2 constants"},
		{"no steps", func(b *bench) { b.task.Fit.Steps = 5 * 4096 }, "too little is left to tune 2 constants: fit.steps is 20480, and a set of values needs 8192"},
		{"no budget", func(b *bench) { b.task.Budget.Steps = (2 + 6 + 6 + 3) * 4096 }, "too little is left to tune 2 constants: budget.steps is 69632"},
		{"no search", func(b *bench) { b.task.Budget.Search = 6 * 4096 }, "too little is left to tune 2 constants: budget.search is 24576"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b, _ := newFitBench(t, 20)
			b.model.plan = map[string]string{"0 0 0": "diverges", "0 1 0": tunable(15, 0.8), "0 2 0": "diverges"}
			test.change(b)
			r := b.mustRun(t)
			if r.Status != RunDone || r.Result == nil || r.Fitted() != nil || r.Ledger.Fit.Steps != 0 {
				t.Errorf("run is %s with result %v, fitted %+v", r.Status, r.Result, r.Fitted())
			}
			if got := r.Fitting.Ended; !strings.Contains(got, test.want) || !strings.Contains(b.told(EventFitted), test.want) {
				t.Errorf("the fit ended: %s\nwant %s\ntold %s", got, test.want, b.told(EventFitted))
			}
		})
	}
}

// TestFitWithinBudget evaluates as many points as the caps leave, and the final
// measurement is made.
func TestFitWithinBudget(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*bench)
		points int
		cap    string
	}{
		{"no cap", func(*bench) {}, 12, ""},
		{"budget.steps", func(b *bench) { b.task.Budget.Steps = (2 + 6 + 6 + 11) * 4096 }, 6, "budget.steps is 102400"},
		{"budget.search", func(b *bench) { b.task.Budget.Search = (6 + 8) * 4096 }, 5, "budget.search is 57344"},
		{"fit.steps", func(b *bench) { b.task.Fit.Steps = 7 * 4096 }, 4, "fit.steps is 28672"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b, _ := newFitBench(t, 12)
			b.model.plan["0 1 0"] = tunable(20, 0.6) // from where no point fails
			test.change(b)
			r := b.mustRun(t)
			if len(r.Fitting.Points) != test.points || !strings.Contains(r.Fitting.Cap, test.cap) || test.cap == "" && r.Fitting.Cap != "" || r.Result == nil {
				t.Errorf("%d points under cap %q, want %d; result %v", len(r.Fitting.Points), r.Fitting.Cap, test.points, r.Result)
			}
			if limit := b.task.Budget.Steps; limit > 0 && r.Ledger.Total().Steps > limit {
				t.Errorf("%d steps of %d", r.Ledger.Total().Steps, limit)
			}
		})
	}
}

// TestFitWithinWall: where the time is used up the fit ends with what it has.
func TestFitWithinWall(t *testing.T) {
	b, _ := newFitBench(t, 12)
	now := b.options.Now()
	b.options.Now = func() time.Time { return now }
	b.task.Budget.Wall = time.Hour
	slow := &slowFit{Trainer: b.options.Trainer, after: 5, late: func() { now = now.Add(2 * time.Hour) }}
	b.options.Trainer = slow
	r := b.mustRun(t)
	if n := len(r.Fitting.Points); r.Fitting.Ended != errWall.Error() || n < 3 || n >= 12 || r.Result == nil || r.Fitted() == nil {
		t.Errorf("%d points, ended for %q, result %v", n, r.Fitting.Ended, r.Result)
	}
}

// slowFit is late after so many calls for a fit.
type slowFit struct {
	Trainer
	after int
	late  func()
}

func (s *slowFit) Train(ctx context.Context, jobs []TrainJob, race evaluator.Race, done func(Outcome) error) error {
	err := s.Trainer.Train(ctx, jobs, race, done)
	if jobs[0].Stage == StageFit {
		if s.after--; s.after == 0 {
			s.late()
		}
	}
	return err
}

// TestNoFit: a run that nobody wants fitted holds nothing of it.
func TestNoFit(t *testing.T) {
	b, _ := newFitBench(t, 0)
	r := b.mustRun(t)
	for _, line := range append(b.journal.lines, text(t, r)) {
		for _, of := range []string{`"fit":`, `"fit_`, `"fitted`, `"fitting`} {
			if strings.Contains(line, of) {
				t.Errorf("it holds %s: %.300s", of, line)
			}
		}
	}
	if r.Result == nil || b.told(EventFitted) != "" {
		t.Errorf("told %s", b.told(EventFitted))
	}
}

// TestFitAfterComments: the best reward is tuned once, another one anew.
func TestFitAfterComments(t *testing.T) {
	b, h := newFitBench(t, 6)
	b.model.plan["1 0 0"], b.model.plan["1 1 0"], b.model.plan["1 2 0"] = tunable(9, 0.9), "quality 1", "quality 2"
	b.model.plan["2 0 0"], b.model.plan["2 1 0"], b.model.plan["2 2 0"] = tunable(22, 0.6), "quality 1", "quality 2"
	before := b.mustRun(t)
	fitted := trainedSteps(b, "fit ")
	commentOn(t, b, "i00-s01", "Less fuel.")
	if r := b.mustRun(t); r.Best != before.Best || trainedSteps(b, "fit ") != fitted || !r.Result.Arm(ArmDesigned).Fitted || r.Fitted().Score != before.Fitted().Score {
		t.Errorf("best is %s, %d steps of fits, were %d", r.Best, trainedSteps(b, "fit "), fitted)
	}
	commentOn(t, b, "i00-s01", "More goal.")
	if r := b.mustRun(t); r.Best != "i02-s00" || r.Fitting.Candidate != r.Best || r.Fitted() == nil || h.trained[ArmDesigned].Source != r.Fitted().Source || r.Ledger.Fit.Steps != trainedSteps(b, "fit ") {
		t.Errorf("best is %s, fit of %s", r.Best, r.Fitting.Candidate)
	}
}

// TestFitEstimate counts what a fit takes at most.
func TestFitEstimate(t *testing.T) {
	for _, test := range []struct {
		fit  Fit
		want int // trainings
	}{
		{Fit{}, 0},
		{Fit{Evaluations: 10}, 18},
		{Fit{Evaluations: 10, Seeds: 3}, 28},
		{Fit{Evaluations: 10, Seeds: 1}, 9},
		{Fit{Evaluations: 10, Steps: 5 * 4096}, 4},
	} {
		b := newBench(t)
		b.task.Fit = test.fit
		e, err := EstimateRun(b.task, b.options.Env.Spec(), b.options.Settings, b.options.Prompts, 2, 0, nil)
		if err != nil {
			t.Fatal(err)
		}
		if e.FitSteps != test.want*4096 || e.Steps() != e.PreflightSteps+e.SearchSteps+e.FinalSteps+e.FitSteps {
			t.Errorf("%+v: %d steps, want those of %d trainings", test.fit, e.FitSteps, test.want)
		}
	}
}

// TestFitProblems names the way out.
func TestFitProblems(t *testing.T) {
	env := newBench(t).options.Env
	for _, test := range []struct{ yaml, want string }{
		{"{}", ""},
		{"{evaluations: 3}", ""},
		{"{evaluations: 30, steps: 2M, constants: [goal], size: 0.3, seeds: 2}", ""},
		{"{evaluations: 2}", "fit.evaluations: want at least 3"},
		{"{seeds: 2}", "fit: it is off unless fit.evaluations is given"},
		{"{evaluations: 9, size: 3}", "fit.size"},
	} {
		task, got := DefaultTask(), ""
		index, err := taskyaml.Decode("task.yaml", []byte("env: cartpole\nfit: "+test.yaml+"\n"), &task, nil)
		if err == nil {
			err = taskyaml.Join(task.Problems(index, env.Spec(), evaluator.Tuned(env.Spec()))...)
		}
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, test.want) || test.want == "" && got != "" {
			t.Errorf("%s: problems are\n%s\nwant %s", test.yaml, got, test.want)
		}
	}
}

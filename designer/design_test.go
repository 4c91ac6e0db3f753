package designer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/prompts"
)

func TestDesignFromStartToResult(t *testing.T) {
	b := newBench(t)
	r := b.mustRun(t)
	if r.Status != RunDone || r.Stop.Reason != StopComplete {
		t.Errorf("run is %s, stopped for %v", r.Status, r.Stop)
	}
	if got, want := r.Best, "i01-s02"; got != want {
		t.Errorf("best is %s, want %s", got, want)
	}
	best := r.Candidate(r.Best)
	if got, want := best.Score, 12.5; got != want { // quality 12, seeds add 0 and 1
		t.Errorf("its score is %v, want the mean over the seeds, %v", got, want)
	}
	if got, want := best.Parent(), "i00-s02"; got != want {
		t.Errorf("its parent is %s, want %s", got, want)
	}
	for _, want := range []struct {
		arm  string
		mean float64
	}{{ArmDesigned, 12.5}, {ArmSparse, 100.5}, {ArmHuman, 480.5}} {
		arm := r.Result.Arm(want.arm)
		if arm == nil || arm.Score.Mean != want.mean || arm.Score.N != 2 || len(arm.Report.Trainings) != 2 {
			t.Errorf("final %s is %+v, want a mean of %v over 2 trainings", want.arm, arm, want.mean)
		}
	}
	if got, want := r.Ledger.Total().Steps, (2+6*2+3*2)*4096; got != want {
		t.Errorf("%d steps in the ledger, want %d", got, want)
	}
	if got, want := r.Ledger.Model.Calls, 6; got != want {
		t.Errorf("%d calls in the ledger, want %d", got, want)
	}
	if got := b.journal.files["candidates/i00-s02/policy-1.json"]; got != `"policy of i00-s02"` {
		t.Errorf("policy file holds %q", got)
	}
}

// TestPromptsAreEurekas checks that every prompt after the first holds system,
// user, the carried answer and its feedback, and nothing of what was before.
func TestPromptsAreEurekas(t *testing.T) {
	for _, test := range []struct{ carry, want string }{
		{CarryRound, "quality 3"},  // the best of the last iteration
		{CarryGlobal, "quality 7"}, // the best of all
	} {
		t.Run(test.carry, func(t *testing.T) {
			b := newBench(t)
			three := 3
			b.task.Method.Iterations, b.task.Method.Carry = &three, &test.carry
			for sample := range 3 {
				b.model.plan[fmt.Sprintf("0 %d 0", sample)] = fmt.Sprintf("quality %d", 5+sample)
				b.model.plan[fmt.Sprintf("1 %d 0", sample)] = fmt.Sprintf("quality %d", 1+sample)
			}
			r := b.mustRun(t)
			first, last := r.Iterations[0].Messages, r.Iterations[2].Messages
			var roles []string
			for _, m := range last {
				roles = append(roles, m.Role)
			}
			if want := []string{"system", "user", "assistant", "user"}; !slices.Equal(roles, want) {
				t.Fatalf("roles are %v, want %v", roles, want)
			}
			if diff := cmp.Diff(first, last[:2]); diff != "" {
				t.Errorf("the first messages changed:\n%s", diff)
			}
			if last[2].Content != test.want {
				t.Errorf("the carried answer is %q, want %q", last[2].Content, test.want)
			}
			if got, want := last[3].Content, r.Candidate(r.Iterations[1].Carried).Feedback; got != want || got == "" {
				t.Errorf("the last message is %q, want the feedback %q", got, want)
			}
		})
	}
}

func TestFitness(t *testing.T) {
	for _, test := range []struct{ fitness, want string }{
		{FitnessLast, "i00-s01"}, // ends at 20
		{FitnessMax, "i00-s00"},  // ends at 10, but was at 30 once
	} {
		t.Run(test.fitness, func(t *testing.T) {
			b := newBench(t)
			one := 1
			b.task.Method.Iterations, b.task.Method.Fitness = &one, &test.fitness
			b.model.plan = map[string]string{"0 0 0": "quality 10 spike", "0 1 0": "quality 20", "0 2 0": "quality 5"}
			if r := b.mustRun(t); r.Best != test.want {
				t.Errorf("best is %s, want %s", r.Best, test.want)
			}
		})
	}
}

func TestRepair(t *testing.T) {
	b := newBench(t)
	b.model.plan = map[string]string{
		"0 0 0": "bad", "0 0 1": "quality 40",
		"0 1 0": "quality 7 faulty", "0 1 1": "quality 50",
		"0 2 0": "bad", "0 2 1": "bad again",
	}
	r := b.mustRun(t)
	c := r.Candidate("i00-s00")
	if c.Status != CandidateTrained || len(c.Attempts) != 2 {
		t.Fatalf("%s is %s after %d attempts", c.ID, c.Status, len(c.Attempts))
	}
	messages := c.Attempts[1].Messages
	if len(messages) != 4 || messages[2].Content != "bad" {
		t.Fatalf("the repair was asked for with %d messages", len(messages))
	}
	for _, want := range []string{"line 3, column 7", "undefined: speed", "env.State has X"} {
		if !strings.Contains(messages[3].Content, want) {
			t.Errorf("the repair's last message lacks %q:\n%s", want, messages[3].Content)
		}
	}
	mended := r.Candidate("i00-s01")
	if mended.Status != CandidateTrained || mended.Score != 50.5 || mended.Fault != "" {
		t.Errorf("%s is %s with %v", mended.ID, mended.Status, mended.Score)
	}
	if got := mended.Attempts[1].Messages[3].Content; !strings.Contains(got, "the reward is NaN after Theta 0.1 rad") {
		t.Errorf("the fault in training is not told:\n%s", got)
	}
	if c := r.Candidate("i00-s02"); c.Status != CandidateRejected || len(c.Attempts) != 2 {
		t.Errorf("%s is %s after %d attempts, want rejected after 2", c.ID, c.Status, len(c.Attempts))
	}
	if got, want := r.Iterations[0].Best, "i00-s01"; got != want {
		t.Errorf("best of the iteration is %s, want %s", got, want)
	}
}

// TestRoundRepeats checks that a round in which everything failed is asked
// again with the same prompt under new sample numbers.
func TestRoundRepeats(t *testing.T) {
	b := newBench(t)
	none, two := 0, 2
	b.task.Method.Repairs, b.task.Method.Retries = &none, &two
	b.model.plan = map[string]string{"0 0 0": "bad", "0 1 0": "refuse", "0 2 0": "quality 3 diverges"}
	r := b.mustRun(t)
	it := r.Iterations[0]
	if it.Rounds != 2 || len(it.Candidates) != 6 {
		t.Fatalf("%d rounds with %d candidates, want 2 with 6", it.Rounds, len(it.Candidates))
	}
	var statuses []Status
	for _, c := range it.Candidates {
		statuses = append(statuses, c.Status)
	}
	want := []Status{CandidateRejected, CandidateNoAnswer, CandidateBroken, CandidateTrained, CandidateTrained, CandidateTrained}
	if diff := cmp.Diff(want, statuses); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
	if broken := r.Candidate("i00-s02"); broken.Feedback != "" {
		t.Errorf("a fault of the learner is told to the model: %s", broken.Feedback)
	}
	if diff := cmp.Diff(b.model.seen[0].Messages, b.model.seen[3].Messages); diff != "" {
		t.Errorf("the repeated prompt differs:\n%s", diff)
	}
	if r.Ledger.Failures != 1 {
		t.Errorf("%d failures in the ledger, want 1", r.Ledger.Failures)
	}
}

func TestAllFailed(t *testing.T) {
	b := newBench(t)
	none, one := 0, 1
	b.task.Method.Repairs, b.task.Method.Retries = &none, &one
	for s := range 6 {
		b.model.plan[fmt.Sprintf("0 %d 0", s)] = "bad"
	}
	r := b.mustRun(t)
	if r.Status != RunDone || r.Stop.Reason != StopAllFailed || r.Result != nil || r.Best != "" {
		t.Errorf("run is %s, stopped for %+v, best %q", r.Status, r.Stop, r.Best)
	}
}

// TestPreflightSaysWhatIsNeeded: less than that at which the task counts as solved, and
// why.
func TestPreflightSaysWhatIsNeeded(t *testing.T) {
	for tolerance, want := range map[float64]string{
		0.05: "needed 450.1: solved at 475, less 24.95 of preflight.tolerance)",
		0:    "needed 475, at which it is solved)",
	} {
		b := newBench(t)
		b.task.Preflight.Tolerance = tolerance
		b.mustRun(t)
		if !slices.ContainsFunc(b.events, func(e Event) bool {
			return strings.HasPrefix(e.Message, "preflight: the human reward solves the task (score ") && strings.HasSuffix(e.Message, want)
		}) {
			t.Errorf("tolerance %g: no event says %q", tolerance, want)
		}
	}
}

func TestPreflight(t *testing.T) {
	b := newBench(t)
	b.trainer.human = 400
	r, err := b.run(t, t.Context())
	var preflight *PreflightError
	if !errors.As(err, &preflight) {
		t.Fatalf("error is %v, want a PreflightError", err)
	}
	for _, want := range []string{"no result could mean anything", "400.5", "preflight.enabled"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q lacks %q", err, want)
		}
	}
	if r.Status != RunFailed || r.Stop.Reason != StopPreflight || len(b.model.seen) != 0 {
		t.Errorf("run is %s, stop %v, %d calls", r.Status, r.Stop, len(b.model.seen))
	}

	trained := len(b.trainer.ran)
	if _, err := b.run(t, t.Context()); !errors.As(err, &preflight) {
		t.Errorf("resumed, the error is %v", err)
	}
	if len(b.trainer.ran) != trained {
		t.Error("resuming trained the human reward again")
	}

	off := newBench(t)
	off.trainer.human = 400
	off.task.Preflight.Enabled = false
	if r := off.mustRun(t); r.Preflight != nil || r.Status != RunDone {
		t.Errorf("without a preflight the run is %s", r.Status)
	}
}

// TestFaultyPreflightCanBeTold: where no training has a score, events hold none
// that JSON cannot express.
func TestFaultyPreflightCanBeTold(t *testing.T) {
	b := newBench(t)
	b.trainer.humanFault = "the policy diverged"
	var preflight *PreflightError
	if _, err := b.run(t, t.Context()); !errors.As(err, &preflight) || !strings.Contains(err.Error(), "the policy diverged") {
		t.Fatalf("error is %v", err)
	}
	for _, e := range b.events {
		if _, err := json.Marshal(e); err != nil {
			t.Errorf("event %+v: %v", e, err)
		}
	}
}

type mapCache map[string][]byte

func (m mapCache) Get(key string) ([]byte, bool)  { c, ok := m[key]; return c, ok }
func (m mapCache) Put(key string, content []byte) { m[key] = content }

func TestPreflightIsCached(t *testing.T) {
	cache := mapCache{}
	first := newBench(t)
	first.options.Cache = cache
	want := first.mustRun(t)
	second := newBench(t)
	second.options.Cache = cache
	got := second.mustRun(t)
	for _, ran := range second.trainer.ran {
		if strings.HasPrefix(ran, StagePreflight) {
			t.Errorf("trained again: %s", ran)
		}
	}
	if !got.Preflight.Trainings[0].Cached || got.Ledger.Preflight.Steps != 0 {
		t.Errorf("preflight is not marked as cached: %+v", got.Ledger.Preflight)
	}
	if diff := cmp.Diff(want.Preflight.Report, got.Preflight.Report); diff != "" {
		t.Errorf("cached report (-want +got):\n%s", diff)
	}
	third := newBench(t)
	third.options.Cache = cache
	third.options.Settings.Gamma = 0.5
	third.mustRun(t)
	if !slices.Contains(third.trainer.ran, "preflight human 0") {
		t.Error("other settings were served from the cache")
	}
}

func TestFatalModelError(t *testing.T) {
	b := newBench(t)
	b.model.plan["1 0 0"] = "no key"
	r, err := b.run(t, t.Context())
	if err == nil || !strings.Contains(err.Error(), "no such key") || r.Status != RunFailed {
		t.Fatalf("error %v, run %s", err, r.Status)
	}
	delete(b.model.plan, "1 0 0")
	if r := b.mustRun(t); r.Status != RunDone || r.Best != "i01-s02" {
		t.Errorf("resumed, the run is %s with best %s", r.Status, r.Best)
	}
}

// TestFatalRepairLeavesTheOthersTime: of three repairs the first is refused for
// good while the second is under way; the second still comes, and the third is
// not begun.
func TestFatalRepairLeavesTheOthersTime(t *testing.T) {
	b := newBench(t)
	b.task.Model.Parallel = 2
	for sample := range 3 {
		b.model.plan[fmt.Sprintf("0 %d 0", sample)] = "bad"
	}
	b.model.plan["0 0 1"] = "no key"
	b.options.Model = underWay{b.model, make(chan struct{})}
	r, err := b.run(t, t.Context())
	if err == nil || !strings.Contains(err.Error(), "no such key") {
		t.Fatalf("error is %v", err)
	}
	var answered []bool
	for _, c := range r.Candidates() {
		answered = append(answered, c.Attempts[1].Answered)
	}
	if want := []bool{false, true, false}; !slices.Equal(answered, want) {
		t.Errorf("repairs are answered: %v, want %v", answered, want)
	}
	if slices.Contains(b.model.places(), "0 2 1") {
		t.Error("the third repair was begun")
	}
}

// underWay lets the refusal of the first repair come while the second is asked
// for.
type underWay struct {
	*fakeModel
	second chan struct{} // closed once the second is under way
}

func (m underWay) Complete(ctx context.Context, r llm.Request) (llm.Answer, error) {
	switch placeKey(r.Place) {
	case "0 0 1":
		<-m.second
	case "0 1 1":
		close(m.second)
		for r.Allow(llm.Usage{}) == nil { // until the refusal has had its effect
			time.Sleep(time.Millisecond)
		}
	}
	return m.fakeModel.Complete(ctx, r)
}

// TestPersonSeesAllRepairs has a person wait for all requests before the first
// answer.
func TestPersonSeesAllRepairs(t *testing.T) {
	b := newBench(t)
	b.task.Model.Kind, b.task.Model.Parallel = "file", 1
	for sample := range 3 {
		b.model.plan[fmt.Sprintf("0 %d 0", sample)] = "bad"
	}
	m := &patient{fakeModel: b.model}
	m.asked.Add(3)
	b.options.Model = m
	if r := b.mustRun(t); r.Status != RunDone {
		t.Errorf("run is %s", r.Status)
	}
}

// patient answers no repair of the first iteration before all three are asked for.
type patient struct {
	*fakeModel
	asked sync.WaitGroup
}

func (m *patient) Complete(ctx context.Context, r llm.Request) (llm.Answer, error) {
	if r.Place.Iteration == 0 && r.Place.Attempt == 1 {
		m.asked.Done()
		m.asked.Wait()
	}
	return m.fakeModel.Complete(ctx, r)
}

// diffRuns compares runs but for what a resumption may change: times, how often
// it was resumed, and which calls were lost and repeated. It returns "" where they are
// the same.
func diffRuns(t *testing.T, want, got *Run) string {
	t.Helper()
	if text(t, want) == text(t, got) {
		return ""
	}
	return cmp.Diff(want, got, cmpopts.IgnoreFields(Run{}, "Resumed", "Repeated", "Error"),
		cmpopts.IgnoreFields(Ledger{}, "Wall", "Lost"), cmpopts.IgnoreUnexported(Run{}), cmpopts.EquateEmpty())
}

// text is a run as JSON, which is much faster to compare.
func text(t *testing.T, r *Run) string {
	t.Helper()
	same := *r
	same.Resumed, same.Repeated, same.Error, same.Ledger.Wall, same.Ledger.Lost = 0, nil, "", 0, Spent{}
	content, err := json.Marshal(same)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// TestResumeAfterKill kills a run at every append, before and after the entry
// is there, resumes it, and wants the run that was never killed, with no
// answer asked for twice and no training done twice unless its entry was lost.
func TestResumeAfterKill(t *testing.T) {
	prepare := func() *bench {
		b := newBench(t)
		b.model.plan = map[string]string{
			"0 0 0": "bad", "0 0 1": "quality 4", "0 1 0": "quality 7 faulty", "0 1 1": "quality 8",
			"0 2 0": "refuse", "1 0 0": "quality 9 diverges",
		}
		return b
	}
	killEverywhere(t, prepare)
}

// killEverywhere does to the run that prepare makes what TestResumeAfterKill says.
func killEverywhere(t *testing.T, prepare func() *bench) {
	t.Helper()
	whole := prepare()
	begun := len(whole.journal.lines) // by what prepare has run already
	want := whole.mustRun(t)
	wantAsked := slices.Sorted(slices.Values(whole.model.places()))
	wantTrained := slices.Sorted(slices.Values(whole.trainer.ran))
	for n := range whole.journal.lines {
		if n < begun || testing.Short() && n%4 != 0 {
			continue
		}
		for _, after := range []bool{false, true} {
			b := prepare()
			b.journal.killAt, b.journal.after = n+1, after
			if _, err := b.run(t, t.Context()); !errors.Is(err, errKilled) {
				t.Fatalf("killed at %d: error is %v", n+1, err)
			}
			got := b.mustRun(t)
			where := fmt.Sprintf("killed at append %d (entry there: %v): %.80s", n+1, after, whole.journal.lines[n])
			if diff := diffRuns(t, want, got); diff != "" {
				t.Fatalf("%s\nrun (-want +got):\n%s", where, diff)
			}
			if after {
				if diff := cmp.Diff(wantTrained, slices.Sorted(slices.Values(b.trainer.ran))); diff != "" {
					t.Errorf("%s\ntrainings (-want +got):\n%s", where, diff)
				}
				if diff := cmp.Diff(wantAsked, slices.Sorted(slices.Values(b.model.places()))); diff != "" {
					t.Errorf("%s\ncalls (-want +got):\n%s", where, diff)
				}
			}
			if repeated := len(b.model.seen) - len(wantAsked); repeated > len(got.Repeated) {
				t.Errorf("%s\n%d calls were repeated, %d are listed", where, repeated, len(got.Repeated))
			}
		}
	}
}

func TestFoldedJournalIsTheRun(t *testing.T) {
	b := newBench(t)
	want := b.mustRun(t)
	got := &Run{}
	for _, e := range b.journal.entries(t) {
		if err := Fold(got, e); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Run{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("run (-live +folded):\n%s", diff)
	}
	trained := len(b.trainer.ran)
	lines := len(b.journal.lines)
	b.mustRun(t)
	if len(b.trainer.ran) != trained || len(b.journal.lines) != lines {
		t.Errorf("resuming a finished run did something: the journal has %d lines, had %d", len(b.journal.lines), lines)
	}
}

func TestInterrupt(t *testing.T) {
	b := newBench(t)
	ctx, cancel := context.WithCancel(t.Context())
	b.trainer.cancel = cancel
	r, err := b.run(t, ctx)
	if !errors.Is(err, context.Canceled) || r.Status != RunInterrupted {
		t.Fatalf("error %v, run %s", err, r.Status)
	}
	b.trainer.cancel = nil
	want := newBench(t).mustRun(t)
	if diff := diffRuns(t, want, b.mustRun(t)); diff != "" {
		t.Errorf("resumed run (-want +got):\n%s", diff)
	}
}

func TestRepeatedCallsAreListed(t *testing.T) {
	b := newBench(t)
	b.journal.killAt, b.journal.after = 7, false // the second answer is lost
	if _, err := b.run(t, t.Context()); !errors.Is(err, errKilled) {
		t.Fatal(err)
	}
	r := b.mustRun(t)
	want := []llm.Place{{Sample: 1, Purpose: "design"}, {Sample: 2, Purpose: "design"}}
	if diff := cmp.Diff(want, r.Repeated); diff != "" {
		t.Errorf("repeated (-want +got):\n%s", diff)
	}
}

// TestChangedConditions resumes a run under other conditions than it began with.
func TestChangedConditions(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*bench)
		want   string
	}{
		{"nothing", func(*bench) {}, ""},
		{"environment", func(b *bench) { b.replaceInFirst(`"digest":"`, `"digest":"0`) }, "the source of environment cartpole has changed"},
		{"settings", func(b *bench) { b.options.Settings.Gamma = 0.5 }, "Gamma was 0.99 and is 0.5"},
		{"prompts", func(b *bench) {
			set, err := prompts.Load(fstest.MapFS{"repair.tmpl": {Data: []byte("Mend it.")}}, "mine")
			if err != nil {
				t.Fatal(err)
			}
			b.options.Prompts = set
		}, "the prompt templates have changed"},
		{"a prompt that is rarely told", func(b *bench) {
			text := prompts.Source(prompts.Repair) + "{{if eq 1 2}}Never mind.{{end}}"
			set, err := prompts.Load(fstest.MapFS{prompts.Repair: {Data: []byte(text)}}, "mine")
			if err != nil {
				t.Fatal(err)
			}
			b.options.Prompts = set
		}, "the prompt templates have changed"},
		{"prompts of a journal that does not tell", func(b *bench) {
			b.replaceInFirst(`"prompts":"`, `"prompts":"","was":"`)
			b.replaceInFirst(`"templates":"`, `"were":"`)
		}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			b.journal.killAt = 7
			if _, err := b.run(t, t.Context()); !errors.Is(err, errKilled) {
				t.Fatal(err)
			}
			test.change(b)
			r, err := b.run(t, t.Context())
			if test.want == "" {
				if err != nil || len(r.Notes) != 0 {
					t.Errorf("error %v, notes %v; want none", err, r.Notes)
				}
			} else if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want %q", err, test.want)
			}
		})
	}
}

// replaceInFirst changes the first entry of the journal.
func (b *bench) replaceInFirst(from, to string) {
	b.journal.lines[0] = strings.Replace(b.journal.lines[0], from, to, 1)
}

// TestOtherMachineIsNoted resumes a run that began on another kind of processor.
func TestOtherMachineIsNoted(t *testing.T) {
	b := newBench(t)
	b.journal.killAt = 7
	if _, err := b.run(t, t.Context()); !errors.Is(err, errKilled) {
		t.Fatal(err)
	}
	b.replaceInFirst(`"device":"`, `"device":"abacus `)
	r := b.mustRun(t)
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "abacus ") {
		t.Errorf("notes are %q", r.Notes)
	}
	told := func(e Event) bool { return e.Kind == EventStarted && strings.Contains(e.Message, "abacus ") }
	if !slices.ContainsFunc(b.events, told) {
		t.Error("nobody is told")
	}
}

// TestFoldPromptsPerCall folds a round of which every call has a prompt and
// parents of its own, as methods need that keep several lines of descent.
func TestFoldPromptsPerCall(t *testing.T) {
	message := func(text string) []llm.Message { return []llm.Message{{Role: llm.RoleUser, Content: text}} }
	r := &Run{}
	for _, e := range []Entry{
		{Started: &Started{Task: DefaultTask().Resolved()}},
		{Asked: &Asked{Messages: message("shared"), Calls: []Call{{Sample: 0}, {Sample: 1}}}},
		{Asked: &Asked{Iteration: 1, Calls: []Call{
			{Sample: 0, Parents: []string{"i00-s00", "i00-s01"}, Messages: message("both")},
			{Sample: 1, Parents: []string{"i00-s01"}, Messages: message("one")},
		}}},
	} {
		if err := Fold(r, e); err != nil {
			t.Fatal(err)
		}
	}
	it := r.Iterations[1]
	first, second := it.Candidates[0], it.Candidates[1]
	if first.Parent() != "i00-s00" || len(first.Parents) != 2 || second.Parent() != "i00-s01" || r.Candidates()[0].Parent() != "" {
		t.Errorf("parents are %v and %v", first.Parents, second.Parents)
	}
	if got := it.prompt(&second.Attempts[0].Exchange)[0].Content; got != "one" || it.Rounds != 1 {
		t.Errorf("the prompt is %q in round %d", got, it.Rounds)
	}
	if got := r.Iterations[0].prompt(&r.Candidates()[1].Attempts[0].Exchange)[0].Content; got != "shared" {
		t.Errorf("the shared prompt is %q", got)
	}
}

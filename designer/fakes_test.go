package designer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/critic/finding"
	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// fakeModel answers every place with a text that the other fakes understand:
// "quality Q" with an optional word for what goes wrong. plan overrides what
// is answered at a place.
type fakeModel struct {
	plan map[string]string // by place: "i s a", and the role behind it where there is one
	mu   sync.Mutex
	seen []llm.Request
}

func placeKey(p llm.Place) string {
	return strings.TrimSpace(fmt.Sprintf("%d %d %d %s", p.Iteration, p.Sample, p.Attempt, p.Role))
}

func (m *fakeModel) Complete(ctx context.Context, r llm.Request) (llm.Answer, error) {
	if ctx.Err() != nil {
		return llm.Answer{}, ctx.Err()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seen = append(m.seen, r)
	answer := llm.Answer{Calls: 1, Usage: llm.Usage{PromptTokens: promptTokens(r.Messages), CompletionTokens: 10}, Cost: 0.25, Latency: time.Second}
	text, ok := m.plan[placeKey(r.Place)]
	if !ok {
		text = fmt.Sprintf("quality %d", 10*r.Place.Iteration+r.Place.Sample)
	}
	switch text {
	case "refuse":
		return answer, &llm.Error{Kind: llm.KindRefused, Where: "fake", Reason: "declined"}
	case "down":
		return answer, &llm.Error{Kind: llm.KindConnection, Where: "http://fake", Reason: "connection refused", Tries: 13}
	case "no key":
		return answer, &llm.Error{Kind: llm.KindKey, Where: "fake", Reason: "no such key"}
	}
	answer.Text = text
	return answer, nil
}

// places returns where answers were asked for.
func (m *fakeModel) places() []string {
	var list []string
	for _, r := range m.seen {
		list = append(list, placeKey(r.Place))
	}
	return list
}

// fakeReviewer accepts every answer that does not contain "bad", nor "brittle"
// where a trained policy has played.
type fakeReviewer struct{}

func (fakeReviewer) Review(_ context.Context, answer string, played []*envs.Transitions) (Verdict, error) {
	fails := strings.Contains(answer, "bad") || strings.Contains(answer, "brittle") && len(played) > 0
	v := Verdict{Accepted: !fails, Source: "source of " + answer, Terms: []string{"near"}}
	if !v.Accepted {
		v.Findings = []finding.Finding{{Stage: finding.Typecheck, Reason: "undefined", Line: 3, Column: 7,
			Message: "undefined: speed", Suggestion: "env.State has X, XDot, Theta, ThetaDot", Rejects: true}}
	}
	return v, nil
}

// fakeTrainer reaches the score that a source's "quality" names. "faulty" makes
// the reward fail, "diverges" the learner.
type fakeTrainer struct {
	env        envs.Env
	s          evaluator.Settings
	human      float64
	humanFault string  // of the learner on the human reward, "" for none
	takes      float64 // seconds of a training, as it says itself
	mu         sync.Mutex
	ran        []string // "stage arm seed"
	played     []string // policies that played
	watched    []string // "policy by reward"
	measured   []string // policies that were measured by themselves
	cancel     func()   // called after the first job, if not nil
}

func (f *fakeTrainer) Report(t []evaluator.Training) *evaluator.Report {
	return evaluator.NewReport(f.env, f.s, t)
}

func (f *fakeTrainer) Train(ctx context.Context, jobs []TrainJob, race evaluator.Race, done func(Outcome) error) error {
	for i := range jobs {
		i := len(jobs) - 1 - i // out of order on purpose
		if ctx.Err() != nil {
			return ctx.Err()
		}
		j := jobs[i]
		f.mu.Lock()
		f.ran = append(f.ran, fmt.Sprintf("%s %s %d", j.Stage, j.Arm, j.Seed))
		f.mu.Unlock()
		j.Progress(f.s.Steps)
		o := Outcome{Job: i, Training: f.training(j), Policy: []byte(`"policy of ` + j.Arm + `"`)}
		if j.Measure > 0 {
			o.Measured = &evaluator.Measurement{Episodes: j.Measure, Score: f.score(j), Length: f.score(j)}
		}
		if err := done(o); err != nil {
			return err
		}
		if f.cancel != nil {
			f.cancel()
		}
	}
	return nil
}

func (f *fakeTrainer) Play(_ context.Context, policy []byte) (*envs.Transitions, error) {
	f.played = append(f.played, string(policy))
	return envs.NewTransitions(f.env.Spec(), 1, 1), nil
}

// Watch has each policy play two successes and two failures, for which a reward
// pays 3, 4, 1 and 2. One that "misranks" pays 5 for the better failure, and one that
// is "shortsighted" fails.
func (f *fakeTrainer) Watch(_ context.Context, c Code, policies []Played, n int) (*Footage, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	footage := &Footage{}
	if strings.Contains(c.Source, "shortsighted") && len(policies) > 0 {
		footage.Fault = "the reward is NaN at step 3"
	}
	for _, p := range policies {
		f.watched = append(f.watched, fmt.Sprintf("%s by %s", p.Policy, strings.TrimPrefix(c.Source, "source of ")))
		for i, pays := range []float64{3, 4, 1, 2} {
			if i == 3 && strings.Contains(c.Source, "misranks") {
				pays = 5
			}
			footage.Episodes = append(footage.Episodes, screen.Episode{Source: p.Candidate, Number: i, Steps: 4, Score: 4, Success: i < 2, End: "time limit"})
			footage.Returns = append(footage.Returns, screen.Return{Sum: pays, Discounted: pays, Steps: 4})
		}
	}
	if footage.Fault != "" {
		footage.Returns = nil
	}
	footage.Record = func(i int) *evaluator.Episode {
		e := f.episode(TrainJob{}, 4)
		e.End, e.Terms = footage.Episodes[i].End, nil
		return e
	}
	return footage, nil
}

// Measure tells how much is measured: 1000 and the episodes.
func (f *fakeTrainer) Measure(_ context.Context, policy []byte, episodes int) (evaluator.Measurement, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.measured = append(f.measured, string(policy))
	return evaluator.Measurement{Episodes: episodes, Score: 1000 + float64(episodes), Length: 10}, nil
}

func (f *fakeTrainer) score(j TrainJob) float64 {
	switch j.Arm {
	case ArmHuman:
		return f.human + float64(j.Seed)
	case ArmSparse:
		return 100 + float64(j.Seed)
	}
	var quality float64
	if _, err := fmt.Sscanf(strings.TrimPrefix(j.Code.Source, "source of "), "quality %g", &quality); err != nil {
		return 1
	}
	return quality + float64(j.Seed)
}

func (f *fakeTrainer) training(j TrainJob) *evaluator.Training {
	t := &evaluator.Training{Seed: j.Seed, Terms: []string{"far", "near"}, Steps: f.s.Steps, Seconds: f.takes}
	switch {
	case j.Arm == ArmHuman && f.humanFault != "":
		t.Fault, t.FaultOf = f.humanFault, evaluator.FaultOfTraining
		return t
	case strings.Contains(j.Code.Source, "faulty"):
		t.Fault, t.FaultOf = "the reward is NaN after Theta 0.1 rad", evaluator.FaultOfReward
		return t
	case strings.Contains(j.Code.Source, "diverges"):
		t.Fault, t.FaultOf = "the policy diverged", evaluator.FaultOfTraining
		return t
	}
	score := f.score(j)
	for k := range 4 {
		part := float64(k+1) / 4
		if strings.Contains(j.Code.Source, "spike") && k == 1 {
			part = 3
		}
		t.Curve = append(t.Curve, evaluator.Checkpoint{Steps: f.s.Steps * (k + 1) / 4, Measurement: evaluator.Measurement{
			Episodes: 20, Score: part * score, Length: part * score, Return: part * score * 1.5,
			Terms: map[string]float64{"near": part * 0.12345678, "far": -0.5}, TermsAbs: map[string]float64{"near": part * 0.12345678, "far": 0.5},
		}})
	}
	t.Ends = map[string]int{"time limit": 5, "Theta above 0.2094": 15}
	t.Best, t.Worst = f.episode(j, 7), f.episode(j, 2)
	return t
}

func (f *fakeTrainer) episode(j TrainJob, steps int) *evaluator.Episode {
	e := &evaluator.Episode{Seed: j.Seed, Number: 3, Score: float64(steps), Return: 1.5 * float64(steps), End: "Theta above 0.2094"}
	for i := range steps + 1 {
		e.States = append(e.States, []float64{0.1 * float64(i), 0, 0.01 * float64(i), 0})
		if i < steps {
			e.Actions = append(e.Actions, []float64{10})
			e.Terms = append(e.Terms, []float64{-0.5, 0.25})
		}
	}
	return e
}

var errKilled = errors.New("killed")

// fakeJournal keeps entries as the JSON that a real journal would hold. It
// fails before or after the append of number killAt.
type fakeJournal struct {
	mu     sync.Mutex // of files
	lines  []string
	files  map[string]string
	killAt int  // number of the append, from 1; 0 for never
	after  bool // the entry is there, but the process learns nothing of it

	killBefore string // kind of entry that is not appended, once
}

func (j *fakeJournal) Append(e Entry) error {
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if j.killBefore == e.Kind() {
		j.killBefore = ""
		return errKilled
	}
	if dies := j.killAt == len(j.lines)+1; !dies || j.after {
		j.lines = append(j.lines, string(text))
		if !dies {
			return nil
		}
	}
	j.killAt = 0
	return errKilled
}

func (j *fakeJournal) Write(name string, content []byte) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.files == nil {
		j.files = map[string]string{}
	}
	j.files[name] = string(content)
	return nil
}

func (j *fakeJournal) Has(name string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	_, ok := j.files[name]
	return ok
}

func (j *fakeJournal) entries(t *testing.T) []Entry {
	t.Helper()
	list := make([]Entry, len(j.lines))
	for i, line := range j.lines {
		if err := json.Unmarshal([]byte(line), &list[i]); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
	}
	return list
}

// bench is a run with fakes on every side.
type bench struct {
	task    Task
	model   *fakeModel
	trainer *fakeTrainer
	journal *fakeJournal
	options Options
	events  []Event
	picks   func(*Run) (best, worst string) // of the person that a run waits for; nil for nobody
}

// newBench makes a run of 3 samples, 2 iterations and 2 seeds.
func newBench(t *testing.T) *bench {
	t.Helper()
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	set, err := prompts.Load(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	task := DefaultTask()
	task.Env = "cartpole"
	samples, iterations := 3, 2
	task.Method.Samples, task.Method.Iterations = &samples, &iterations
	task.Training.Seeds = 2
	task.Final.Seeds = 2
	s := evaluator.DefaultSettings()
	s.Steps, s.Checkpoints = 4096, 4
	b := &bench{
		task: task, model: &fakeModel{plan: map[string]string{}},
		trainer: &fakeTrainer{env: env, s: s, human: 480, takes: 2}, journal: &fakeJournal{},
	}
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	b.options = Options{
		Env: env, Settings: s, Model: b.model, Reviewer: fakeReviewer{}, Trainer: b.trainer,
		Prompts: set, Journal: b.journal, Now: func() time.Time { return now }, Cores: 2, Machine: Machine{Device: evaluator.Device(), Kernels: "go"},
		Observe: func(e Event) { b.events = append(b.events, e) },
	}
	return b
}

// run starts the run, or resumes it if the journal holds one.
func (b *bench) run(t *testing.T, ctx context.Context) (*Run, error) {
	t.Helper()
	o := b.options
	o.Task, o.Past = b.task, b.journal.entries(t)
	r, err := Design(ctx, o)
	if err != nil || r.Status != RunWaiting || b.picks == nil {
		return r, err
	}
	best, worst := b.picks(r)
	p, err := r.Pick(best, worst)
	if err == nil {
		err = b.journal.Append(Entry{Picked: p})
	}
	if err != nil {
		return r, err
	}
	return b.run(t, ctx)
}

// mustRun runs to the end.
func (b *bench) mustRun(t *testing.T) *Run {
	t.Helper()
	r, err := b.run(t, t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// newMethodBench makes a run of a method as its preset has it, with 2 seeds.
func newMethodBench(t *testing.T, preset, form string) *bench {
	t.Helper()
	b := newBench(t)
	b.task.Method = Method{Preset: preset, Form: &form}
	return b
}

package designer

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/evaluator"
)

// costly is a model that fails a few times before each answer, as far as it is
// allowed to try, and whose answers are long. It counts what is really spent.
type costly struct {
	*fakeModel
	failures int // before each answer
	wasted   llm.Usage
	answer   llm.Usage // of completions

	mu    sync.Mutex
	spent Spent
}

func (m *costly) Complete(_ context.Context, r llm.Request) (llm.Answer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var a llm.Answer
	lost := llm.Usage{}
	for try := range m.failures + 1 {
		if err := r.Allow(lost); err != nil {
			return a, &llm.Error{Kind: llm.KindNotAllowed, Where: "fake", Reason: err.Error(), Err: err}
		}
		use := m.wasted
		if lost = use; try == m.failures {
			use = llm.Usage{PromptTokens: promptTokens(r.Messages), CompletionTokens: m.answer.CompletionTokens}
			a.Text = fmt.Sprintf("quality %d", 10*r.Place.Iteration+r.Place.Sample)
		}
		a.Calls++
		a.Usage = a.Usage.Add(use)
		a.Cost = float64(a.Usage.Total()) / 1e6
		m.spent = m.spent.Add(Spent{Calls: 1, Usage: use, USD: float64(use.Total()) / 1e6})
	}
	return a, nil
}

// TestCapsHold lets models fail, waste and write at length, and kills the run
// between the asking and the answer again and again: what was really spent never
// exceeds the cap, and the run says which cap ended it.
func TestCapsHold(t *testing.T) {
	for _, test := range []struct {
		name   string
		model  *costly
		kills  int
		budget Budget
		most   int // model.max_tokens
	}{
		{"calls, with retries", &costly{failures: 12}, 0, Budget{Calls: 30}, 100},
		{"calls, with fewer than one answer takes", &costly{failures: 12}, 0, Budget{Calls: 5}, 100},
		{"calls, with kills", &costly{}, 4, Budget{Calls: 7}, 100},
		{"tokens, with long answers", &costly{answer: llm.Usage{CompletionTokens: 15000}}, 0, Budget{Tokens: 40000}, 15000},
		{"tokens, with wasted ones", &costly{failures: 3, wasted: llm.Usage{CompletionTokens: 3000}}, 0, Budget{Tokens: 40000}, 3000},
		{"tokens, with kills", &costly{answer: llm.Usage{CompletionTokens: 100}}, 3, Budget{Tokens: 12000}, 100},
		{"dollars, with long answers", &costly{answer: llm.Usage{CompletionTokens: 15000}}, 0, Budget{USD: 0.04}, 15000},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			m := test.model
			m.fakeModel = b.model
			b.options.Model, b.task.Budget, b.task.Model.MaxTokens = m, test.budget, test.most
			b.task.Model.Price = Price{Prompt: 1, Completion: 1}
			zero := 0
			b.task.Method.Retries = &zero
			for range test.kills {
				b.killAfterAsking(t)
			}
			r := b.mustRun(t)
			budget, spent := test.budget, m.spent
			if budget.Calls > 0 && spent.Calls > budget.Calls || budget.Tokens > 0 && spent.Usage.Total() > budget.Tokens || budget.USD > 0 && spent.USD > budget.USD {
				t.Errorf("spent %+v of %+v", spent, budget)
			}
			total := r.Ledger.Total()
			if total.Calls < spent.Calls || total.Usage.Total() < spent.Usage.Total() || test.kills == 0 && total.Calls != spent.Calls {
				t.Errorf("the ledger has %+v, spent was %+v", total, spent)
			}
			if want := map[bool]StopReason{budget.Calls > 0: StopCalls, budget.Tokens > 0: StopTokens, budget.USD > 0: StopUSD}[true]; r.Stop.Reason != want {
				t.Errorf("stopped for %+v, want %s", r.Stop, want)
			}
		})
	}
}

// killAfterAsking runs until an answer has come and kills the run before the
// answer is recorded.
func (b *bench) killAfterAsking(t *testing.T) {
	t.Helper()
	b.journal.killBefore = "answered"
	if _, err := b.run(t, t.Context()); !errors.Is(err, errKilled) {
		t.Fatalf("error is %v, want a kill", err)
	}
}

func TestRepairsAreCalls(t *testing.T) {
	b := newBench(t)
	b.task.Model.SamplesPerCall, b.task.Budget.Calls = 3, 2
	b.options.Model = together{b.model}
	for s := range 3 {
		b.model.plan[fmt.Sprintf("0 %d 0", s)] = "bad"
	}
	if r := b.mustRun(t); r.Ledger.Model.Calls != 2 || r.Stop.Reason != StopCalls {
		t.Errorf("%d calls of 2, stopped for %+v", r.Ledger.Model.Calls, r.Stop)
	}
}

// together answers all samples of a prompt in one call.
type together struct{ *fakeModel }

func (m together) CompleteSamples(ctx context.Context, r llm.Request, samples []int, deliver llm.Deliver) error {
	for i, sample := range samples {
		r.Place.Sample = sample
		a, err := m.Complete(ctx, r)
		if i > 0 {
			a.Calls = 0
		}
		if err := deliver(sample, a, err); err != nil {
			return err
		}
	}
	return nil
}

// TestKindsOfCall: an answer of a person is a call; a search and a replay make
// none and cannot exceed a cap.
func TestKindsOfCall(t *testing.T) {
	for _, test := range []struct {
		kind   string
		calls  int
		reason StopReason
	}{{"search", 0, StopComplete}, {"file", 4, StopCalls}, {"replay", 0, StopComplete}} {
		t.Run(test.kind, func(t *testing.T) {
			b := newBench(t)
			b.task.Model.Kind, b.task.Budget = test.kind, Budget{Calls: 4}
			if test.kind == "replay" {
				b.task.Budget = Budget{Calls: 4, Tokens: 10, USD: 0.1}
			}
			two := 2
			b.task.Method.Samples = &two
			three := 3
			b.task.Method.Iterations = &three
			b.options.Model = uncounted{b.model}
			r := b.mustRun(t)
			if r.Ledger.Model.Calls != test.calls || r.Stop.Reason != test.reason {
				t.Errorf("%d calls, stopped for %+v; want %d and %s", r.Ledger.Model.Calls, r.Stop, test.calls, test.reason)
			}
			if test.kind == "replay" && (r.Ledger.Model.USD != 0 || r.Ledger.Model.Usage.Total() == 0) {
				t.Errorf("a replay is said to have spent %+v", r.Ledger.Model)
			}
		})
	}
}

// uncounted reports no calls.
type uncounted struct{ *fakeModel }

func (m uncounted) Complete(ctx context.Context, r llm.Request) (llm.Answer, error) {
	a, err := m.fakeModel.Complete(ctx, r)
	a.Calls = 0
	return a, err
}

// TestWallCutsTheWaiting ends a run whose model answers one sample and then
// nothing more.
func TestWallCutsTheWaiting(t *testing.T) {
	b := newBench(t)
	b.task.Budget.Wall = time.Second
	b.task.Preflight.Enabled, b.task.Final.Enabled = false, false
	b.options.Now = time.Now
	b.options.Model, b.trainer.takes = silent{b.model}, 0.001
	r := b.mustRun(t)
	if r.Status != RunDone || r.Stop.Reason != StopWall {
		t.Errorf("run is %s, stopped for %+v", r.Status, r.Stop)
	}
	for i, want := range []Status{CandidateUntrained, CandidateNoAnswer, CandidateNoAnswer} {
		if c := r.Candidates()[i]; c.Status != want {
			t.Errorf("%s is %s, want %s", c.ID, c.Status, want)
		}
	}
	if r.Ledger.Lost.Calls != 1 {
		t.Errorf("%d calls are lost, want the one under way", r.Ledger.Lost.Calls)
	}
}

// silent answers sample 0, and of the others as little as a person who has left.
type silent struct{ *fakeModel }

func (m silent) Complete(ctx context.Context, r llm.Request) (llm.Answer, error) {
	if err := r.Allow(llm.Usage{}); err != nil {
		return llm.Answer{}, err
	}
	if r.Place.Sample > 0 {
		<-ctx.Done()
		return llm.Answer{}, ctx.Err()
	}
	return m.fakeModel.Complete(ctx, r)
}

// TestWallCutsTraining ends a run in the middle of a training of its second
// iteration: that is no fault of the reward, and the best so far is measured.
func TestWallCutsTraining(t *testing.T) {
	b := newBench(t)
	began, rush := time.Now(), time.Duration(0)
	b.task.Budget.Wall = time.Hour
	b.options.Now = func() time.Time { return time.Now().Add(rush) }
	b.options.Observe = func(e Event) {
		if e.Kind == EventSelected {
			rush = time.Hour - 300*time.Millisecond - time.Since(began)
		}
	}
	b.options.Trainer, b.trainer.takes = &slow{b.trainer}, 0.001
	r := b.mustRun(t)
	if r.Status != RunDone || r.Best != "i00-s02" || r.Result == nil || r.Result.Arm(ArmDesigned).Candidate != r.Best {
		t.Fatalf("run is %s with best %q, result %v", r.Status, r.Best, r.Result)
	}
	if r.Stop.Reason != StopWall {
		t.Errorf("stopped for %+v, want wall", r.Stop)
	}
	for _, c := range r.Iterations[1].Candidates {
		if c.Status != CandidateUntrained || c.Fault != "" {
			t.Errorf("%s is %s, fault %q; want it untrained", c.ID, c.Status, c.Fault)
		}
	}
}

// slow never ends a training of the second iteration.
type slow struct{ *fakeTrainer }

func (s *slow) Train(ctx context.Context, jobs []TrainJob, race evaluator.Race, done func(Outcome) error) error {
	if jobs[0].Arm == "i01-s00" {
		if err := s.fakeTrainer.Train(ctx, jobs[:1], race, done); err != nil {
			return err
		}
		<-ctx.Done()
		return ctx.Err()
	}
	return s.fakeTrainer.Train(ctx, jobs, race, done)
}

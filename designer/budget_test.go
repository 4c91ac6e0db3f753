package designer

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestBudgetCaps ends runs at each cap and checks that they end properly, with
// the best answer so far measured, and without having spent beyond the cap.
func TestBudgetCaps(t *testing.T) {
	const training = 4096 // steps; preflight and final take 2 and 6 of them, a candidate 2
	for _, test := range []struct {
		name       string
		set        func(*bench)
		reason     StopReason
		candidates int // asked for in all
		trained    int
	}{
		{"calls in the second iteration", func(b *bench) { b.task.Budget.Calls = 5 }, StopCalls, 5, 5},
		{"calls after the first", func(b *bench) { b.task.Budget.Calls = 3 }, StopCalls, 3, 3},
		{"tokens", func(b *bench) { b.task.Budget.Tokens = 6000 }, StopTokens, 3, 3},
		{"dollars", func(b *bench) {
			b.task.Budget.USD = 1
			b.task.Model.Price = Price{Prompt: 150, Completion: 150}
		}, StopUSD, 3, 3},
		{"steps in the first iteration", func(b *bench) { b.task.Budget.Steps = (2 + 2*2 + 6) * training }, StopSteps, 3, 2},
		{"steps after the first", func(b *bench) { b.task.Budget.Steps = (2 + 3*2 + 6) * training }, StopSteps, 3, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			b.task.Model.Kind, b.task.Model.MaxTokens = "openai", 100
			test.set(b)
			r := b.mustRun(t)
			if r.Status != RunDone {
				t.Fatalf("run is %s", r.Status)
			}
			if r.Stop.Reason != test.reason {
				t.Errorf("stopped for %+v, want %s", r.Stop, test.reason)
			}
			if !strings.Contains(r.Stop.Detail, "budget."+string(test.reason)) {
				t.Errorf("the reason does not name the key: %s", r.Stop.Detail)
			}
			trained := 0
			for _, c := range r.Candidates() {
				if c.Scored {
					trained++
				}
			}
			if len(r.Candidates()) != test.candidates || trained != test.trained {
				t.Errorf("%d candidates, %d trained, want %d and %d", len(r.Candidates()), trained, test.candidates, test.trained)
			}
			if r.Result == nil || r.Result.Arm(ArmDesigned).Candidate != r.Best {
				t.Errorf("no result for the best so far")
			}
			budget, spent := r.Task.Budget, r.Ledger.Total()
			if budget.Steps > 0 && spent.Steps > budget.Steps || budget.Calls > 0 && spent.Calls > budget.Calls {
				t.Errorf("spent %+v of %+v", spent, budget)
			}
		})
	}
}

// TestShrunkSearchSaysSo: a cap that leaves the search smaller is named where it
// does and at the end.
func TestShrunkSearchSaysSo(t *testing.T) {
	const training = 4096
	for _, test := range []struct {
		name      string
		set       func(*bench)
		told, end string
	}{
		{"samples", func(b *bench) { b.task.Budget.Calls = 4 },
			"iteration 1: asking for 1 of 3 samples: budget.calls allows no more",
			"every iteration was carried out, but budget.calls allowed iteration 1 no more than 1 of 3 samples; a new run"},
		{"trainings", func(b *bench) { one := 1; b.task.Method.Iterations, b.task.Budget.Steps = &one, (2+2*2+6)*training },
			"iteration 0: training 2 of 3 accepted candidates: budget.steps allows no more",
			"every iteration was carried out, but budget.steps left i00-s02 of iteration 0 without training; a new run"},
		{"time", func(b *bench) { b.task.Budget.Wall, b.trainer.takes = 5*time.Second, 2 },
			"of budget.wall, 5 s, about 6 s are set aside for the final measurement, which leaves no time to search",
			"budget.wall is 5 seconds, of which 6 seconds is spent or set aside for the final measurement"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			b.task.Model.Kind = "openai"
			test.set(b)
			r := b.mustRun(t)
			told := slices.ContainsFunc(b.events, func(e Event) bool { return strings.HasPrefix(e.Message, test.told) })
			if !told || !strings.HasPrefix(r.Stop.Detail, test.end) || r.Stop.Reason == StopComplete {
				t.Errorf("told %v, ended for %+v", told, r.Stop)
			}
		})
	}
}

func TestWallCap(t *testing.T) {
	b := newBench(t)
	began := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	var ticks atomic.Int64
	b.options.Now = func() time.Time { return began.Add(time.Duration(ticks.Add(1)) * time.Second) }
	b.task.Budget.Wall = 50 * time.Second
	r := b.mustRun(t)
	if r.Status != RunDone || r.Stop.Reason != StopWall || r.Result == nil {
		t.Errorf("run is %s, stopped for %+v", r.Status, r.Stop)
	}
}

func TestBudgetBelowTheLeast(t *testing.T) {
	b := newBench(t)
	b.task.Budget.Steps = 4096
	r, err := b.run(t, t.Context())
	if err == nil || r != nil || !strings.Contains(err.Error(), "budget.steps is 4096") {
		t.Errorf("got %v, error %v", r, err)
	}
	if len(b.journal.lines) != 0 {
		t.Error("the run began")
	}
}

func TestEstimateIsTheRun(t *testing.T) {
	b := newBench(t)
	b.task.Budget.Calls = 4
	e, err := EstimateRun(b.task, b.options.Env.Spec(), b.options.Settings, b.options.Prompts, 2, 1000, nil)
	if err != nil {
		t.Fatal(err)
	}
	b.task.Budget.Calls = 0
	r := b.mustRun(t)
	if got, want := e.Steps(), r.Ledger.Total().Steps; got != want {
		t.Errorf("estimated %d steps, the run took %d", got, want)
	}
	if got, want := e.Calls, r.Ledger.Model.Calls; got != want {
		t.Errorf("estimated %d calls, the run took %d", got, want)
	}
	prompts := 0
	for _, request := range b.model.seen {
		prompts += promptTokens(request.Messages)
	}
	if ratio := float64(e.PromptTokens) / float64(prompts); ratio < 0.7 || ratio > 1.5 {
		t.Errorf("estimated %d prompt tokens, the run's prompts have %d", e.PromptTokens, prompts)
	}
	if got, want := e.Seconds, float64(e.Steps())/1000; got != want {
		t.Errorf("estimated %v seconds, want %v", got, want)
	}
	if e.CallsMax != 6*2*2 || e.TokensMax <= e.PromptTokens+e.CompletionTokens {
		t.Errorf("at most %d calls and %d tokens", e.CallsMax, e.TokensMax)
	}
	if got := fmt.Sprint(e.Caps); got != "[calls]" {
		t.Errorf("caps in the way are %s, want [calls]", got)
	}
	if e.Memory < 40<<20 || e.Memory > 2<<30 {
		t.Errorf("%d bytes of memory", e.Memory)
	}
}

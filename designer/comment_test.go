package designer

import (
	"slices"
	"strings"
	"testing"
)

// TestCommentAfterAStop: a comment is heard whatever ended the run.
func TestCommentAfterAStop(t *testing.T) {
	for _, test := range []struct {
		name   string
		make   func() *bench
		reason StopReason
	}{
		{"target", func() *bench {
			b := labBench(t)
			b.model.plan["0 0 0"] = "quality 20"
			return b
		}, StopTarget},
		{"all failed", func() *bench {
			b := newMethodBench(t, "text2reward", "zero-shot")
			b.model.plan = map[string]string{}
			for _, place := range []string{"0 0", "0 1"} {
				for _, attempt := range strings.Fields("0 1 2 3 4 5") {
					b.model.plan[place+" "+attempt] = "bad"
				}
			}
			return b
		}, StopAllFailed},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := test.make()
			if r := b.mustRun(t); r.Stop.Reason != test.reason || len(r.Iterations) != 1 {
				t.Fatalf("after %d iterations the run stopped for %+v, want %s", len(r.Iterations), r.Stop, test.reason)
			}
			commentOn(t, b, "i00-s00", "Slower.")
			commentOn(t, b, "i00-s00", "And quieter.")
			r := b.mustRun(t)
			for i, want := range []string{"> Slower.", "> And quieter."} {
				if len(r.Iterations) < i+2 {
					t.Fatalf("there are %d iterations, and %q is not heard", len(r.Iterations), want)
				}
				if m := r.Iterations[i+1].Messages; !strings.Contains(m[len(m)-1].Content, want) {
					t.Errorf("iteration %d begins with:\n%s", i+1, m[len(m)-1].Content)
				}
			}
		})
	}
}

// TestCommentWithoutABudget: where the budget pays for no more, a comment changes
// nothing, and what was measured is not measured again.
func TestCommentWithoutABudget(t *testing.T) {
	b := newBench(t)
	b.task.Budget.Steps = (2 + 3*2 + 6) * 4096
	before := b.mustRun(t)
	trained := len(b.trainer.ran)
	commentOn(t, b, "i00-s00", "Slower.")
	r := b.mustRun(t)
	if r.Stop.Reason != StopSteps || r.Best != before.Best || r.Result == nil {
		t.Fatalf("the run stopped for %+v with best %s", r.Stop, r.Best)
	}
	if n := len(b.trainer.ran) - trained; n != 0 || r.Ledger.Total().Steps > b.task.Budget.Steps {
		t.Errorf("%d trainings more, %d steps of %d", n, r.Ledger.Total().Steps, b.task.Budget.Steps)
	}
}

// TestLongConsultation: what a role has answered counts among the longest answers.
func TestLongConsultation(t *testing.T) {
	r := mcBench(t).mustRun(t)
	c := r.Candidates()[0]
	at := slices.IndexFunc(c.Consultations, func(k *Consultation) bool { return k.Role == roleAnalyst })
	c.Consultations[at].Answer.Usage.CompletionTokens = 777
	if got := r.longestAnswer(); got != 777 {
		t.Errorf("the longest answer has %d tokens, want 777", got)
	}
}

// TestCommentAddsOneIteration: where a cap has ended the search, a comment brings one
// iteration, not those that the cap has left out as well.
func TestCommentAddsOneIteration(t *testing.T) {
	b := newBench(t)
	iterations := 6
	b.task.Method.Iterations = &iterations
	b.task.Budget.Calls = 7 // two iterations of 3, and no third
	r := b.mustRun(t)
	before := len(r.Iterations)
	b.task.Budget.Calls = 0
	for i, line := range b.journal.lines { // the cap is gone
		b.journal.lines[i] = strings.Replace(line, `"calls":7`, `"calls":0`, 1)
	}
	commentOn(t, b, "i00-s00", "Slower.")
	if r = b.mustRun(t); len(r.Iterations) != before+1 {
		t.Errorf("%d iterations after a comment on %d of %d", len(r.Iterations), before, iterations)
	}
}

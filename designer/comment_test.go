package designer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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

// TestSpent: a cap that has made an iteration smaller is not one that keeps a comment
// from being asked about.
func TestSpent(t *testing.T) {
	b := newBench(t) // 2 iterations of 3 samples
	b.task.Budget.Calls = 5
	if r := b.mustRun(t); r.Stop.Reason != StopCalls || len(r.Iterations) != 2 || r.Spent() {
		t.Errorf("a run that has carried out %d of 2 iterations, and stopped for %+v, is spent: %t", len(r.Iterations), r.Stop, r.Spent())
	}
	commentOn(t, b, "i00-s00", "Slower.")
	if r := b.mustRun(t); r.Stop.Reason != StopCalls || !r.Spent() {
		t.Errorf("with a comment that no call is left for, the run stopped for %+v, and is spent: %t", r.Stop, r.Spent())
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

// unheard is a run of text2reward, done, with a comment that the model has refused to
// answer.
func unheard(t *testing.T) *bench {
	t.Helper()
	b := newMethodBench(t, "text2reward", "zero-shot")
	b.model.plan = map[string]string{"0 0 0": "quality 5", "1 0 0": "refuse", "1 1 0": "refuse"}
	b.mustRun(t)
	commentOn(t, b, "i00-s00", "It leans.")
	r := b.mustRun(t)
	if r.Status != RunDone || r.Best != "i00-s00" || r.Result == nil || len(r.Unanswered()) != 1 {
		t.Fatalf("the run is %s with best %s, and without an answer to %v", r.Status, r.Best, r.Unanswered())
	}
	b.model.plan["1 0 0"] = "quality 6"
	delete(b.model.plan, "1 1 0")
	return b
}

func reopen(t *testing.T, b *bench) {
	t.Helper()
	if err := b.journal.Append(Entry{Reopened: &Reopened{}}); err != nil {
		t.Fatal(err)
	}
}

// lastWords is what a person says in the prompt of an iteration.
func lastWords(it *Iteration) string { return it.Messages[len(it.Messages)-1].Content }

// TestUnansweredCommentIsAskedAgain in its place, with the prompt as it was.
func TestUnansweredCommentIsAskedAgain(t *testing.T) {
	b := unheard(t)
	before := b.mustRun(t).Iterations[1].Messages
	reopen(t, b)
	reopen(t, b) // by another process
	r := b.mustRun(t)
	if r.Status != RunDone || r.Best != "i01-s00" || len(r.Iterations) != 2 || len(r.Unanswered()) != 0 {
		t.Errorf("asked again, the run is %s with best %s and %d iterations, without an answer to %v", r.Status, r.Best, len(r.Iterations), r.Unanswered())
	}
	if diff := cmp.Diff(before, r.Iterations[1].Messages); diff != "" {
		t.Errorf("prompt (-first +again):\n%s", diff)
	}
	reopen(t, b)
	if diff := diffRuns(t, r, b.mustRun(t)); diff != "" {
		t.Errorf("without an unanswered comment the run changes (-want +got):\n%s", diff)
	}
}

// TestUnansweredCommentIsSaidAlong with the next one about the same candidate; one about
// another candidate is answered by itself, and the first one afterwards.
func TestUnansweredCommentIsSaidAlong(t *testing.T) {
	b := unheard(t)
	commentOn(t, b, "i00-s00", "And it shakes.")
	r := b.mustRun(t)
	if got := lastWords(r.Iterations[2]); !strings.Contains(got, "> It leans.\n> \n> And it shakes.") || len(r.Unanswered()) != 0 {
		t.Errorf("without an answer to %v, the model was told:\n%s", r.Unanswered(), got)
	}

	b = unheard(t)
	commentOn(t, b, "i00-s00", "And it shakes.")
	b.model.plan["2 0 0"], b.model.plan["2 1 0"] = "refuse", "refuse"
	b.mustRun(t)
	b.model.plan = map[string]string{}
	reopen(t, b)
	r = b.mustRun(t)
	if got := lastWords(r.Iterations[2]); len(r.Iterations) != 3 || !strings.Contains(got, "> It leans.\n> \n> And it shakes.") || len(r.Unanswered()) != 0 {
		t.Errorf("after %d iterations without an answer to %v, the model was told:\n%s", len(r.Iterations), r.Unanswered(), got)
	}
}

// TestUnansweredCommentsOnTwo: what was said about one candidate is not told to the model
// about another one, and is not forgotten either.
func TestUnansweredCommentsOnTwo(t *testing.T) {
	b := newBench(t) // 2 iterations of 3 samples
	b.mustRun(t)
	b.model.plan = map[string]string{}
	for sample := range 12 { // however often it is asked again
		b.model.plan[fmt.Sprintf("2 %d 0", sample)] = "refuse"
	}
	commentOn(t, b, "i00-s00", "It leans.")
	commentOn(t, b, "i00-s01", "It shakes.")
	r := b.mustRun(t)
	if said := r.Unanswered(); len(r.Iterations) != 4 || len(said) != 1 || said[0].Text != "It leans." {
		t.Fatalf("after %d iterations there is no answer to %v", len(r.Iterations), said)
	}
	if got := lastWords(r.Iterations[3]); !strings.Contains(got, "> It shakes.") || strings.Contains(got, "leans") {
		t.Errorf("about the second candidate the model was told:\n%s", got)
	}
	reopen(t, b)
	r = b.mustRun(t)
	if len(r.Iterations) != 5 || len(r.Unanswered()) != 0 || !strings.Contains(lastWords(r.Iterations[4]), "> It leans.") {
		t.Errorf("after %d iterations there is no answer to %v", len(r.Iterations), r.Unanswered())
	}
	for n, want := range map[int]string{1: "", 2: "It leans.", 3: "It shakes.", 4: "It leans."} {
		got := ""
		for _, c := range r.Said(n) {
			got += c.Text
		}
		if got != want {
			t.Errorf("iteration %d is said to have begun with %q, want %q", n, got, want)
		}
	}
}

// TestUnansweredCommentAfterATarget: a target that was reached before a comment does not
// keep it from being asked about, also where it comes after that of another candidate.
func TestUnansweredCommentAfterATarget(t *testing.T) {
	b := newBench(t)
	fitness, value := FitnessTarget, 20.0
	b.task.Method.Fitness, b.task.Method.Target = &fitness, Target{Metric: "score", Value: &value, Tolerance: 1}
	b.model.plan = map[string]string{"0 0 0": "quality 20"}
	if r := b.mustRun(t); r.Stop.Reason != StopTarget || len(r.Iterations) != 1 {
		t.Fatalf("after %d iterations the run stopped for %+v", len(r.Iterations), r.Stop)
	}
	for sample := range 12 { // however often it is asked again
		b.model.plan[fmt.Sprintf("1 %d 0", sample)] = "refuse"
	}
	commentOn(t, b, "i00-s00", "It leans.")
	commentOn(t, b, "i00-s01", "It shakes.")
	if r := b.mustRun(t); len(r.Iterations) != 3 || len(r.Unanswered()) != 1 {
		t.Fatalf("after %d iterations there is no answer to %v", len(r.Iterations), r.Unanswered())
	}
	reopen(t, b)
	r := b.mustRun(t)
	if len(r.Iterations) != 4 || len(r.Unanswered()) != 0 || r.Stop.Reason != StopTarget {
		t.Errorf("after %d iterations the run stopped for %+v, without an answer to %v", len(r.Iterations), r.Stop, r.Unanswered())
	}
}

// TestSearchGoesOnBehindAComment that was said in the middle of it and at first brought no
// answer, whichever way a person goes on. A search that was over stays so.
func TestSearchGoesOnBehindAComment(t *testing.T) {
	feedback := func(t *testing.T, b *bench) { commentOn(t, b, "i00-s00", "And it shakes.") }
	for _, test := range []struct {
		name       string
		iterations int    // of the method
		kill       string // entry that the comment is said before, "" for the end of the search
		again      func(*testing.T, *bench)
		want       int // iterations in the end
	}{
		{"resume in the middle", 3, "selected", reopen, 3 + 1},
		{"feedback in the middle", 3, "selected", feedback, 3 + 2},
		{"resume after the search", 1, "", reopen, 1 + 1},
		{"feedback after the search", 1, "", feedback, 1 + 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			b.task.Method.Iterations, b.journal.killBefore = &test.iterations, test.kill
			if r, err := b.run(t, t.Context()); (err != nil) != (test.kill != "") {
				t.Fatalf("the run is %s, its error %v", r.Status, err)
			}
			for sample := range 12 { // however often it is asked again
				b.model.plan[fmt.Sprintf("1 %d 0", sample)] = "refuse"
			}
			commentOn(t, b, "i00-s00", "It leans.")
			if r := b.mustRun(t); r.Stop.Reason != StopAllFailed || len(r.Iterations) != 2 || len(r.Unanswered()) != 1 {
				t.Fatalf("after %d iterations the run stopped for %+v, without an answer to %v", len(r.Iterations), r.Stop, r.Unanswered())
			}
			b.model.plan = nil
			test.again(t, b)
			if r := b.mustRun(t); r.Stop.Reason != StopComplete || len(r.Iterations) != test.want || len(r.Unanswered()) != 0 {
				t.Errorf("after %d iterations, want %d, the run stopped for %+v, without an answer to %v", len(r.Iterations), test.want, r.Stop, r.Unanswered())
			}
		})
	}
}

// TestReopenedForTwo: the iterations of several comments begin anew in their places.
func TestReopenedForTwo(t *testing.T) {
	b := newMethodBench(t, "text2reward", "zero-shot")
	b.mustRun(t)
	commentOn(t, b, "i00-s00", "It leans.")
	for n := range 2 {
		for sample := range 2 {
			b.model.plan[fmt.Sprintf("%d %d 0", n+2, sample)] = "refuse"
		}
	}
	b.mustRun(t)
	commentOn(t, b, "i00-s00", "It shakes.")
	commentOn(t, b, "i01-s00", "It swings.")
	if r := b.mustRun(t); len(r.Iterations) != 4 || len(r.Unanswered()) != 2 {
		t.Fatalf("after %d iterations there is no answer to %v", len(r.Iterations), r.Unanswered())
	}
	b.model.plan = nil
	reopen(t, b)
	r := b.mustRun(t)
	if len(r.Iterations) != 4 || len(r.Unanswered()) != 0 {
		t.Fatalf("after %d iterations there is no answer to %v", len(r.Iterations), r.Unanswered())
	}
	for n, want := range map[int]string{2: "> It shakes.", 3: "> It swings."} {
		if got := lastWords(r.Iterations[n]); !strings.Contains(got, want) {
			t.Errorf("iteration %d begins with:\n%s", n, got)
		}
	}
}

// TestCommentInAnOutage: where the server answers nothing the run fails, and resuming
// asks again as for any iteration.
func TestCommentInAnOutage(t *testing.T) {
	b := newMethodBench(t, "text2reward", "zero-shot")
	b.mustRun(t)
	b.model.plan = map[string]string{"1 0 0": "down"}
	commentOn(t, b, "i00-s00", "It leans.")
	if r, err := b.run(t, t.Context()); err == nil || r.Status != RunFailed || len(r.Unanswered()) != 1 {
		t.Fatalf("the run is %s, its error %v, and there is no answer to %v", r.Status, err, r.Unanswered())
	}
	b.model.plan = nil
	if r := b.mustRun(t); r.Status != RunDone || len(r.Unanswered()) != 0 {
		t.Errorf("resumed, the run is %s without an answer to %v", r.Status, r.Unanswered())
	}
}

func TestCommentKilled(t *testing.T) {
	for _, test := range []struct {
		name string
		then func(*bench)
	}{
		{"asked again", func(b *bench) { reopen(t, b) }},
		{"said along", func(b *bench) { commentOn(t, b, "i00-s00", "And it shakes.") }},
		{"in vain again", func(b *bench) {
			b.model.plan["1 0 0"], b.model.plan["1 1 0"] = "refuse", "refuse"
			reopen(t, b)
		}},
		{"overtaken", func(b *bench) {
			b.model.plan["2 0 0"], b.model.plan["2 1 0"] = "refuse", "refuse"
			commentOn(t, b, "i00-s00", "And it shakes.")
			commentOn(t, b, "i00-s00", "And it hums.")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			killEverywhere(t, func() *bench {
				b := unheard(t)
				test.then(b)
				return b
			})
		})
	}
}

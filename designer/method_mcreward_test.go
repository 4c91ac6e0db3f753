package designer

import (
	"strings"
	"testing"
)

// mcBench is a run in which the reviewer objects twice and the analyst speaks each
// time.
func mcBench(t *testing.T) *bench {
	b := newMethodBench(t, "mc-reward", "paper")
	b.model.plan = map[string]string{
		"0 0 0": "bad", "0 0 1": "quality 3",
		"0 0 1 reviewer": "The sign of Dense is wrong.\n\n**REVISE**", "0 0 2": "quality 5", "0 0 2 reviewer": "Better.\nAPPROVE\n",
		"0 0 2 analyst":  "It falls to the left.",
		"1 0 0 reviewer": "REVISE: look again", "1 0 1": "quality 7", "1 0 1 reviewer": "refuse", "1 0 1 analyst": "It still falls.",
		"2 0 0 reviewer": "I do not know.", "2 0 0 analyst": "refuse",
	}
	return b
}

// TestMCReward follows a dialogue with a reviewer and an analyst.
func TestMCReward(t *testing.T) {
	b := mcBench(t)
	r := b.mustRun(t)
	if r.Status != RunDone || r.Best != "i02-s00" {
		t.Fatalf("run is %s with best %s: %+v", r.Status, r.Best, r.Stop)
	}
	first := r.Candidates()[0]
	if len(first.Attempts) != 3 || first.Score != 5.5 {
		t.Fatalf("%s has %d attempts and scores %g, want its third to be trained", first.ID, len(first.Attempts), first.Score)
	}
	if got := roles(first.Attempts[2].Messages); got != "suauau" {
		t.Errorf("what was sent back has %s", got)
	}
	sent := first.Attempts[2].Messages[5].Content
	if !strings.Contains(sent, "> The sign of Dense is wrong.") || strings.Contains(sent, "REVISE") {
		t.Errorf("the objections are:\n%s", sent)
	}
	if !strings.Contains(first.Feedback, "> It falls to the left.") {
		t.Errorf("the feedback is:\n%s", first.Feedback)
	}
	for id, want := range map[string]string{"i00-s00": "approved", "i01-s00": "was not reviewed: ", "i02-s00": "neither APPROVE nor REVISE"} {
		if got := r.Candidate(id).last().Gates[0].Detail; !strings.Contains(got, want) {
			t.Errorf("%s was judged %q, want %q", id, got, want)
		}
	}
	if last := r.Candidate("i02-s00").Feedback; strings.Contains(last, "Someone has looked") {
		t.Errorf("an analysis that did not come is told:\n%s", last)
	}
	if got := roles(r.Iterations[2].Messages); got != "suauauauauau" {
		t.Errorf("the last prompt has %s, want the whole dialogue", got)
	}
	golden(t, "mc-reward-first.md", page(r.Iterations[0].Messages))
	golden(t, "mc-reward-review.md", page(first.Consultations[0].Messages))
	golden(t, "mc-reward-objections.md", page(first.Attempts[2].Messages[5:]))
	golden(t, "mc-reward-analyst.md", page(first.consultation(2, roleAnalyst).Messages))
	golden(t, "mc-reward-feedback.md", page(r.Iterations[1].Messages[7:]))
}

// TestReviewsEnd: a reviewer who always objects is asked three times.
func TestReviewsEnd(t *testing.T) {
	b := mcBench(t)
	iterations := 1
	b.task.Method.Iterations = &iterations
	b.model.plan = map[string]string{"0 0 0 reviewer": "no\nREVISE", "0 0 1 reviewer": "no\nREVISE", "0 0 2 reviewer": "no\nREVISE"}
	r := b.mustRun(t)
	c := r.Candidates()[0]
	if len(c.Attempts) != 4 || !c.Scored || !strings.Contains(c.last().Gates[0].Detail, "was reviewed 3 times") {
		t.Errorf("%s has %d attempts, is %s and was judged %+v", c.ID, len(c.Attempts), c.Status, c.last().Gates)
	}
}

// TestReviewCosts: what the reviewer and the analyst say is in the ledger, and caps
// hold for them.
func TestReviewCosts(t *testing.T) {
	free := mcBench(t)
	r := free.mustRun(t)
	if got, want := r.Ledger.Model.Calls, len(free.model.seen); got != want {
		t.Errorf("the ledger has %d calls of %d", got, want)
	}
	for calls := 1; calls < len(free.model.seen); calls++ {
		b := mcBench(t)
		b.task.Budget.Calls = calls
		r := b.mustRun(t)
		if len(b.model.seen) > calls {
			t.Errorf("with a cap of %d calls %d were made", calls, len(b.model.seen))
		}
		if r.Status != RunDone {
			t.Errorf("with a cap of %d calls the run is %s: %s", calls, r.Status, r.Error)
		}
	}
}

func TestMCRewardKilled(t *testing.T) { killEverywhere(t, func() *bench { return mcBench(t) }) }

func TestDecision(t *testing.T) {
	for _, c := range []struct {
		answer, text    string
		approves, clear bool
	}{
		{"fine\nAPPROVE", "fine", true, true},
		{"APPROVE if you like\nbut\nREVISE", "but", false, true},
		{"  - a\n**REVISE**\n", "- a", false, true},
		{"I would revise", "I would revise", false, false},
		{"", "", false, false},
	} {
		if approves, text, clear := decision(c.answer); approves != c.approves || text != c.text || clear != c.clear {
			t.Errorf("%q is read as %v, %q, %v", c.answer, approves, text, clear)
		}
	}
}

// TestObjectionsLapse: code that was accepted is trained where its rewriting does not
// come, be it that the budget does not pay for it or that the model does not answer.
func TestObjectionsLapse(t *testing.T) {
	prepare := func() *bench {
		b := mcBench(t)
		iterations := 1
		b.task.Method.Iterations = &iterations
		b.model.plan = map[string]string{"0 0 0": "quality 3", "0 0 0 reviewer": "no\nREVISE", "0 0 1": "refuse", "0 0 1 reviewer": "APPROVE"}
		return b
	}
	for name, calls := range map[string]int{"budget": 2, "model": 0} {
		t.Run(name, func(t *testing.T) {
			b := prepare()
			b.task.Budget.Calls = calls
			r := b.mustRun(t)
			c := r.Candidates()[0]
			if c.Status != CandidateTrained || c.Source != "source of quality 3" || r.Best != c.ID {
				t.Errorf("%s is %s with source %q, best is %q", c.ID, c.Status, c.Source, r.Best)
			}
		})
	}
	killEverywhere(t, prepare)
}

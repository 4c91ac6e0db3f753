package designer

import (
	"slices"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// roles returns who speaks in messages, in order.
func roles(messages []llm.Message) string {
	var list []string
	for _, m := range messages {
		list = append(list, m.Role[:1])
	}
	return strings.Join(list, "")
}

// TestCardStrict: one dialogue; the reward that ranks known episodes wrongly is not
// trained, and the pair in the wrong order is what the model reads of it.
func TestCardStrict(t *testing.T) {
	b := newMethodBench(t, "card", "strict")
	b.model.plan = map[string]string{"0 0 0": "bad", "0 0 1": "quality 5", "1 0 0": "quality 20 misranks", "2 0 0": "quality 7"}
	r := b.mustRun(t)
	if r.Status != RunDone || r.Best != "i02-s00" || r.Stop.Reason != StopComplete {
		t.Fatalf("run is %s with best %q, stop %+v", r.Status, r.Best, r.Stop)
	}
	if got := roles(r.Iterations[2].Messages); got != "suauauau" {
		t.Errorf("the last prompt has %s, want the whole dialogue with its repair", got)
	}
	screened := r.Candidate("i01-s00")
	if screened.Status != CandidateScreened || len(screened.Trainings) != 0 {
		t.Fatalf("%s is %s after %d trainings, want it screened out", screened.ID, screened.Status, len(screened.Trainings))
	}
	g := screened.last().Gates[0]
	if g.Gating != GateSkip || g.TPE == nil || g.TPE.Accuracy != 0 || g.TPE.Successes != 4 || g.Saved != r.candidateSteps() {
		t.Errorf("it was judged %+v, saved %d", g, g.Saved)
	}
	if r.Ledger.Screened.Candidates != 1 || r.Ledger.Screened.Steps != r.candidateSteps() {
		t.Errorf("the ledger says %+v was spared", r.Ledger.Screened)
	}
	if !strings.Contains(screened.Feedback, "The success for which it pays least") || !strings.HasSuffix(page(r.Iterations[2].Messages), screened.Feedback+"\n") {
		t.Errorf("the next prompt does not end with the preference feedback:\n%s", screened.Feedback)
	}
	if first := r.Candidate("i00-s00").last().Gates[0]; first.Gating != GatePass || !first.TPE.Blind {
		t.Errorf("before anything was trained the gate says %+v, want that it is blind", first)
	}
	if slices.ContainsFunc(b.trainer.watched, func(w string) bool { return strings.Contains(w, "i01-s00") }) {
		t.Errorf("a reward without policies was watched: %v", b.trainer.watched)
	}
}

// TestCardReleased: the same answers are all trained, and the model is told
// afterwards.
func TestCardReleased(t *testing.T) {
	b := newMethodBench(t, "card", "released")
	b.model.plan = map[string]string{"1 0 0": "quality 20 misranks", "2 0 0": "quality 7"}
	r := b.mustRun(t)
	noted := r.Candidate("i01-s00")
	if noted.Status != CandidateTrained || noted.last().Gates[0].Gating != GateNote || r.Ledger.Screened.Candidates != 0 {
		t.Fatalf("%s is %s, judged %+v", noted.ID, noted.Status, noted.last().Gates)
	}
	for _, part := range []string{"These are the last evaluations", "your reward was asked what it pays"} {
		if !strings.Contains(noted.Feedback, part) {
			t.Errorf("its feedback lacks %q:\n%s", part, noted.Feedback)
		}
	}
}

// TestCardKilled kills a dialogue with every kind of gating everywhere.
func TestCardKilled(t *testing.T) {
	for _, form := range []string{"strict", "released"} {
		t.Run(form, func(t *testing.T) {
			killEverywhere(t, func() *bench {
				b := newMethodBench(t, "card", form)
				b.model.plan = map[string]string{"0 0 0": "bad", "0 0 1": "quality 5", "1 0 0": "quality 20 misranks", "2 0 0": "quality 7 shortsighted"}
				return b
			})
		})
	}
}

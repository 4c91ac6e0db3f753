package designer

import (
	"fmt"
	"strings"
	"testing"
)

// TestOutageIsResumed: where the server answers nothing the run fails, whichever
// iteration it was in, and resuming asks for the same samples again.
func TestOutageIsResumed(t *testing.T) {
	whole := newBench(t).mustRun(t)
	for iteration := range 2 {
		b := newBench(t)
		for sample := range 3 {
			b.model.plan[fmt.Sprintf("%d %d 0", iteration, sample)] = "down"
		}
		for range 2 { // resuming while the server is still down changes nothing
			r, err := b.run(t, t.Context())
			if err == nil || !strings.Contains(err.Error(), "http://fake: connection refused (gave up after 13 tries)") {
				t.Fatalf("iteration %d: error is %v", iteration, err)
			}
			if r.Status != RunFailed || r.Stop != nil || len(r.Iterations) != iteration+1 || r.Iterations[iteration].Rounds != 1 {
				t.Fatalf("iteration %d: the run is %s, stopped for %v, in iteration %d", iteration, r.Status, r.Stop, len(r.Iterations)-1)
			}
		}
		b.model.plan = nil
		r := b.mustRun(t)
		if r.Status != RunDone || r.Best != whole.Best || r.Ledger.Failures != 0 || r.Ledger.Lost.Calls != 0 {
			t.Errorf("iteration %d: resumed, the run is %s with best %s, %d failures, %d calls lost", iteration, r.Status, r.Best, r.Ledger.Failures, r.Ledger.Lost.Calls)
		}
		if got, want := r.Ledger.Model.Calls, whole.Ledger.Model.Calls+6; got != want {
			t.Errorf("iteration %d: the ledger has %d calls, want %d, those that failed included", iteration, got, want)
		}
	}
}

// TestSingleFailuresAreNoOutage: what else a round brought carries the run on.
func TestSingleFailuresAreNoOutage(t *testing.T) {
	b := newBench(t)
	b.model.plan = map[string]string{"0 0 0": "down", "0 1 0": "down", "1 0 0": "bad", "1 0 1": "down"}
	r := b.mustRun(t)
	for id, want := range map[string]Status{"i00-s00": CandidateNoAnswer, "i00-s01": CandidateNoAnswer, "i01-s00": CandidateRejected} {
		if got := r.Candidate(id).Status; got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	if r.Status != RunDone || r.Ledger.Failures != 3 {
		t.Errorf("the run is %s with %d failures, want it done with 3", r.Status, r.Ledger.Failures)
	}
}

package designer

import "testing"

func TestExecutionRate(t *testing.T) {
	for _, c := range []struct {
		reason   string
		statuses []Status
		want     float64
		ok       bool
	}{
		{"every way to fail counts", []Status{CandidateTrained, CandidateRejected, CandidateFaulty, CandidateBroken, CandidateNoAnswer}, 0.2, true},
		{"the budget is not the reward's fault", []Status{CandidateTrained, CandidateUntrained, CandidateRejected}, 0.5, true},
		{"all failed", []Status{CandidateRejected}, 0, true},
		{"one is being trained", []Status{CandidateTrained, CandidateTraining}, 0, false},
		{"none was trained", []Status{CandidateUntrained}, 0, false},
		{"no samples", nil, 0, false},
	} {
		it := &Iteration{}
		for _, s := range c.statuses {
			it.Candidates = append(it.Candidates, &Candidate{Status: s})
		}
		if rate, ok := it.ExecutionRate(); rate != c.want || ok != c.ok {
			t.Errorf("%s: %v, %v; want %v, %v", c.reason, rate, ok, c.want, c.ok)
		}
	}
}

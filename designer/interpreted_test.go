package designer

import "testing"

func TestInterpretedCandidatesAreCounted(t *testing.T) {
	wasm := &Verdict{Accepted: true, Engine: "wasm"}
	slow := &Verdict{Accepted: true, Engine: "yaegi", Why: "it joins strings"}
	run := &Run{Iterations: []*Iteration{
		{Candidates: []*Candidate{{Verdict: wasm}, {Verdict: slow}, {}}},
		{Candidates: []*Candidate{{Verdict: slow}, {Verdict: &Verdict{Engine: "yaegi"}}}},
	}}
	if n := run.Interpreted(); n != 2 {
		t.Errorf("%d are interpreted, want 2", n)
	}
	if got, want := slow.summary(), "accepted, 0 findings, runs interpreted: it joins strings"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := wasm.summary(), "accepted, 0 findings"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

package critic_test

import (
	"context"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
)

// TestProbesAreCounted spends all that the probes together may take: that, and no
// clock, ends the review, in the words that the clock would have.
func TestProbesAreCounted(t *testing.T) {
	const perCall = 10
	source := reward("", "for i := 0; i < 10; i++ {\n\t\tr += next.X\n\t}")
	subject := corpusSubject()
	subject.Corners = subject.Reachable[0]
	pass := perCall * subject.Reachable[0].Len()
	for _, tt := range []struct {
		name     string
		probes   int
		accepted bool
	}{
		{"the first call is too much", perCall - 1, false},
		{"so is the first pass", pass - 1, false},
		{"so is the second", 2*pass - 1, false},
		{"enough, whatever the corners take", 2 * pass, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := quick()
			c.Limits.Probes = tt.probes
			v, err := c.Check(context.Background(), subject, source)
			if err != nil {
				t.Fatal(err)
			}
			if tt.accepted {
				if !v.OK() || len(v.Findings) > 0 {
					t.Errorf("%s with %v", v.Verdict, v.Findings)
				}
				return
			}
			want := critic.Finding{
				Stage: "probe", Reason: "timeout", Rejects: true,
				Message: "the probe stage takes too long", Suggestion: "use fewer and smaller types, constants and loops",
			}
			if v.OK() || len(v.Findings) != 1 || v.Findings[0] != want {
				t.Errorf("%s with %v, want %v", v.Verdict, v.Findings, want)
			}
		})
	}
}

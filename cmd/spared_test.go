package cmd

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer"
)

// TestSparedIsSaid: what was not trained stands in the result, and only where something
// was not.
func TestSparedIsSaid(t *testing.T) {
	screened, raced := designer.Spared{Candidates: 1, Steps: 300_000}, designer.Spared{Candidates: 3, Steps: 1_200_000}
	for _, c := range []struct {
		ledger designer.Ledger
		want   string // "" for no such line
	}{
		{designer.Ledger{}, ""},
		{designer.Ledger{Screened: screened}, "saved: 300k environment steps of 1 candidate screened out by gates\n"},
		{designer.Ledger{Screened: screened, Raced: raced}, "saved: 300k environment steps of 1 candidate screened out by gates, 1.2M environment steps of 3 candidates stopped by races\n"},
		{designer.Ledger{Raced: raced, Survivors: 890_000}, "saved: 1.2M environment steps of 3 candidates stopped by races; more seeds of the survivors took 890k\n"},
	} {
		var stdout strings.Builder
		run := &designer.Run{Best: "i00-s00", Ledger: c.ledger}
		p := inProcess(&stdout)
		if err := p.writeResultText(run, "runs/x"); err != nil {
			t.Fatal(err)
		}
		if c.want == "" && strings.Contains(stdout.String(), "saved:") || !strings.Contains(stdout.String(), c.want) {
			t.Errorf("of %+v it says %q, want %q", c.ledger, stdout.String(), c.want)
		}
	}
}

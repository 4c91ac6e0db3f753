package cmd

import (
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
)

// sparedWords says what gates and races have saved of a search, "" where they saved
// nothing.
func sparedWords(l *designer.Ledger) string {
	var parts []string
	for _, s := range []struct {
		what   string
		spared designer.Spared
	}{{"screened out by gates", l.Screened}, {"stopped by races", l.Raced}} {
		if s.spared.Candidates > 0 {
			parts = append(parts, fmt.Sprintf("%s environment steps of %s %s", shortCount(s.spared.Steps), designer.Count(s.spared.Candidates, "candidate"), s.what))
		}
	}
	return strings.Join(parts, ", ")
}

package cmd

import (
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
)

// sparedWords says what gates and races have saved of a search, and what the race took
// for more seeds of those that won it; "" where nothing was saved.
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
	words := strings.Join(parts, ", ")
	if steps := l.Survivors; steps > 0 && l.Raced.Candidates > 0 {
		words += fmt.Sprintf("; more seeds of the survivors took %s", shortCount(steps))
	}
	return words
}

package cmd

import (
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/designer"
)

// sparedWords says what gates and races have saved of a search, and what the race took
// for more seeds of those that won it; "" where nothing was saved.
func sparedWords(run *designer.Run) string {
	l := &run.Ledger
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
	if steps := survivorSteps(run); steps > 0 && l.Raced.Candidates > 0 {
		words += fmt.Sprintf("; more seeds of the survivors took %s", shortCount(steps))
	}
	return words
}

// survivorSteps returns the environment steps of the seeds on which only candidates
// train that a race has brought to its end. Those of a candidate that failed on one of
// them and was repaired afterwards are not known any more.
func survivorSteps(run *designer.Run) int {
	steps := 0
	for _, c := range run.Candidates() {
		for _, t := range c.Trainings {
			if t.Seed >= run.Task.Training.Seeds && !t.Cached {
				steps += t.Training.Steps
			}
		}
	}
	return steps
}

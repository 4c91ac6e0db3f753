package cmd

import (
	"fmt"
	"path/filepath"

	"github.com/rewardsmith/rewardsmith/designer"
)

// fitSummary is what a result says of the tuning of constants.
type fitSummary struct {
	Candidate string               `json:"candidate"`
	Ended     string               `json:"ended"` // why
	Points    int                  `json:"points"`
	Was       *float64             `json:"was,omitempty"` // score of the reward as it is
	Is        *float64             `json:"is,omitempty"`  // of the best values
	Better    bool                 `json:"better"`        // the result is of the tuned reward
	Constants []designer.FitChange `json:"constants,omitempty"`
}

// fitSummaryOf is nil where nothing was tuned.
func fitSummaryOf(run *designer.Run) *fitSummary {
	f := run.Fitting
	if f == nil {
		return nil
	}
	s := &fitSummary{Candidate: f.Candidate, Ended: f.Ended, Points: len(f.Points), Better: run.Fitted() != nil}
	if start := f.Start(); start != nil && !start.Failed {
		s.Was = &start.Score
	}
	if best := f.Best(); best != nil {
		s.Is, s.Constants = &best.Score, f.Changes(best)
	}
	return s
}

// writeFit says what came of the tuning of constants.
func (p *process) writeFit(run *designer.Run) error {
	f := run.Fitting
	if f == nil {
		return nil
	}
	fmt.Fprintln(p.stdout, f.Summary(run.Compared()))
	best := run.Fitted()
	if best == nil {
		return nil
	}
	t := table{header: []string{"CONSTANT", "WAS", "IS", "FACTOR"}}
	for _, c := range f.Changes(best) {
		t.add(c.Name, fmt.Sprint(c.Was), fmt.Sprint(c.Is), c.Factor)
	}
	if err := t.write(p.stdout); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout)
	return nil
}

// rewardFile is the file of a run that holds its best reward.
func rewardFile(run *designer.Run, dir string) string {
	name := "reward.go"
	if run.Fitted() != nil {
		name = "fitted.go"
	}
	return filepath.Join(dir, "candidates", run.Best, name)
}

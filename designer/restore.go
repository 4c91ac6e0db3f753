package designer

import (
	"slices"
	"time"
)

// restore writes the files of the run again that are missing, as far as the
// journal tells what they held. When an answer came it does not tell.
func (l *loop) restore() error {
	f := files{journal: l.Journal, missing: true}
	for _, t := range slices.Concat(l.preflightTrainings(), l.run.Pool) {
		if err := f.keepPolicy(&t, t.Weights); err != nil {
			return err
		}
	}
	for _, c := range l.run.Candidates() {
		if err := l.restoreCandidate(f, c); err != nil {
			return err
		}
	}
	return nil
}

func (l *loop) restoreCandidate(f files, c *Candidate) error {
	for _, w := range c.exchanges() {
		if !w.exchange.Answered || w.exchange.Error != "" {
			continue
		}
		r := l.request(l.run.Iterations[c.Iteration].prompt(w.exchange), w.place, nil)
		if err := f.keepAnswer(r, w.exchange.Answer, time.Time{}); err != nil {
			return err
		}
	}
	if c.Verdict != nil {
		if err := f.keepVerdict(c.ID, c.Verdict); err != nil {
			return err
		}
	}
	if c.Report == nil {
		return nil
	}
	return f.keepScore(c.ID, c.Report, c.Feedback)
}

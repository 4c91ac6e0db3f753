package designer

import (
	"context"
	"fmt"
)

// selector ends an iteration: it chooses its best candidate, the best of all, and
// which of them the next prompt holds.
type selector func(ctx context.Context, l *loop, it *Iteration) (Selected, error)

// selectors is the table of them by the name of method.select.
func selectors() map[string]selector {
	return map[string]selector{
		SelectBest:   selectBest,
		SelectLatest: selectLatest,

		SelectPerson:    selectPicked(awaitPerson),
		SelectSimulated: selectPicked(simulatePerson),
	}
}

// selectFrom lets the method's selector end an iteration.
func (l *loop) selectFrom(ctx context.Context, it *Iteration) error {
	s, err := selectors()[*l.run.Task.Method.Select](ctx, l, it)
	if err != nil {
		return err
	}
	s.Iteration = it.Number
	if err := l.record(Entry{Selected: &s}); err != nil {
		return err
	}
	e := Event{Kind: EventSelected, Iteration: it.Number, Candidate: s.Best, Done: it.Number + 1, Total: l.run.iterations()}
	e.Message = l.selection(&s)
	if best := l.run.Candidate(s.Best); best != nil && l.run.told() != "" {
		e.Score, e.HasScore = best.Score, true
	}
	l.notify(e)
	return nil
}

// selection says what was chosen.
func (l *loop) selection(s *Selected) string {
	best, overall := l.run.Candidate(s.Best), l.run.Candidate(s.Overall)
	switch {
	case l.run.told() == "":
		return picked(s, l.run.Iterations[s.Iteration].Picked)
	case best == nil && overall == nil:
		return fmt.Sprintf("iteration %d: nothing was trained", s.Iteration)
	case best == nil:
		return fmt.Sprintf("iteration %d: nothing was trained; best of all is %s with %s %.4g", s.Iteration, overall.ID, l.run.Compared(), overall.Score)
	}
	return fmt.Sprintf("iteration %d: best is %s with %s %.4g; best of all is %s with %.4g",
		s.Iteration, best.ID, l.run.Compared(), best.Score, overall.ID, overall.Score)
}

// selectBest is for SelectBest. Where gates have spared every training, the next
// prompt holds the last candidate with what they found.
func selectBest(_ context.Context, l *loop, it *Iteration) (Selected, error) {
	settled := it.settled()
	s := Selected{Overall: l.run.Best, Carried: settled[len(settled)-1].ID}
	best := l.best(it.scored(), nil)
	if best == nil {
		return s, nil
	}
	overall := l.best(it.scored(), l.run.Candidate(l.run.Best))
	s.Best, s.Overall, s.Carried = best.ID, overall.ID, best.ID
	if *l.run.Task.Method.Carry == CarryGlobal {
		s.Carried = overall.ID
	}
	return s, nil
}

// selectLatest is for SelectLatest, the rule of methods that follow one line to
// its end.
func selectLatest(_ context.Context, l *loop, it *Iteration) (Selected, error) {
	settled := it.settled()
	s := Selected{Overall: l.run.Best, Carried: settled[len(settled)-1].ID}
	if scored := it.scored(); len(scored) > 0 {
		s.Best = scored[len(scored)-1].ID
		s.Overall = s.Best
	}
	return s, nil
}

// best returns the candidate of the highest score. Of equals the one that
// collects more of the task's score is better, then the earlier one; incumbent,
// unless nil, is earlier than all.
func (l *loop) best(list []*Candidate, incumbent *Candidate) *Candidate {
	best := incumbent
	for _, c := range list {
		if best == nil || c.Score > best.Score || c.Score == best.Score && c.tieBreak() > best.tieBreak() {
			best = c
		}
	}
	return best
}

func (c *Candidate) tieBreak() float64 {
	if c.Report == nil {
		return 0
	}
	return c.Report.Score.Mean
}

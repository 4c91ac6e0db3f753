package designer

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Who picks the best and the worst candidate of an iteration.
const (
	PickedByPerson    = "person"
	PickedBySimulated = "simulated" // a simulated person, who goes by the fitness
)

// selectPicked returns the selector that ends an iteration by a pick of its best and
// worst candidate: the one that the journal holds, else what pick brings. The best one
// is the run's best and remains a rival in later iterations.
func selectPicked(pick func(l *loop, it *Iteration, rivals []*Candidate) (*Picked, error)) selector {
	return func(_ context.Context, l *loop, it *Iteration) (Selected, error) {
		rivals := l.run.rivals(it)
		switch len(rivals) {
		case 0:
			settled := it.settled()
			return Selected{Overall: l.run.Best, Carried: settled[len(settled)-1].ID}, nil
		case 1:
			only := rivals[0].ID
			return Selected{Best: only, Overall: only, Carried: only}, nil
		}
		if it.Picked == nil {
			p, err := pick(l, it, rivals)
			if err != nil {
				return Selected{}, err
			}
			if err := l.record(Entry{Picked: p}); err != nil {
				return Selected{}, err
			}
		}
		best := it.Picked.Best
		return Selected{Best: best, Overall: best, Carried: best}, nil
	}
}

// rivals returns the candidates among which is picked at the end of an iteration: those
// it has trained, by sample, and then the best one of the iterations before it.
func (r *Run) rivals(it *Iteration) []*Candidate {
	list := it.scored()
	if best := r.Candidate(r.Best); best != nil && best.Iteration != it.Number {
		list = append(list, best)
	}
	return list
}

// awaitPerson ends the work until a person has picked.
func awaitPerson(_ *loop, it *Iteration, _ []*Candidate) (*Picked, error) {
	return nil, &awaited{fmt.Sprintf("a review of iteration %d", it.Number)}
}

// told returns what the scores are that a run tells as it goes on, "" where it tells
// none: a person who is to judge what they see must not read beforehand what measures it.
func (r *Run) told() string {
	if *r.Task.Method.Select == SelectPerson {
		return ""
	}
	return r.Compared()
}

// picked says what a person picked, nil where there was nothing to pick, and no score.
func picked(s *Selected, p *Picked) string {
	switch {
	case p != nil:
		return fmt.Sprintf("iteration %d: %s picked as best, %s as worst", s.Iteration, p.Best, p.Worst)
	case s.Best != "":
		return fmt.Sprintf("iteration %d: %s is the only one that was trained", s.Iteration, s.Best)
	case s.Overall != "":
		return fmt.Sprintf("iteration %d: nothing was trained; the best is still %s", s.Iteration, s.Overall)
	}
	return fmt.Sprintf("iteration %d: nothing was trained", s.Iteration)
}

// simulatePerson picks by the fitness. Of equals the earlier one is better, and the
// best one of the iterations before is earlier than all.
func simulatePerson(l *loop, it *Iteration, rivals []*Candidate) (*Picked, error) {
	var incumbent *Candidate
	if last := rivals[len(rivals)-1]; last.Iteration != it.Number {
		incumbent, rivals = last, rivals[:len(rivals)-1]
	}
	best := l.best(rivals, incumbent)
	return &Picked{Iteration: it.Number, Best: best.ID, Worst: worst(rivals, incumbent, best).ID, By: PickedBySimulated}, nil
}

// worst returns the candidate other than best that l.best would choose last.
func worst(list []*Candidate, incumbent, best *Candidate) *Candidate {
	var worst *Candidate
	if incumbent != best {
		worst = incumbent
	}
	for _, c := range list {
		if c == best {
			continue
		}
		if worst == nil || c.Score < worst.Score || c.Score == worst.Score && c.tieBreak() <= worst.tieBreak() {
			worst = c
		}
	}
	return worst
}

// ErrNotWaiting says that nobody is asked to pick anything in a run.
var ErrNotWaiting = errors.New("the run does not wait for a review")

// Contest returns the number of the iteration of which a person is to pick the best and
// the worst candidate, and its rivals. The error is ErrNotWaiting with the reason where
// there is nothing to pick.
func (r *Run) Contest() (iteration int, rivals []*Candidate, err error) {
	if *r.Task.Method.Select != SelectPerson {
		return 0, nil, fmt.Errorf("%w: its method asks nobody (method.select is %s)", ErrNotWaiting, *r.Task.Method.Select)
	}
	if r.Status == RunDone {
		return 0, nil, fmt.Errorf("%w: it is %s", ErrNotWaiting, r.Status)
	}
	if r.Status != RunWaiting || len(r.Iterations) == 0 {
		return 0, nil, fmt.Errorf("%w: it is %s; rewardsmith resume takes it to where it does", ErrNotWaiting, r.Status)
	}
	it := r.Iterations[len(r.Iterations)-1]
	if rivals = r.rivals(it); it.Done || it.Picked != nil || len(rivals) < 2 {
		return 0, nil, fmt.Errorf("%w: iteration %d is decided; it goes on with rewardsmith resume", ErrNotWaiting, it.Number)
	}
	return it.Number, rivals, nil
}

// Pick returns what a person picked for the journal, or why they cannot: the two
// must be different rivals.
func (r *Run) Pick(best, worst string) (*Picked, error) {
	iteration, rivals, err := r.Contest()
	if err != nil {
		return nil, err
	}
	var ids []string
	known := map[string]bool{}
	for _, c := range rivals {
		ids, known[c.ID] = append(ids, c.ID), true
	}
	switch {
	case !known[best] || !known[worst]:
		return nil, fmt.Errorf("best is %q and worst is %q; want two of %s", best, worst, strings.Join(ids, ", "))
	case best == worst:
		return nil, fmt.Errorf("%s cannot be both the best and the worst", best)
	}
	return &Picked{Iteration: iteration, Best: best, Worst: worst, By: PickedByPerson}, nil
}

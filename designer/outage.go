package designer

import (
	"fmt"
	"slices"
)

// hold keeps a failure that may be that of an outage.
func (p *purse) hold(a *Answered, cause error) {
	p.l.mu.Lock()
	defer p.l.mu.Unlock()
	p.held, p.cause = append(p.held, a), cause
}

// settleHeld records the failures that were held. Where the server answered
// nothing and the round has nothing else to go on with, they say nothing about the
// task: the run fails, and what was asked for stays asked for, so that resuming
// asks again. Otherwise those samples have no answer and the run goes on.
func (l *loop) settleHeld(it *Iteration, p *purse) error {
	if len(p.held) == 0 {
		return nil
	}
	out := len(p.held) == len(it.waiting()) && it.fruitless()
	for _, a := range p.held {
		a.Outage = out
		if err := l.record(Entry{Answered: a}); err != nil {
			return err
		}
	}
	if !out {
		return nil
	}
	return fmt.Errorf("model: no answer to %s, and to nothing else that iteration %d asked for: %w",
		CandidateID(it.Number, p.held[len(p.held)-1].Sample), it.Number, p.cause)
}

// fruitless says that the last round of an iteration has brought nothing that can
// be trained.
func (it *Iteration) fruitless() bool {
	useless := []Status{CandidateAsked, CandidateNoAnswer, CandidateRejected, CandidateFaulty}
	return !slices.ContainsFunc(it.Candidates[it.First:], func(c *Candidate) bool {
		pending := c.Status == CandidateAsked && c.Attempts[len(c.Attempts)-1].Answered
		return pending || !slices.Contains(useless, c.Status)
	})
}

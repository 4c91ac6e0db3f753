package designer

import (
	"context"
	"errors"
	"time"

	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// errWall ends what is under way when the search has used up budget.wall.
var errWall = errors.New("budget.wall is used up")

// capError is a call that a cap of the budget does not allow.
type capError struct{ stop Stop }

func (e *capError) Error() string { return e.stop.Detail }

// purse holds the caps of the budget while a number of answers is asked for. What
// is asked for has been reckoned with; what the budget cannot know beforehand is
// how often a model has to try.
type purse struct {
	l      *loop
	it     *Iteration
	prompt int // tokens of the longest prompt

	// Guarded by the loop's mutex.
	before int   // calls in the ledger when asking began
	begun  int   // calls since
	lost   Spent // by calls that failed, a part of which the ledger has by now
	closed error // why no further call is made

	held  []*Answered // failures that are perhaps those of an outage
	cause error       // of the last of them
}

// newPurse returns the purse of the attempts that wait for answers.
func (l *loop) newPurse(it *Iteration) *purse {
	return &purse{l: l, it: it, prompt: it.longestPrompt(), before: l.run.Ledger.Model.Calls}
}

// allow implements llm.Request.Allow: one call more must fit the caps beside the
// longest answer to everything that is still waited for.
func (p *purse) allow(lost llm.Usage) error {
	p.l.mu.Lock()
	defer p.l.mu.Unlock()
	if p.closed != nil {
		return p.closed
	}
	r := p.l.run
	p.lost = p.lost.Add(Spent{Usage: lost, USD: r.Task.Model.cost(lost)})
	spent := r.askingSpent().Add(p.lost)
	spent.Calls = max(r.Ledger.Model.Calls, p.before+p.begun) + r.Ledger.Lost.Calls
	waiting := len(p.it.waiting()) - len(p.held)
	a := allowance{n: 1}
	a.calls(r, spent, 1)
	if a.n == 1 {
		a = allowance{n: waiting}
		a.tokens(r, spent, p.prompt)
	}
	if a.limit != nil {
		return &capError{*a.limit}
	}
	p.begun++
	return nil
}

// close allows no further call. Those under way may still bring what is paid
// for.
func (p *purse) close(err error) {
	p.l.mu.Lock()
	defer p.l.mu.Unlock()
	p.closed = err
}

// shut returns the error that the purse was closed with, or nil.
func (p *purse) shut() error {
	p.l.mu.Lock()
	defer p.l.mu.Unlock()
	return p.closed
}

// underWay returns how many calls were begun and have brought nothing.
func (p *purse) underWay() int {
	p.l.mu.Lock()
	defer p.l.mu.Unlock()
	return max(p.before+p.begun-p.l.run.Ledger.Model.Calls, 0)
}

// withinWall returns a context that ends with errWall once the search has used
// up its share of budget.wall, which is all but what the final measurement is
// expected to take.
func (l *loop) withinWall(ctx context.Context) (context.Context, context.CancelFunc) {
	if l.run.Task.Budget.Wall == 0 {
		return context.WithCancel(ctx)
	}
	reserve := time.Duration(l.run.secondsFor(l.run.reserve()) * float64(time.Second))
	past := time.Duration(l.past*float64(time.Second)) + l.Now().Sub(l.began)
	return context.WithTimeoutCause(ctx, l.run.Task.Budget.Wall-past-reserve, errWall)
}

// cutByWall reports whether within, which withinWall made of ctx, ended because
// the time was used up.
func cutByWall(ctx, within context.Context) bool {
	return ctx.Err() == nil && errors.Is(context.Cause(within), errWall)
}

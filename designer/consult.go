package designer

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// consult puts a question about the last attempt of a candidate to the model in
// another role than that of the designer, once: a question that the run knows is
// not asked again. A consultation that the model or the budget denied comes with
// its Error, and the method goes on without it.
func (l *loop) consult(ctx context.Context, c *Candidate, role string, messages func() ([]llm.Message, error)) (*Consultation, error) {
	it := l.run.Iterations[c.Iteration]
	if known := c.consultation(c.last().Number, role); known == nil {
		m, err := messages()
		if err != nil {
			return nil, err
		}
		if a := l.run.affordableAnswers(1, promptTokens(m), 1); a.n == 0 {
			l.notify(Event{Kind: EventAsking, Iteration: it.Number, Candidate: c.ID, Message: fmt.Sprintf("%s: the %s is not asked: %s", c.ID, role, a.limit.Detail)})
			return &Consultation{Role: role, Attempt: c.last().Number, Exchange: Exchange{Error: a.limit.Detail, Cap: a.limit.Reason}}, nil
		}
		call := Call{Sample: c.Sample, Attempt: c.last().Number, Role: role, Messages: m}
		if err := l.record(Entry{Asked: &Asked{Iteration: it.Number, Calls: []Call{call}}}); err != nil {
			return nil, err
		}
	}
	if err := l.answer(ctx, it); err != nil {
		return nil, err
	}
	return c.consultation(c.last().Number, role), nil
}

package designer

import (
	"context"
	"fmt"
	"slices"

	"github.com/rewardsmith/rewardsmith/designer/llm"
	"github.com/rewardsmith/rewardsmith/prompts"
)

// round is a number of samples that are asked for together.
type round struct {
	messages []llm.Message // the prompt of the calls that have none of their own
	examples []Shown       // in it
	calls    []Call
}

// compose makes the next round of iteration n: its first one from what past
// iterations have left, a repeated one with the prompts of the first.
func (l *loop) compose(ctx context.Context, n int) (*round, error) {
	if it := l.known(n); it != nil {
		return it.again(l.missing(it)), nil
	}
	r := &round{}
	var first []string
	for k, parents := range l.parents(n) {
		call := Call{Sample: k, Parents: parents}
		if k == 0 || !slices.Equal(parents, first) {
			messages, shown, err := l.prompt(ctx, n, parents)
			if err != nil {
				return nil, err
			}
			if k == 0 {
				r.messages, r.examples, first = messages, shown, parents
			} else {
				call.Messages = messages
			}
		}
		r.calls = append(r.calls, call)
	}
	return r, nil
}

// parents returns which candidates the prompt of each sample of iteration n holds.
// Where a person has commented on one, it is that one.
func (l *loop) parents(n int) [][]string {
	samples := *l.run.Task.Method.Samples
	if c := l.run.comment(n); c != nil {
		return slices.Repeat([][]string{{c.Candidate}}, samples)
	}
	return l.archive().draw(l.run, samples)
}

// again repeats an iteration for so many samples, under new numbers and with the
// prompts of the first ones.
func (it *Iteration) again(samples int) *round {
	r := &round{messages: it.Messages, examples: it.Examples}
	for k := range samples {
		model := it.Candidates[k%len(it.Candidates)]
		r.calls = append(r.calls, Call{Sample: len(it.Candidates) + k, Parents: model.Parents, Messages: model.Attempts[0].Messages})
	}
	return r
}

// prompt returns the messages of a sample of iteration n with the given parents, and
// the examples in a first prompt.
func (l *loop) prompt(ctx context.Context, n int, parents []string) ([]llm.Message, []Shown, error) {
	if len(parents) == 0 {
		return l.firstPrompt(ctx)
	}
	parent := l.run.Candidate(parents[0])
	if comments := l.run.Said(n); comments != nil {
		said, err := l.Prompts.Render(prompts.FeedbackComment, joined(comments))
		if err != nil {
			return nil, nil, fmt.Errorf("comment on %s: %w", parent.ID, err)
		}
		return l.goOn(parent, said), nil, nil
	}
	if *l.run.Task.Method.Carry == CarryPair && len(parents) > 1 {
		said, err := l.pair(ctx, n, parent, l.run.Candidate(parents[1]))
		if err != nil {
			return nil, nil, err
		}
		return l.goOn(parent, said), nil, nil
	}
	return l.goOn(parent, parent.Feedback), nil, nil
}

// firstPrompt renders the prompt that holds nothing of the past.
func (l *loop) firstPrompt(ctx context.Context) ([]llm.Message, []Shown, error) {
	b, err := l.brief()
	if err != nil {
		return nil, nil, err
	}
	var shown []Shown
	if b.Examples, shown, err = l.examples(ctx, &b); err != nil {
		return nil, nil, err
	}
	messages, err := FirstPrompt(l.Prompts, b)
	return messages, shown, err
}

// brief describes the run's task to a model.
func (l *loop) brief() (Brief, error) { return NewBrief(&l.run.Task, l.Env.Spec(), l.run.Settings) }

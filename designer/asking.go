package designer

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// answer gets the answers that an iteration waits for. First answers share one
// prompt and are asked for together; every repair has its own.
func (l *loop) answer(ctx context.Context, it *Iteration) error {
	var samples []int
	var repairs []llm.Request
	for _, c := range it.Candidates {
		a := &c.Attempts[len(c.Attempts)-1]
		switch {
		case a.Answered:
		case a.Number == 0:
			samples = append(samples, c.Sample)
		default:
			repairs = append(repairs, l.request(a.Messages, c.place(a.Number)))
		}
	}
	if total := len(samples) + len(repairs); total > 0 {
		l.notify(Event{Kind: EventAsking, Iteration: it.Number, Total: total, Message: asking(it.Number, len(samples), len(repairs))})
	}
	if len(samples) > 0 {
		r := l.request(it.Messages, llm.Place{Iteration: it.Number, Purpose: "design"})
		err := llm.CompleteSamples(ctx, l.Model, r, samples, func(sample int, a llm.Answer, err error) error {
			one := r
			one.Place.Sample = sample
			return l.take(ctx, one, a, err)
		})
		if err != nil {
			return fmt.Errorf("model: %w", err)
		}
	}
	return l.answerEach(ctx, repairs)
}

func asking(iteration, samples, repairs int) string {
	if repairs == 0 {
		return fmt.Sprintf("iteration %d: asking for %d samples", iteration, samples)
	}
	return fmt.Sprintf("iteration %d: asking for %d repairs", iteration, repairs)
}

// request makes the request for an answer.
func (l *loop) request(messages []llm.Message, place llm.Place) llm.Request {
	return llm.Request{
		Model: l.run.Task.Model.Name, Messages: messages,
		Temperature: l.run.Task.Model.Temperature, MaxTokens: l.run.Task.Model.MaxTokens, Place: place,
	}
}

// answerEach asks for answers to different prompts, several at a time.
func (l *loop) answerEach(ctx context.Context, requests []llm.Request) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(l.run.Task.Model.Parallel, 1))
	for _, r := range requests {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			a, err := l.Model.Complete(ctx, r)
			if llm.Fatal(err) {
				return fmt.Errorf("model: %w", err)
			}
			return l.take(ctx, r, a, err)
		})
	}
	return group.Wait()
}

// take records an answer, or why there is none. A failure that comes of the run
// being stopped is no answer: the call will be repeated.
func (l *loop) take(ctx context.Context, r llm.Request, a llm.Answer, failure error) error {
	p := r.Place
	answered := &Answered{Iteration: p.Iteration, Sample: p.Sample, Attempt: p.Attempt, Answer: a}
	if failure != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		answered.Error = failure.Error()
	} else if err := l.keepAnswer(r, a); err != nil {
		return err
	}
	if err := l.record(Entry{Answered: answered}); err != nil {
		return err
	}
	id := CandidateID(p.Iteration, p.Sample)
	message := fmt.Sprintf("%s: answered with %d tokens", id, a.Usage.CompletionTokens)
	if failure != nil {
		message = fmt.Sprintf("%s: no answer: %v", id, failure)
	} else if a.PromptChanged {
		message += "; the answer was recorded for another prompt"
	}
	l.notify(Event{Kind: EventAnswered, Iteration: p.Iteration, Candidate: id, Message: message})
	return nil
}

// review judges the answers of an iteration that are not judged yet.
func (l *loop) review(ctx context.Context, it *Iteration) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(l.Cores, 1))
	for _, c := range it.Candidates {
		a := c.Attempts[len(c.Attempts)-1]
		if a.Error != "" || a.Verdict != nil {
			continue
		}
		place := c.place(a.Number)
		group.Go(func() error { return l.judge(ctx, place, a.Answer.Text) })
	}
	return group.Wait()
}

// judge reviews one answer and records the verdict.
func (l *loop) judge(ctx context.Context, p llm.Place, answer string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	id := CandidateID(p.Iteration, p.Sample)
	start := l.Now()
	v, err := l.Reviewer.Review(ctx, answer)
	if err != nil {
		return fmt.Errorf("review of %s: %w", id, err)
	}
	v.Seconds = l.Now().Sub(start).Seconds()
	if err := l.keepVerdict(id, &v); err != nil {
		return err
	}
	reviewed := &Reviewed{Iteration: p.Iteration, Sample: p.Sample, Attempt: p.Attempt, Verdict: v}
	if err := l.record(Entry{Reviewed: reviewed}); err != nil {
		return err
	}
	l.notify(Event{Kind: EventReviewed, Iteration: p.Iteration, Candidate: id, Message: id + ": " + v.summary()})
	return nil
}

// summary is the verdict in one line.
func (v *Verdict) summary() string {
	if v.Accepted {
		return fmt.Sprintf("accepted, %d findings", len(v.Findings))
	}
	for _, f := range v.Findings {
		if f.Rejects {
			return "rejected: " + f.String()
		}
	}
	return "rejected"
}

// repair asks for repairs of the candidates that were rejected or failed in
// training, as far as method and budget allow, and says whether there are any.
func (l *loop) repair(it *Iteration) (bool, error) {
	first := l.run.Iterations[0].Messages
	asked := &Asked{Iteration: it.Number}
	for _, c := range it.Candidates {
		if !l.repairable(c) {
			continue
		}
		response, err := renderRepair(l.Prompts, c)
		if err != nil {
			return false, err
		}
		asked.Calls = append(asked.Calls, Call{
			Sample: c.Sample, Attempt: len(c.Attempts), Messages: reply(first, c.Answer(), response),
		})
	}
	if len(asked.Calls) == 0 {
		return false, nil
	}
	longest := 0
	for _, call := range asked.Calls {
		longest = max(longest, promptTokens(call.Messages))
	}
	asked.Calls = asked.Calls[:l.run.affordableAnswers(len(asked.Calls), longest).n]
	if len(asked.Calls) == 0 {
		return false, nil
	}
	return true, l.record(Entry{Asked: asked})
}

// repairable says that a candidate may be sent back once more: what was wrong
// with its last answer is known and its repairs are not used up.
func (l *loop) repairable(c *Candidate) bool {
	last := &c.Attempts[len(c.Attempts)-1]
	return (c.Status == CandidateRejected || c.Status == CandidateFaulty) &&
		last.Verdict != nil && last.Answer.Text != "" && last.Number < *l.run.Task.Method.Repairs
}

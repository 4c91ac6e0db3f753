package designer

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// answer gets the answers that an iteration waits for. Those to the iteration's
// prompt are asked for together; every repair has a prompt of its own. What the
// budget no longer pays for, be it because calls were lost since it was planned,
// is given up, and so is what is waited for when budget.wall is used up.
func (l *loop) answer(ctx context.Context, it *Iteration) error {
	if err := l.giveUpUnaffordable(it); err != nil {
		return err
	}
	waiting := it.waiting()
	if len(waiting) == 0 {
		return nil
	}
	p := l.newPurse(it)
	within, cancel := l.withinWall(ctx)
	defer cancel()
	err := l.askAll(within, it, waiting, p)
	if err == nil {
		return l.settleHeld(it, p)
	}
	if !cutByWall(ctx, within) || l.broken != nil {
		return err
	}
	return l.giveUp(it, 0, Stop{Reason: StopWall, Detail: "not waited for: " + errWall.Error()}, p.underWay())
}

// askAll asks for the answers that are waited for.
func (l *loop) askAll(ctx context.Context, it *Iteration, waiting []waiting, p *purse) error {
	var samples []int
	var others []llm.Request
	for _, w := range waiting {
		if w.exchange.Messages == nil {
			samples = append(samples, w.candidate.Sample)
		} else {
			others = append(others, l.request(w.exchange.Messages, w.place, p.allow))
		}
	}
	if l.run.Task.Model.Kind != ModelGiven {
		l.notify(Event{Kind: EventAsking, Iteration: it.Number, Total: len(waiting), Message: l.asking(it, waiting)})
	}
	if len(samples) > 0 {
		r := l.request(it.Messages, llm.Place{Iteration: it.Number, Purpose: "design"}, p.allow)
		err := llm.CompleteSamples(ctx, l.Model, r, samples, func(sample int, a llm.Answer, err error) error {
			one := r
			one.Place.Sample = sample
			return l.take(ctx, one, a, err, p)
		})
		if err != nil {
			return fmt.Errorf("model: %w", err)
		}
	}
	return l.answerEach(ctx, others, p)
}

// waiting returns what of an iteration has no answer yet, by sample.
func (it *Iteration) waiting() []waiting {
	var list []waiting
	for _, c := range it.Candidates {
		for _, w := range c.exchanges() {
			if !w.exchange.Answered {
				list = append(list, w)
			}
		}
	}
	return list
}

// longestPrompt returns the tokens of the longest prompt that waits for an
// answer.
func (it *Iteration) longestPrompt() int {
	longest := 0
	for _, w := range it.waiting() {
		longest = max(longest, promptTokens(it.prompt(w.exchange)))
	}
	return longest
}

// giveUpUnaffordable gives up what the budget does not pay for.
func (l *loop) giveUpUnaffordable(it *Iteration) error {
	waiting := it.waiting()
	perCall := 1
	if len(waiting) > 0 && waiting[0].exchange.Messages == nil {
		perCall = l.run.Task.Model.SamplesPerCall
	}
	a := l.run.affordableAnswers(len(waiting), it.longestPrompt(), perCall)
	if a.limit == nil {
		return nil
	}
	return l.giveUp(it, a.n, Stop{Reason: a.limit.Reason, Detail: "not asked for: " + a.limit.Detail}, 0)
}

// giveUp records that no more than the first keep of the answers that are waited
// for will come, and why. Of the others, the first lost had a call under way.
func (l *loop) giveUp(it *Iteration, keep int, why Stop, lost int) error {
	for i, w := range it.waiting()[keep:] {
		p := w.place
		gone := &Answered{Iteration: p.Iteration, Sample: p.Sample, Attempt: p.Attempt, Role: p.Role, Error: why.Detail, Cap: why.Reason, Lost: i < lost}
		if err := l.record(Entry{Answered: gone}); err != nil {
			return err
		}
		l.notify(Event{Kind: EventAnswered, Iteration: it.Number, Candidate: w.candidate.ID, Message: w.candidate.ID + ": " + why.Detail})
	}
	return nil
}

// asking says what is asked for.
func (l *loop) asking(it *Iteration, waiting []waiting) string {
	text := fmt.Sprintf("iteration %d: asking for ", it.Number)
	switch {
	case waiting[0].place.Role != "":
		return fmt.Sprintf("iteration %d: asking the %s about %s", it.Number, waiting[0].place.Role, waiting[0].candidate.ID)
	case waiting[0].place.Attempt > 0:
		return text + Count(len(waiting), "repair")
	case it.Cap != "":
		return text + fmt.Sprintf("%d of %s: budget.%s allows no more", len(waiting), Count(*l.run.Task.Method.Samples, "sample"), it.Cap)
	}
	return text + Count(len(waiting), "sample")
}

// request makes the request for an answer. allow is as llm.Request has it.
func (l *loop) request(messages []llm.Message, place llm.Place, allow func(llm.Usage) error) llm.Request {
	return llm.Request{
		Model: l.run.Task.Model.Name, Messages: messages,
		Temperature: l.run.Task.Model.Temperature.sent(), MaxTokens: l.run.Task.Model.MaxTokens, Place: place,
		Allow: allow,
	}
}

// answerEach asks for answers to different prompts, several at a time; a person
// is shown them all at once. After a failure that all would meet no call is begun,
// but those under way still bring what is paid for. Waiting for a person costs
// nothing and ends at once.
func (l *loop) answerEach(ctx context.Context, requests []llm.Request, p *purse) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	person := l.run.Task.Model.Kind == "file"
	var group errgroup.Group
	if !person {
		group.SetLimit(max(l.run.Task.Model.Parallel, 1))
	}
	for _, r := range requests {
		group.Go(func() error {
			err := l.answerOne(ctx, r, p)
			if err != nil && (person || !llm.Fatal(err)) {
				cancel()
			}
			return err
		})
	}
	return group.Wait()
}

// answerOne asks for one answer and takes it, unless p is closed. What it leaves
// out then stays asked for, and a resumed run repeats it.
func (l *loop) answerOne(ctx context.Context, r llm.Request, p *purse) error {
	if err := cmp.Or(ctx.Err(), p.shut()); err != nil {
		return err
	}
	a, err := l.Model.Complete(ctx, r)
	if llm.Fatal(err) {
		err = fmt.Errorf("model: %w", err)
		p.close(err)
		return err
	}
	if shut := p.shut(); err != nil && shut != nil {
		return shut
	}
	return l.take(ctx, r, a, err, p)
}

// take records an answer, or why there is none. A failure that comes of the run
// being stopped is no answer: the call will be repeated. One that may be that of
// an outage is held until it is known what became of the others.
func (l *loop) take(ctx context.Context, r llm.Request, a llm.Answer, failure error, purse *purse) error {
	p := r.Place
	if l.run.Task.Model.Kind == "file" {
		a.Calls = max(a.Calls, 1) // of a person an answer is a call
	}
	answered := &Answered{Iteration: p.Iteration, Sample: p.Sample, Attempt: p.Attempt, Role: p.Role, Answer: a}
	if failure != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		answered.Error = failure.Error()
		var limit *capError
		if errors.As(failure, &limit) {
			answered.Cap = limit.stop.Reason
		}
	} else if err := l.files().keepAnswer(r, a, l.Now()); err != nil {
		return err
	}
	if llm.Outage(failure) {
		purse.hold(answered, failure)
	} else if err := l.record(Entry{Answered: answered}); err != nil {
		return err
	}
	if l.run.Task.Model.Kind == ModelGiven && failure == nil {
		return nil
	}
	id := CandidateID(p.Iteration, p.Sample)
	if p.Role != "" {
		id += ", " + p.Role
	}
	message := fmt.Sprintf("%s: answered with %s", id, Count(a.Usage.CompletionTokens, "token"))
	if failure != nil {
		message = fmt.Sprintf("%s: no answer: %v", id, failure)
	}
	if failure == nil && a.Truncated() {
		message += "; it was cut off at the token limit: raise model.max_tokens, or ask for less reasoning"
	}
	if failure == nil && a.PromptChanged {
		message += "; the answer was recorded for another prompt"
	}
	l.notify(Event{Kind: EventAnswered, Iteration: p.Iteration, Candidate: CandidateID(p.Iteration, p.Sample), Message: message})
	return nil
}

// review judges the answers of an iteration that are not judged yet.
func (l *loop) review(ctx context.Context, it *Iteration) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(l.Cores, 1))
	for _, c := range it.Candidates {
		a := c.last()
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
	v, err := l.Reviewer.Review(ctx, answer, l.played)
	if err != nil {
		return fmt.Errorf("review of %s: %w", id, err)
	}
	v.Seconds = l.Now().Sub(start).Seconds()
	if err := l.files().keepVerdict(id, &v); err != nil {
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
		text := "accepted, " + Count(len(v.Findings), "finding")
		if v.Engine == critic.EngineYaegi {
			text += ", runs interpreted: " + v.Why
		}
		return text
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
			Sample: c.Sample, Attempt: len(c.Attempts), Messages: l.goOn(c, response),
		})
	}
	if len(asked.Calls) == 0 {
		return false, nil
	}
	longest := 0
	for _, call := range asked.Calls {
		longest = max(longest, promptTokens(call.Messages))
	}
	a := l.run.affordableAnswers(len(asked.Calls), longest, 1)
	asked.limit(a, len(asked.Calls))
	asked.Calls = asked.Calls[:a.n]
	if len(asked.Calls) == 0 {
		return false, nil
	}
	return true, l.record(Entry{Asked: asked})
}

// repairable says that a candidate may be sent back once more: a gate has
// returned it, or what was wrong with its last answer is known and its repairs are
// not used up.
func (l *loop) repairable(c *Candidate) bool {
	if c.Status == CandidateReturned {
		return true
	}
	last := c.last()
	return (c.Status == CandidateRejected || c.Status == CandidateFaulty) &&
		last.Verdict != nil && last.Answer.Text != "" && c.repairs() < *l.run.Task.Method.Repairs
}

// repairs returns how often the candidate was sent back because it was rejected or
// failed; what gates return is not counted.
func (c *Candidate) repairs() int {
	n := len(c.Attempts) - 1
	for i := range c.Attempts[:n] {
		if c.Attempts[i].returned() != nil {
			n--
		}
	}
	return n
}

// returned returns the judgement by which a gate has sent the attempt back, nil
// where none has.
func (a *Attempt) returned() *Gated {
	for i := range a.Gates {
		if a.Gates[i].Gating == GateReturn {
			return &a.Gates[i]
		}
	}
	return nil
}

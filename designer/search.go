package designer

import (
	"cmp"
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// search carries out the iterations until they are all done or something stops
// it, and records why it ended.
func (l *loop) search(ctx context.Context) error {
	for n := range *l.run.Task.Method.Iterations {
		stop := l.run.Stop
		if it := l.known(n); stop == nil && (it == nil || !it.Done) {
			var err error
			if stop, err = l.iterate(ctx, n); err != nil {
				return err
			}
		}
		if it := l.known(n); it != nil && it.Done {
			if err := l.teach(it); err != nil {
				return err
			}
		}
		if stop != nil {
			return l.stop(stop)
		}
	}
	return l.stop(l.run.completion())
}

// completion is why a search ended that carried out every iteration: where a cap
// made one smaller, that cap.
func (r *Run) completion() *Stop {
	if r.Cut == nil {
		return &Stop{Reason: StopComplete, Detail: "every iteration was carried out"}
	}
	return &Stop{Reason: r.Cut.Reason, Detail: fmt.Sprintf(
		"every iteration was carried out, but %s; a new run with a higher cap searches wider", r.Cut.Detail)}
}

// known returns iteration n, nil where there is none or it has not begun.
func (l *loop) known(n int) *Iteration {
	if n < 0 || n >= len(l.run.Iterations) {
		return nil
	}
	return l.run.Iterations[n]
}

// stop records why the search ended, once.
func (l *loop) stop(s *Stop) error {
	if l.run.Stop != nil {
		return nil
	}
	if err := l.record(Entry{Stopped: s}); err != nil {
		return err
	}
	l.notify(Event{Kind: EventStopped, Iteration: -1, Message: "the search ended: " + s.Detail})
	return nil
}

// iterate carries out iteration n: rounds of asking until one brings a scored
// candidate, then the selection. Where the search must end it says why.
func (l *loop) iterate(ctx context.Context, n int) (*Stop, error) {
	for {
		it := l.known(n)
		if it != nil {
			if err := l.settle(ctx, it); err != nil {
				return nil, err
			}
			if len(it.scored()) > 0 {
				return nil, l.selectBest(it)
			}
			if stop, err := l.unaffordable(n); stop != nil || err != nil {
				return stop, err
			}
			if it.Rounds > *l.run.Task.Method.Retries {
				return it.failure(), nil
			}
		}
		if stop, err := l.ask(n); stop != nil || err != nil {
			return stop, err
		}
	}
}

// failure says that an iteration and its repetitions brought nothing, with what
// became of the last candidate. Where a cap kept its answer away that is the
// reason.
func (it *Iteration) failure() *Stop {
	last := it.Candidates[len(it.Candidates)-1]
	why := last.Fault
	if attempt := last.Attempts[len(last.Attempts)-1]; attempt.Error != "" {
		why = "no answer: " + attempt.Error
	} else if why == "" && last.Verdict != nil {
		why = last.Verdict.summary()
	}
	reason := cmp.Or(last.Attempts[len(last.Attempts)-1].Cap, StopAllFailed)
	return &Stop{Reason: reason, Detail: fmt.Sprintf(
		"of iteration %d with its %s none could be trained; the last, %s: %s", it.Number, Count(len(it.Candidates), "candidate"), last.ID, why)}
}

// ask opens a round of iteration n: it decides how many samples the budget
// allows and records them as asked for.
func (l *loop) ask(n int) (*Stop, error) {
	messages, parents, err := l.prompt(n)
	if err != nil {
		return nil, err
	}
	a := l.affordable(messages)
	if a.n == 0 {
		return a.limit, nil
	}
	first := 0
	if it := l.known(n); it != nil {
		first = len(it.Candidates)
	}
	asked := &Asked{Iteration: n, Messages: messages}
	asked.limit(a, *l.run.Task.Method.Samples)
	for k := range a.n {
		asked.Calls = append(asked.Calls, Call{Sample: first + k, Parents: parents})
	}
	return nil, l.record(Entry{Asked: asked})
}

// limit notes the cap that allowed fewer calls than wanted.
func (a *Asked) limit(allowed allowance, wanted int) {
	if allowed.limit != nil {
		a.Cap, a.Wanted = allowed.limit.Reason, wanted
	}
}

// affordable returns how many samples of a prompt the budget allows: none unless
// it also pays for training one.
func (l *loop) affordable(messages []llm.Message) allowance {
	if a := l.run.affordableTrainings(1); a.n == 0 {
		return a
	}
	return l.run.affordableAnswers(*l.run.Task.Method.Samples, promptTokens(messages), l.run.Task.Model.SamplesPerCall)
}

// unaffordable says which cap keeps iteration n from being asked again, which
// then is why it brought nothing more; nil for none.
func (l *loop) unaffordable(n int) (*Stop, error) {
	messages, _, err := l.prompt(n)
	if err != nil {
		return nil, err
	}
	if a := l.affordable(messages); a.n == 0 {
		return a.limit, nil
	}
	return nil, nil
}

// prompt returns the messages of iteration n and the IDs of the candidates they
// hold. A round that is repeated is asked with the same prompt.
func (l *loop) prompt(n int) ([]llm.Message, []string, error) {
	if it := l.known(n); it != nil {
		return it.Messages, it.Candidates[0].Parents, nil
	}
	if n == 0 {
		b, err := NewBrief(&l.run.Task, l.Env.Spec(), l.run.Settings)
		if err != nil {
			return nil, nil, err
		}
		messages, err := FirstPrompt(l.Prompts, b)
		return messages, nil, err
	}
	carried := l.run.Candidate(l.run.Iterations[n-1].Carried)
	return reply(l.run.Iterations[0].Messages, carried.Answer(), carried.Feedback), []string{carried.ID}, nil
}

// settle brings every candidate of an iteration to its end: answers, reviews,
// repairs and trainings, until nothing is left that may still change.
func (l *loop) settle(ctx context.Context, it *Iteration) error {
	for {
		if err := l.answer(ctx, it); err != nil {
			return err
		}
		if err := l.review(ctx, it); err != nil {
			return err
		}
		if repairing, err := l.repair(it); err != nil {
			return err
		} else if repairing {
			continue
		}
		if training, err := l.train(ctx, it); err != nil {
			return err
		} else if !training {
			return nil
		}
	}
}

// progress returns how many candidates have their last answer, or the verdict
// on it, and how many there are.
func (it *Iteration) progress(kind EventKind) (done, total int) {
	for _, c := range it.Candidates {
		a := &c.Attempts[len(c.Attempts)-1]
		if a.Answered && (kind == EventAnswered || a.Verdict != nil || a.Error != "") {
			done++
		}
	}
	return done, len(it.Candidates)
}

// scored returns the candidates that have a score, by sample.
func (it *Iteration) scored() []*Candidate {
	var list []*Candidate
	for _, c := range it.Candidates {
		if c.Scored {
			list = append(list, c)
		}
	}
	return list
}

// selectBest ends an iteration: it chooses its best candidate, the best of all,
// and which of them the next prompt holds.
func (l *loop) selectBest(it *Iteration) error {
	best := l.best(it.scored(), nil)
	overall := l.best(it.scored(), l.run.Candidate(l.run.Best))
	carried := best
	if *l.run.Task.Method.Carry == CarryGlobal {
		carried = overall
	}
	err := l.record(Entry{Selected: &Selected{Iteration: it.Number, Best: best.ID, Overall: overall.ID, Carried: carried.ID}})
	if err != nil {
		return err
	}
	l.notify(Event{
		Kind: EventSelected, Iteration: it.Number, Candidate: best.ID, Score: best.Score, HasScore: true,
		Done: it.Number + 1, Total: *l.run.Task.Method.Iterations,
		Message: fmt.Sprintf("iteration %d: best is %s with %s %.4g; best of all is %s with %.4g",
			it.Number, best.ID, l.run.Env.Metric(), best.Score, overall.ID, overall.Score),
	})
	return nil
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

// teach tells a model that learns what became of its answers.
func (l *loop) teach(it *Iteration) error {
	observer, ok := l.Model.(llm.Observer)
	if !ok {
		return nil
	}
	for _, c := range it.Candidates {
		if err := observer.Observe(c.Iteration, c.Sample, c.Source, c.Score, c.tieBreak(), c.Scored); err != nil {
			return fmt.Errorf("model: what became of %s: %w", c.ID, err)
		}
	}
	return nil
}

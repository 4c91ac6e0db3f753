package designer

import (
	"cmp"
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// design is the search of methods that ask for rewards.
func (l *loop) design(ctx context.Context) error {
	if err := l.play(ctx); err != nil {
		return err
	}
	return l.search(ctx)
}

// search carries out the iterations until they are all done or something stops
// it, and records why it ended.
func (l *loop) search(ctx context.Context) error {
	for n := range l.run.iterations() {
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
			if !l.run.saidAfter(n) {
				stop = cmp.Or(stop, l.reached())
			}
		}
		if stop != nil && stop.Reason == StopAllFailed && l.run.Stop == nil && l.run.saidAfter(n) {
			if err := l.record(Entry{Selected: &Selected{Iteration: n, Overall: l.run.Best}}); err != nil {
				return err
			}
			continue // a person has said how to go on
		}
		if stop != nil {
			return l.stop(stop)
		}
	}
	return l.stop(l.run.completion())
}

// iterations is how many there are to carry out: the method's, and one for each
// comment of a person; of a search that had ended when a person commented, those until
// the last comment's.
func (r *Run) iterations() int {
	if r.over {
		return r.nextComment()
	}
	return max(*r.Task.Method.Iterations+len(r.Comments), r.nextComment())
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

// iterate carries out iteration n: rounds of asking until they have brought what
// the method wants, then the selection. Where the search must end it says why.
func (l *loop) iterate(ctx context.Context, n int) (*Stop, error) {
	for {
		if it := l.known(n); it != nil {
			if err := l.settle(ctx, it); err != nil {
				return nil, err
			}
			enough := l.missing(it) == 0
			if !enough {
				stop, err := l.unaffordable(ctx, n)
				if err != nil {
					return nil, err
				}
				if stop == nil && it.Rounds > *l.run.Task.Method.Retries {
					stop = it.failure()
				}
				if enough = stop != nil && len(it.settled()) > 0; stop != nil && !enough {
					return stop, nil
				}
			}
			if enough {
				return nil, l.selectFrom(ctx, it)
			}
		}
		if stop, err := l.ask(ctx, n); stop != nil || err != nil {
			return stop, err
		}
	}
}

// missing is how many samples an iteration still lacks: all where none has come
// to anything, else those without a result where the method wants every one. What a
// race has stopped ran, and is not missed.
func (l *loop) missing(it *Iteration) int {
	have, want := len(it.settled()), *l.run.Task.Method.Samples
	if have > 0 && !l.run.Task.Method.preset().Fill {
		return 0
	}
	if have > 0 {
		have += len(it.with(CandidateStopped))
	}
	return max(want-have, 0)
}

// settled returns the candidates that have brought something to go on with, by
// sample: a score, or what a gate found.
func (it *Iteration) settled() []*Candidate {
	var list []*Candidate
	for _, c := range it.Candidates {
		if c.Scored || c.Status == CandidateScreened {
			list = append(list, c)
		}
	}
	return list
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
func (l *loop) ask(ctx context.Context, n int) (*Stop, error) {
	// Composing may ask the model for what the prompt holds, which is for nothing where
	// nothing can be trained any more.
	if a := l.run.affordableTrainings(1); a.n == 0 {
		return a.limit, nil
	}
	r, err := l.compose(ctx, n)
	if err != nil {
		return nil, err
	}
	a := l.affordable(r)
	if a.n == 0 {
		return a.limit, nil
	}
	asked := &Asked{Iteration: n, Messages: r.messages, Examples: r.examples, Calls: r.calls[:a.n]}
	asked.limit(a, len(r.calls))
	return nil, l.record(Entry{Asked: asked})
}

// limit notes the cap that allowed fewer calls than wanted.
func (a *Asked) limit(allowed allowance, wanted int) {
	if allowed.limit != nil {
		a.Cap, a.Wanted = allowed.limit.Reason, wanted
	}
}

// affordable returns how many samples of a round the budget allows: none unless
// it also pays for training one.
func (l *loop) affordable(r *round) allowance {
	if a := l.run.affordableTrainings(1); a.n == 0 {
		return a
	}
	longest := 0
	for _, call := range r.calls {
		messages := r.messages
		if call.Messages != nil {
			messages = call.Messages
		}
		longest = max(longest, promptTokens(messages))
	}
	return l.run.affordableAnswers(len(r.calls), longest, l.run.Task.Model.SamplesPerCall)
}

// unaffordable says which cap keeps iteration n from being asked again, which
// then is why it brought nothing more; nil for none.
func (l *loop) unaffordable(ctx context.Context, n int) (*Stop, error) {
	r, err := l.compose(ctx, n)
	if err != nil {
		return nil, err
	}
	if a := l.affordable(r); a.n == 0 {
		return a.limit, nil
	}
	return nil, nil
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
		if err := l.gate(ctx, it); err != nil {
			return err
		}
		if repairing, err := l.repair(it); err != nil {
			return err
		} else if repairing {
			continue
		}
		if lapsed, err := l.lapse(it); err != nil {
			return err
		} else if lapsed {
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

package designer

import (
	"fmt"
	"slices"
)

// Fold applies one entry of the journal to a run. The first entry of a journal
// is applied to a zero Run. An entry that does not fit what came before it, as
// only a damaged journal has one, is an error.
func Fold(r *Run, e Entry) error {
	if err := r.apply(e); err != nil {
		return fmt.Errorf("journal entry %q: %w", e.Kind(), err)
	}
	r.Ledger.Wall = e.Elapsed
	return nil
}

func (r *Run) apply(e Entry) error {
	switch {
	case e.Started != nil:
		if _, err := e.Started.Task.Method.known(); err != nil {
			return err
		}
		*r = Run{
			Task: e.Started.Task.Resolved(), Env: e.Started.Env, Settings: e.Started.Settings, Cores: e.Started.Cores,
			Prompts: e.Started.Prompts, Templates: e.Started.Templates, Machine: e.Started.Machine, Status: RunUnfinished,
			Source: e.Started.Source,
		}
	case e.Resumed != nil:
		r.Status, r.Error, r.Awaits = RunUnfinished, "", ""
		r.Resumed++
		r.move(e.Resumed.Machine)
		return r.repeat(e.Resumed.InFlight)
	case e.Asked != nil:
		return r.asked(e.Asked)
	case e.Answered != nil:
		return r.answered(e.Answered)
	case e.Reviewed != nil:
		return r.reviewed(e.Reviewed)
	case e.Gated != nil:
		return r.gated(e.Gated)
	case e.Planned != nil:
		return r.planned(e.Planned)
	case e.Trained != nil:
		return r.trained(e.Trained)
	case e.Checked != nil:
		return r.checked(e.Checked)
	case e.Scored != nil:
		return r.scored(e.Scored)
	case e.Picked != nil:
		return r.picked(e.Picked)
	case e.Commented != nil:
		return r.commented(e.Commented)
	case e.Reopened != nil:
		r.reopened()
	case e.Waiting != nil:
		r.Status, r.Awaits = RunWaiting, e.Waiting.For
	case e.Selected != nil:
		return r.selected(e.Selected)
	case e.Stopped != nil:
		r.Stop = e.Stopped
	case e.FitBegun != nil:
		r.Fitting, r.fits = &Fitting{FitBegun: *e.FitBegun}, nil
	case e.Fitted != nil:
		return r.fitted(e.Fitted)
	case e.FitEnded != nil:
		return r.fitEnded(e.FitEnded)
	case e.Concluded != nil:
		r.concluded(e.Concluded)
	case e.Interrupted != nil:
		r.Status = RunInterrupted
	case e.Failed != nil:
		r.Status, r.Error = RunFailed, e.Failed.Error
	case e.Ended != nil:
		r.Status = RunDone
	default:
		return fmt.Errorf("it holds nothing that this version knows")
	}
	return nil
}

// iteration returns iteration n, making it if it is the next one.
func (r *Run) iteration(n int) (*Iteration, error) {
	if n == len(r.Iterations) {
		r.Iterations = append(r.Iterations, &Iteration{Number: n})
	}
	if n < 0 || n >= len(r.Iterations) {
		return nil, fmt.Errorf("iteration %d of %d", n, len(r.Iterations))
	}
	return r.Iterations[n], nil
}

// asked opens a round or repairs of an iteration.
func (r *Run) asked(a *Asked) error {
	it, err := r.iteration(a.Iteration)
	if err != nil {
		return err
	}
	if a.Messages != nil {
		it.Messages, it.Examples = a.Messages, a.Examples
	}
	what := "repairs"
	switch {
	case slices.ContainsFunc(a.Calls, func(c Call) bool { return c.Role != "" }):
		what = "consultations"
	case slices.ContainsFunc(a.Calls, func(c Call) bool { return c.Attempt == 0 }):
		it.Rounds++
		it.First, it.Cap = len(it.Candidates), a.Cap
		what = "samples"
	}
	if a.Cap != "" {
		r.cut(a.Cap, "allowed iteration %d no more than %d of %d %s", it.Number, len(a.Calls), a.Wanted, what)
	}
	for _, call := range a.Calls {
		if call.Role != "" {
			if err := r.consulted(it, &call); err != nil {
				return err
			}
			continue
		}
		if call.Attempt == 0 {
			it.Candidates = append(it.Candidates, &Candidate{
				ID: CandidateID(it.Number, call.Sample), Iteration: it.Number, Sample: call.Sample, Parents: call.Parents,
			})
		}
		c, err := r.sample(a.Iteration, call.Sample)
		if err != nil {
			return err
		}
		if len(c.Attempts) != call.Attempt {
			return fmt.Errorf("%s: attempt %d follows %d attempts", c.ID, call.Attempt, len(c.Attempts))
		}
		c.Attempts = append(c.Attempts, Attempt{Number: call.Attempt, Exchange: Exchange{Messages: call.Messages}})
		c.Status = CandidateAsked
	}
	return nil
}

// cut notes the first time that a cap makes the search smaller.
func (r *Run) cut(reason StopReason, format string, a ...any) {
	if r.Cut == nil {
		r.Cut = &Stop{Reason: reason, Detail: fmt.Sprintf("budget.%s ", reason) + fmt.Sprintf(format, a...)}
	}
}

// sample returns the candidate of a sample.
func (r *Run) sample(iteration, sample int) (*Candidate, error) {
	id := CandidateID(iteration, sample)
	c := r.Candidate(id)
	if c == nil {
		return nil, fmt.Errorf("there is no candidate %s", id)
	}
	return c, nil
}

// attempt returns a candidate with its attempt of the given number.
func (r *Run) attempt(iteration, sample, number int) (*Candidate, *Attempt, error) {
	c, err := r.sample(iteration, sample)
	if err != nil {
		return nil, nil, err
	}
	if number < 0 || number >= len(c.Attempts) {
		return nil, nil, fmt.Errorf("%s has no attempt %d", c.ID, number)
	}
	return c, &c.Attempts[number], nil
}

func (r *Run) reviewed(v *Reviewed) error {
	c, attempt, err := r.attempt(v.Iteration, v.Sample, v.Attempt)
	if err != nil {
		return err
	}
	verdict := v.Verdict
	attempt.Verdict, c.Verdict, c.Source = &verdict, &verdict, verdict.Source
	c.Trainings, c.Report, c.Fault, c.Feedback = nil, nil, "", ""
	c.Status = CandidateRejected
	if verdict.Accepted {
		c.Status = CandidateAccepted
	}
	r.Ledger.Review.Seconds += verdict.Seconds
	return nil
}

func (r *Run) gated(g *Gated) error {
	c, attempt, err := r.attempt(g.Iteration, g.Sample, g.Attempt)
	if err != nil {
		return err
	}
	attempt.Gates = append(attempt.Gates, *g)
	switch g.Gating {
	case GatePass:
		if c.Status == CandidateReturned { // it could not be rewritten
			c.Status = CandidateAccepted
		}
	case GateReturn:
		c.Status = CandidateReturned
	case GateSkip:
		c.Status, c.Feedback = CandidateScreened, g.Response
		r.Ledger.Screened.Candidates++
		r.Ledger.Screened.Steps += g.Saved
	}
	return nil
}

// picked notes what a person preferred of an iteration.
func (r *Run) picked(p *Picked) error {
	it, err := r.iteration(p.Iteration)
	if err != nil {
		return err
	}
	for _, id := range []string{p.Best, p.Worst} {
		if id != "" && r.Candidate(id) == nil {
			return fmt.Errorf("there is no candidate %s", id)
		}
	}
	it.Picked = p
	return nil
}

func (r *Run) selected(s *Selected) error {
	it, err := r.iteration(s.Iteration)
	if err != nil {
		return err
	}
	it.Best, it.Carried, it.Done = s.Best, s.Carried, true
	if s.Overall != r.Best {
		r.finals = slices.DeleteFunc(r.finals, func(t Trained) bool { return t.Arm == ArmDesigned })
	}
	r.Best = s.Overall
	return nil
}

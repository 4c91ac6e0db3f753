package designer

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/designer/llm"
)

// What the model was asked and what it answered.

// consulted opens a consultation about an attempt of a candidate.
func (r *Run) consulted(it *Iteration, call *Call) error {
	c, _, err := r.attempt(it.Number, call.Sample, call.Attempt)
	if err != nil {
		return err
	}
	if c.consultation(call.Attempt, call.Role) != nil {
		return fmt.Errorf("%s: %s is consulted about attempt %d again", c.ID, call.Role, call.Attempt)
	}
	c.Consultations = append(c.Consultations, &Consultation{Role: call.Role, Attempt: call.Attempt, Exchange: Exchange{Messages: call.Messages}})
	return nil
}

// exchange returns a candidate and what was said in one place of the run.
func (r *Run) exchange(p llm.Place) (*Candidate, *Exchange, error) {
	c, attempt, err := r.attempt(p.Iteration, p.Sample, p.Attempt)
	if err != nil {
		return nil, nil, err
	}
	if p.Role == "" {
		return c, &attempt.Exchange, nil
	}
	consultation := c.consultation(p.Attempt, p.Role)
	if consultation == nil {
		return nil, nil, fmt.Errorf("%s: no %s was consulted about attempt %d", c.ID, p.Role, p.Attempt)
	}
	return c, &consultation.Exchange, nil
}

func (r *Run) answered(a *Answered) error {
	c, exchange, err := r.exchange(llm.Place{Iteration: a.Iteration, Sample: a.Sample, Attempt: a.Attempt, Role: a.Role})
	if err != nil {
		return err
	}
	exchange.Answered, exchange.Answer, exchange.Error, exchange.Cap = !a.Outage, a.Answer, a.Error, a.Cap
	switch {
	case a.Outage:
	case a.Error != "":
		r.Ledger.Failures++
		if a.Role == "" {
			c.unanswered()
		}
	case r.Task.Model.Kind != ModelGiven:
		r.Ledger.Answers++
	}
	if a.Lost {
		r.lose(c, exchange)
	}
	if a.Cap != "" {
		r.cut(a.Cap, "left %s without an answer", c.ID)
	}
	spent := Spent{
		Calls: a.Answer.Calls, Usage: a.Answer.Usage, USD: a.Answer.Cost, Seconds: a.Answer.Latency.Seconds(),
	}
	if !r.Task.Model.metered() {
		spent.Calls, spent.USD = 0, 0 // earlier versions counted calls of a search
	}
	c.Spent = c.Spent.Add(spent)
	r.Ledger.Model = r.Ledger.Model.Add(spent)
	return nil
}

// repeat notes the calls that will be repeated, and charges for those that are
// lost.
func (r *Run) repeat(inFlight []llm.Place) error {
	for _, p := range inFlight {
		c, exchange, err := r.exchange(p)
		if err != nil {
			return err
		}
		r.lose(c, exchange)
	}
	r.Repeated = append(r.Repeated, inFlight...)
	return nil
}

// lose charges for a call to a server whose answer nobody will see: the call and,
// by estimate, its prompt. What the model wrote is not known. The other kinds of
// model lose nothing.
func (r *Run) lose(c *Candidate, e *Exchange) {
	if r.Task.Model.Kind != "openai" {
		return
	}
	usage := llm.Usage{PromptTokens: promptTokens(r.Iterations[c.Iteration].prompt(e)), Estimated: true}
	r.Ledger.Lost = r.Ledger.Lost.Add(Spent{Calls: 1, Usage: usage, USD: r.Task.Model.cost(usage)})
}

// prompt returns the messages that were or will be answered.
func (it *Iteration) prompt(e *Exchange) []llm.Message {
	if e.Messages != nil {
		return e.Messages
	}
	return it.Messages
}

// unanswered gives a candidate without a last answer its status: a repair that
// did not come leaves it as it was.
func (c *Candidate) unanswered() {
	switch {
	case c.Fault != "":
		c.Status = CandidateFaulty
	case c.Verdict != nil && c.Verdict.Accepted:
		c.Status = CandidateAccepted
	case c.Verdict != nil:
		c.Status = CandidateRejected
	default:
		c.Status = CandidateNoAnswer
	}
}

// InFlight returns the calls that were asked for and whose end is not known.
func (r *Run) InFlight() []llm.Place {
	var places []llm.Place
	for _, c := range r.Candidates() {
		for _, w := range c.exchanges() {
			if !w.exchange.Answered && w.exchange.Error == "" {
				places = append(places, w.place)
			}
		}
	}
	return places
}

// waiting is an exchange in its place.
type waiting struct {
	place     llm.Place
	candidate *Candidate
	exchange  *Exchange
}

// exchanges returns all that was asked of a model for a candidate: its attempts,
// then the consultations about them.
func (c *Candidate) exchanges() []waiting {
	var list []waiting
	for i := range c.Attempts {
		list = append(list, waiting{c.place(i), c, &c.Attempts[i].Exchange})
	}
	for _, k := range c.Consultations {
		p := c.place(k.Attempt)
		p.Role, p.Purpose = k.Role, k.Role
		list = append(list, waiting{p, c, &k.Exchange})
	}
	return list
}

// consultation returns what a role said about an attempt, nil where it was not
// asked.
func (c *Candidate) consultation(attempt int, role string) *Consultation {
	for _, k := range c.Consultations {
		if k.Attempt == attempt && k.Role == role {
			return k
		}
	}
	return nil
}

// place says where in the run an attempt's answer belongs.
func (c *Candidate) place(attempt int) llm.Place {
	purpose := "design"
	if attempt > 0 {
		purpose = "repair"
	}
	return llm.Place{Iteration: c.Iteration, Sample: c.Sample, Attempt: attempt, Purpose: purpose}
}

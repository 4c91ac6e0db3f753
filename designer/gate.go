package designer

import (
	"context"
	"fmt"
	"slices"

	"github.com/rewardsmith/rewardsmith/evaluator/screen"
)

// What a gate makes of a candidate.
type Gating string

// The judgements of gates.
const (
	GatePass   Gating = "pass"   // go on
	GateNote   Gating = "note"   // go on, and tell the model afterwards what was found
	GateReturn Gating = "return" // send the answer back; it is rewritten and comes here again
	GateSkip   Gating = "skip"   // train nothing; what was found is the feedback
)

// Gated is a gate's judgement of an accepted candidate, made before anything is
// trained on it.
type Gated struct {
	Iteration int    `json:"iteration"`
	Sample    int    `json:"sample"`
	Attempt   int    `json:"attempt"`
	Gate      string `json:"gate"`
	Gating    Gating `json:"gating"`
	Detail    string `json:"detail"`             // one line for people: what was found, with its numbers
	Response  string `json:"response,omitempty"` // what the model is told, verbatim; "" with GatePass
	// TPE is the trajectory preference evaluation, of a gate that made one.
	TPE *screen.TPE `json:"tpe,omitempty"`
	// Saved are the environment steps of training that GateSkip spares.
	Saved int `json:"saved,omitempty"`
}

// gate is something that a candidate has to pass.
type gate struct {
	// judge judges an accepted candidate. An error means that the judging failed,
	// which says nothing about the candidate. Place and gate of the result are
	// filled in for it.
	judge    func(ctx context.Context, l *loop, c *Candidate) (Gated, error)
	policies bool // it watches the policies of earlier candidates
	rounds   int  // how often it asks the model about one candidate at most, 0 for never
}

// Names of gates.
const (
	GateTPE         = "tpe"          // trajectory preferences; what fails is not trained
	GateTPEReleased = "tpe-released" // the same as CARD's released code has it: what fails is trained all the same
)

// The gate of the model itself.
const GateReviewer = "reviewer" // the model as a reviewer; what it objects to is rewritten

// gates is the table of gates by name.
func gates() map[string]gate {
	return map[string]gate{
		GateReviewer:    {judge: askReviewer, rounds: reviewRounds},
		GateTPE:         tpeGate(screen.FormStrict, GateSkip),
		GateTPEReleased: tpeGate(screen.FormReleased, GateNote),
	}
}

// gate lets the method's gates judge the accepted candidates of an iteration.
func (l *loop) gate(ctx context.Context, it *Iteration) error {
	for _, c := range it.with(CandidateAccepted) {
		for _, name := range l.run.Task.Method.Gates {
			if c.Status != CandidateAccepted {
				break
			}
			if c.last().gated(name) {
				continue
			}
			if err := l.gateOne(ctx, c, name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *loop) gateOne(ctx context.Context, c *Candidate, name string) error {
	g, err := gates()[name].judge(ctx, l, c)
	if err != nil {
		return fmt.Errorf("gate %s on %s: %w", name, c.ID, err)
	}
	g.Iteration, g.Sample, g.Attempt, g.Gate = c.Iteration, c.Sample, c.last().Number, name
	if g.Gating == GateSkip {
		g.Saved = l.run.candidateSteps()
	}
	if err := l.record(Entry{Gated: &g}); err != nil {
		return err
	}
	l.notify(Event{Kind: EventGated, Iteration: c.Iteration, Candidate: c.ID, Message: fmt.Sprintf("%s: %s: %s", c.ID, name, g.Detail)})
	return nil
}

// gated says that the attempt was judged by the gate.
func (a *Attempt) gated(name string) bool {
	return slices.ContainsFunc(a.Gates, func(g Gated) bool { return g.Gate == name })
}

// notes returns what gates found that the model is to be told after training.
func (a *Attempt) notes() []string {
	var list []string
	for _, g := range a.Gates {
		if g.Gating == GateNote {
			list = append(list, g.Response)
		}
	}
	return list
}

// lapse lets candidates go on as they are that a gate has returned and that could not
// be sent back, and says whether there were any.
func (l *loop) lapse(it *Iteration) (bool, error) {
	returned := it.with(CandidateReturned)
	for _, c := range returned {
		g := Gated{Iteration: c.Iteration, Sample: c.Sample, Attempt: c.last().Number, Gate: c.last().returned().Gate, Gating: GatePass,
			Detail: "the budget does not pay for sending it back: it goes on as it is"}
		if err := l.record(Entry{Gated: &g}); err != nil {
			return false, err
		}
		l.notify(Event{Kind: EventGated, Iteration: c.Iteration, Candidate: c.ID, Message: fmt.Sprintf("%s: %s: %s", c.ID, g.Gate, g.Detail)})
	}
	return len(returned) > 0, nil
}

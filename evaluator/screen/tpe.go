package screen

import "fmt"

// DefaultPass is the accuracy from which a reward passes TPE (Sun et al., arXiv
// 2410.14660).
const DefaultPass = 0.8

// TPE is the result of trajectory preference evaluation (CARD, Sun et al., arXiv
// 2410.14660): does a reward rank episodes that succeeded above all that failed?
type TPE struct {
	Form   Form    `json:"form"`
	Pass   float64 `json:"pass"` // the accuracy from which a reward passes
	Passed bool    `json:"passed"`

	// Blind says that there was nothing to rank, as Empty tells. The reward passes
	// then, which says nothing about it.
	Blind bool    `json:"blind"`
	Empty Classes `json:"empty,omitempty"`

	// Accuracy is the share of successes whose return lies above the return of every
	// failure: Above of Successes. 1 where TPE is blind.
	Accuracy  float64 `json:"accuracy"`
	Successes int     `json:"successes"`
	Failures  int     `json:"failures"`
	Above     int     `json:"above"`

	// LowestSuccess and HighestFailure are the extremes of the two classes: where
	// they are in the wrong order, the pair that a designer is shown. Nil where their
	// class is empty. Of several with the same return it is the first.
	LowestSuccess  *Ranked `json:"lowest_success,omitempty"`
	HighestFailure *Ranked `json:"highest_failure,omitempty"`
}

// Classes names the classes of episodes that are empty.
type Classes string

// What can be empty.
const (
	NoSuccesses Classes = "successes"
	NoFailures  Classes = "failures"
	NoEpisodes  Classes = "episodes"
)

// Ranked is an episode with its return.
type Ranked struct {
	Index   int     `json:"index"` // in the trajectories, for Trajectories.Record
	Episode Episode `json:"episode"`
	Return  float64 `json:"return"` // in the form of the evaluation
}

// NewTPE ranks the episodes by their returns in a form: accuracy is the share of
// successes above the highest failure, an equal return not being above. returns must
// be those of the episodes, in their order, and finite; pass lies in [0, 1].
func NewTPE(t *Trajectories, returns []Return, f Form, pass float64) TPE {
	p := TPE{Form: f, Pass: pass}
	for i, e := range t.Episodes {
		r := &Ranked{Index: i, Episode: e, Return: returns[i].In(f)}
		switch {
		case e.Success:
			p.Successes++
			if p.LowestSuccess == nil || r.Return < p.LowestSuccess.Return {
				p.LowestSuccess = r
			}
		default:
			p.Failures++
			if p.HighestFailure == nil || r.Return > p.HighestFailure.Return {
				p.HighestFailure = r
			}
		}
	}
	if p.Empty = p.empty(); p.Empty != "" {
		p.Blind, p.Passed, p.Accuracy = true, true, 1
		return p
	}
	for i, e := range t.Episodes {
		if e.Success && returns[i].In(f) > p.HighestFailure.Return {
			p.Above++
		}
	}
	p.Accuracy = float64(p.Above) / float64(p.Successes)
	p.Passed = p.Accuracy >= pass
	return p
}

// empty names what there is none of, "" where there is some of both classes.
func (p *TPE) empty() Classes {
	switch {
	case p.Successes == 0 && p.Failures == 0:
		return NoEpisodes
	case p.Successes == 0:
		return NoSuccesses
	case p.Failures == 0:
		return NoFailures
	}
	return ""
}

// Offends says that the lowest success is not above the highest failure: there is a
// pair in the wrong order.
func (p *TPE) Offends() bool { return !p.Blind && p.Above < p.Successes }

// String is one line that says what came of the evaluation.
func (p TPE) String() string {
	switch {
	case p.Empty == NoEpisodes:
		return fmt.Sprintf("TPE (%s) is blind: no episodes are known yet; it passes without saying anything", p.Form)
	case p.Blind:
		return fmt.Sprintf("TPE (%s) is blind: no %s among %d episodes; it passes without saying anything", p.Form, p.Empty, p.Successes+p.Failures)
	}
	verdict := "passes"
	if !p.Passed {
		verdict = "fails"
	}
	return fmt.Sprintf("TPE (%s) %s: %d of %d successes above the best of %d failures, accuracy %.3g, want %.3g",
		p.Form, verdict, p.Above, p.Successes, p.Failures, p.Accuracy, p.Pass)
}

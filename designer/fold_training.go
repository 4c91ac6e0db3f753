package designer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// What trainings came to.

func (r *Run) planned(p *Planned) error {
	mark := func(ids []string, status Status) error {
		for _, id := range ids {
			c := r.Candidate(id)
			if c == nil {
				return fmt.Errorf("there is no candidate %s", id)
			}
			c.Status = status
		}
		return nil
	}
	if p.Cap != "" {
		r.cut(p.Cap, "left %s of iteration %d without training", strings.Join(p.Untrained, ", "), p.Iteration)
	}
	if err := mark(p.Train, CandidateTraining); err != nil {
		return err
	}
	return mark(p.Untrained, CandidateUntrained)
}

func (r *Run) trained(t *Trained) error {
	if t.Training == nil {
		return fmt.Errorf("%s of %s holds no training", t.Arm, t.Stage)
	}
	spent := Spent{Steps: t.Training.Steps + t.Training.Repeated, Seconds: t.Training.Seconds}
	if t.Cached {
		spent = Spent{}
	}
	switch t.Stage {
	case StagePreflight:
		if r.Preflight == nil {
			r.Preflight = &Preflighted{Arm: Arm{Name: t.Arm}}
		}
		r.Preflight.Trainings = insert(r.Preflight.Trainings, *t)
		r.Ledger.Preflight = r.Ledger.Preflight.Add(spent)
	case StageSearch:
		r.Ledger.Search = r.Ledger.Search.Add(spent)
		if t.Arm == ArmHuman {
			r.Pool = insert(r.Pool, *t)
			return nil
		}
		if t.Seed >= r.Task.Training.Seeds {
			r.Ledger.Survivors += spent.Steps
		}
		c := r.Candidate(t.Arm)
		if c == nil {
			return fmt.Errorf("there is no candidate %s", t.Arm)
		}
		c.Trainings = insert(c.Trainings, *t)
		c.Spent = c.Spent.Add(spent)
	case StageFit:
		r.fits = insert(r.fits, *t)
		r.Ledger.Fit = r.Ledger.Fit.Add(spent)
	case StageFinal:
		r.finals = insert(r.finals, *t)
		r.Ledger.Final = r.Ledger.Final.Add(spent)
	default:
		return fmt.Errorf("unknown stage %q", t.Stage)
	}
	return nil
}

// insert keeps trainings in order of arm and seed, whatever order they came in.
func insert(all []Trained, t Trained) []Trained {
	at, _ := slices.BinarySearchFunc(all, t, func(a, b Trained) int {
		return cmp.Or(cmp.Compare(a.Arm, b.Arm), cmp.Compare(a.Seed, b.Seed))
	})
	return slices.Insert(all, at, t)
}

// of returns the trainings of an arm.
func of(all []Trained, arm string) []Trained {
	var list []Trained
	for _, t := range all {
		if t.Arm == arm {
			list = append(list, t)
		}
	}
	return list
}

// trainings returns what the evaluator reported.
func trainings(all []Trained) []evaluator.Training {
	list := make([]evaluator.Training, len(all))
	for i, t := range all {
		list[i] = *t.Training
	}
	return list
}

// whole returns a report with its trainings put back.
func whole(report *evaluator.Report, all []Trained) *evaluator.Report {
	if report == nil {
		return nil
	}
	r := *report
	r.Trainings = trainings(all)
	return &r
}

func (r *Run) checked(c *Checked) error {
	if r.Preflight == nil {
		return fmt.Errorf("no preflight was trained")
	}
	r.Preflight.Report, r.Preflight.Fault = whole(c.Report, r.Preflight.Trainings), c.Fault
	r.Preflight.Done, r.Preflight.Passed = true, c.Passed
	return nil
}

func (r *Run) concluded(result *Result) {
	r.Result = result
	for i := range result.Arms {
		a := &result.Arms[i]
		a.Trainings = of(r.finals, a.Name)
		if a.BestOf > 0 {
			a.Trainings = r.chosen(a)
		}
		a.Report = whole(a.Report, a.Trainings)
	}
}

// chosen returns the training of the pool that an arm has measured, all where each of
// them failed.
func (r *Run) chosen(a *Arm) []Trained {
	if len(a.Measured) == 0 {
		return r.Pool
	}
	for i := range r.Pool {
		if r.Pool[i].Seed == a.Seed {
			return r.Pool[i : i+1]
		}
	}
	return nil
}

func (r *Run) scored(s *Scored) error {
	c := r.Candidate(s.Candidate)
	if c == nil {
		return fmt.Errorf("there is no candidate %s", s.Candidate)
	}
	if s.Status == CandidateStopped {
		r.Ledger.Raced.Candidates++
		r.Ledger.Raced.Steps += s.Saved
	}
	c.Status, c.Score, c.Scored, c.Fault, c.Feedback = s.Status, s.Score, s.Scored, s.Fault, s.Feedback
	c.Report = whole(s.Report, c.Trainings)
	return nil
}

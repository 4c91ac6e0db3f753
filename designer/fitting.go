package designer

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/designer/fit"
)

// FitBegun opens the tuning of the constants that a candidate's reward names.
type FitBegun struct {
	Candidate   string         `json:"candidate"` // ID
	Constants   []fit.Constant `json:"constants"` // that are tuned, with the values that the candidate gave them
	Evaluations int            `json:"evaluations"`
	Seeds       int            `json:"seeds"` // trainings of each point, with seeds 0 and up of the search
	// Cap says why Evaluations are fewer than the task wants, "" where they are not.
	Cap string `json:"cap,omitempty"`
}

// FitPoint is one set of values with what became of it. Number 0 is the reward as
// it is, whose trainings are those of the search as far as there are any.
type FitPoint struct {
	Number int `json:"number"`
	fit.Point
	Fault  string  `json:"fault,omitempty"`  // why it has no score
	Source string  `json:"source,omitempty"` // as reviewed; "" of point 0 and of what was rejected
	Engine string  `json:"engine,omitempty"` // what runs it
	Review float64 `json:"review,omitempty"` // seconds that the critic took
}

// FitEnded ends the tuning.
type FitEnded struct {
	Why string `json:"why"` // a clause
}

// Fitting is the tuning of the best candidate's constants.
type Fitting struct {
	FitBegun
	Points []FitPoint `json:"points"`          // by number
	Ended  string     `json:"ended,omitempty"` // why; "" while it goes on
}

// Best returns the point of the highest score, the first of equals, nil where none
// has one.
func (f *Fitting) Best() *FitPoint {
	var best *FitPoint
	for i := range f.Points {
		if p := &f.Points[i]; !p.Failed && (best == nil || p.Score > best.Score) {
			best = p
		}
	}
	return best
}

// Start returns the reward as it was, nil until it has been evaluated.
func (f *Fitting) Start() *FitPoint { return f.point(0) }

// point returns the point of a number, nil where it is not known.
func (f *Fitting) point(number int) *FitPoint {
	at, ok := slices.BinarySearchFunc(f.Points, number, func(p FitPoint, n int) int { return cmp.Compare(p.Number, n) })
	if !ok {
		return nil
	}
	return &f.Points[at]
}

// FitChange is a constant before and after.
type FitChange struct {
	Name    string  `json:"name"`
	Was     float64 `json:"was"`
	Is      float64 `json:"is"`
	Factor  string  `json:"factor,omitempty"`  // Is as a multiple of Was, "" where that is 0 or nothing changed
	Comment string  `json:"comment,omitempty"` // of its declaration
}

// Changes returns what a point makes of the constants, in the order of the text.
func (f *Fitting) Changes(p *FitPoint) []FitChange {
	list := make([]FitChange, len(f.Constants))
	for i, c := range f.Constants {
		list[i] = FitChange{Name: c.Name, Was: c.Value, Is: p.Values[i], Comment: c.Comment}
		if c.Value != 0 && c.Value != p.Values[i] {
			list[i].Factor = fmt.Sprintf("%.3g", p.Values[i]/c.Value)
		}
	}
	return list
}

// Fitted returns the tuned values of the best candidate's constants, nil where
// there are none that score better than its own.
func (r *Run) Fitted() *FitPoint {
	f := r.Fitting
	if f == nil || f.Ended == "" || f.Candidate != r.Best {
		return nil
	}
	if best := f.Best(); best != nil && best.Number > 0 {
		return best
	}
	return nil
}

// designed returns what the final measurement trains on: the best candidate's
// reward, with tuned constants where these score better.
func (r *Run) designed(best *Candidate) Code {
	code := r.code(best)
	if p := r.Fitted(); p != nil {
		code.Source, code.Engine = p.Source, p.Engine
	}
	return code
}

// fitted takes a point in, whatever order they come in.
func (r *Run) fitted(p *FitPoint) error {
	if r.Fitting == nil {
		return fmt.Errorf("point %d of no fit", p.Number)
	}
	f := r.Fitting
	if f.point(p.Number) != nil || len(p.Values) != len(f.Constants) {
		return fmt.Errorf("point %d with %d values is there twice, or not of the %d constants that are tuned", p.Number, len(p.Values), len(f.Constants))
	}
	at, _ := slices.BinarySearchFunc(f.Points, p.Number, func(p FitPoint, n int) int { return cmp.Compare(p.Number, n) })
	f.Points = slices.Insert(f.Points, at, *p)
	r.Ledger.Review.Seconds += p.Review
	return nil
}

func (r *Run) fitEnded(e *FitEnded) error {
	if r.Fitting == nil {
		return fmt.Errorf("no fit was begun")
	}
	r.Fitting.Ended = e.Why
	return nil
}

// fitSeeds is how many trainings each point has.
func (r *Run) fitSeeds() int { return cmp.Or(r.Task.Fit.Seeds, r.Task.Training.Seeds) }

// fitSteps returns the environment steps that fitting takes at most.
func (r *Run) fitSteps() int {
	t, seeds := &r.Task.Fit, r.fitSeeds()
	if t.Evaluations == 0 {
		return 0
	}
	missing := max(seeds-r.Task.Training.Seeds, 0)
	points, _ := r.fitPoints(missing)
	return (missing + (points-1)*seeds) * trainingSteps(r.Settings)
}

// fitPoints returns how many points may be evaluated, and the cap that is why they
// are fewer than the task wants, if there is one. missing is how many trainings the
// first one lacks.
func (r *Run) fitPoints(missing int) (points int, why string) {
	each, b := trainingSteps(r.Settings), &r.Task.Budget
	a := allowance{n: r.Task.Fit.Evaluations - 1}
	a.cap(StopSteps, float64(b.Steps), float64(r.Ledger.Total().Steps+r.reserve()+missing*each), float64(r.fitSeeds()*each), "steps")
	a.cap(StopSearch, float64(b.Search), float64(r.Ledger.Searching()+missing*each), float64(r.fitSeeds()*each), "steps")
	if a.limit != nil {
		why = a.limit.Detail
	}
	if limit := r.Task.Fit.Steps; limit > 0 {
		if n := max(limit-r.Ledger.Fit.Steps-missing*each, 0) / (r.fitSeeds() * each); n < a.n {
			a.n, why = n, fmt.Sprintf("fit.steps is %d, and a set of values needs %d", limit, r.fitSeeds()*each)
		}
	}
	return a.n + 1, why
}

// fit reports a fit that cannot be.
func (p *problems) fit(t *Fit) {
	p.when(t.Evaluations > 0 && t.Evaluations < 3, "fit.evaluations", "want at least 3, two more than there are constants")
	p.when(t.Size > math.Log(fit.Reach), "fit.size", "want no more than the logarithm of 10, which is as far as a constant may go")
	given := t.Steps > 0 || t.Size > 0 || t.Seeds > 0 || len(t.Constants) > 0
	p.when(t.Evaluations == 0 && given, "fit", "it is off unless fit.evaluations is given; ten for each constant are a good number")
}

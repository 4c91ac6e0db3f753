package fit

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Problem is what to tune and how long.
type Problem struct {
	Constants []Constant // at least one
	// Evaluations is how many points may be evaluated, the start included; at
	// least two more than there are constants.
	Evaluations int
	Seed        uint64 // of the directions in which the search sets out
	Parallel    int    // most points in one batch; 0 for no limit
	// Size is how far from the start each constant is moved first, in natural
	// logarithms, 2.3 being a factor of 10; 0 for DefaultSize.
	Size float64
}

// DefaultSize moves a constant by a factor of 1.65.
const DefaultSize = 0.5

// check reports what makes a problem impossible.
func (p *Problem) check() error {
	n := len(p.Constants)
	if n == 0 {
		return ErrNone
	}
	if p.Evaluations < n+2 {
		return fmt.Errorf("%d evaluations are too few to tune %d constants: allow at least %d, or list fewer constants", p.Evaluations, n, n+2)
	}
	if p.Parallel < 0 || !(p.Size >= 0 && p.Size <= width) {
		return fmt.Errorf("fit: parallel %d and size %g: want no less than 0, and a size of at most %.4g", p.Parallel, p.Size, width)
	}
	for _, c := range p.Constants {
		if math.IsNaN(c.Value) || math.IsInf(c.Value, 0) {
			return fmt.Errorf("fit: constant %s is %v", c.Name, c.Value)
		}
	}
	return nil
}

// Point is one set of values and how good it is.
type Point struct {
	Values []float64 `json:"values"` // of Problem.Constants, in their order
	Score  float64   `json:"score"`  // by which candidates are compared, higher is better; no meaning where Failed
	Failed bool      `json:"failed,omitempty"`
}

// Named returns the point's values by name, for With.
func (p Point) Named(constants []Constant) map[string]float64 {
	named := map[string]float64{}
	for i, c := range constants {
		named[c.Name] = p.Values[i]
	}
	return named
}

// Why a search ended.
const (
	StopBudget    = "budget"    // every evaluation was made
	StopConverged = "converged" // nothing new was left to try
)

// Result is what came of a search.
type Result struct {
	Points []Point `json:"points"` // in the order of evaluation; the first is the start
	Best   int     `json:"best"`   // index of the best one, the first of equals
	Stop   string  `json:"stop,omitempty"`
}

// Evaluate scores a batch of points, each the values of all constants: higher is
// better, NaN where a point cannot be scored. What it is given depends on the
// problem and the scores so far alone, so that it may answer points that a record
// knows from there.
type Evaluate func(ctx context.Context, batch [][]float64) ([]float64, error)

// Fit searches for better values. It evaluates the start first, never the same
// point twice, and no more points than the problem allows. The best point is
// never worse than the start by the scores that it was given; where these are
// noisy its own is too good by selection, so measure it anew.
//
// An error of evaluate, also that of ctx, ends the search and comes with what was
// evaluated by then. A start without a score is an error.
func Fit(ctx context.Context, p Problem, evaluate Evaluate) (Result, error) {
	if err := p.check(); err != nil {
		return Result{}, err
	}
	if p.Size == 0 {
		p.Size = DefaultSize
	}
	s := &search{ctx: ctx, problem: p, evaluate: evaluate, known: map[string]float64{}}
	err := s.run()
	return s.result, err
}

// search is a Fit under way. Places are where the optimiser looks, see
// Constant.at; costs are negative scores.
type search struct {
	ctx      context.Context
	problem  Problem
	evaluate Evaluate

	result Result
	places [][]float64        // of result.Points
	known  map[string]float64 // cost of each point evaluated, by its values
}

// left is how many more points may be evaluated.
func (s *search) left() int { return s.problem.Evaluations - len(s.result.Points) }

// values returns the values of the constants at a place, and their key.
func (s *search) values(place []float64) ([]float64, string) {
	v := make([]float64, len(place))
	for i := range v {
		v[i] = s.problem.Constants[i].at(place[i])
	}
	return v, fmt.Sprint(v)
}

// errBudget says that a point was not evaluated for lack of budget.
var errBudget = errors.New("no evaluation is left")

// costs returns the cost of each place, +Inf where there is no score, evaluating
// those that are not known in batches. The error is errBudget where there are
// more of them than may be evaluated.
func (s *search) costs(places [][]float64) ([]float64, error) {
	var fresh [][]float64
	var at [][]float64
	asked := map[string]bool{}
	for _, place := range places {
		v, key := s.values(place)
		if _, ok := s.known[key]; !ok && !asked[key] {
			asked[key] = true
			fresh, at = append(fresh, v), append(at, place)
		}
	}
	if len(fresh) > s.left() {
		return nil, errBudget
	}
	size := len(fresh)
	if s.problem.Parallel > 0 {
		size = s.problem.Parallel
	}
	for i := 0; i < len(fresh); i += size {
		end := min(i+size, len(fresh))
		if err := s.batch(fresh[i:end], at[i:end]); err != nil {
			return nil, err
		}
	}
	costs := make([]float64, len(places))
	for i, place := range places {
		_, key := s.values(place)
		costs[i] = s.known[key]
	}
	return costs, nil
}

// batch evaluates points and remembers them.
func (s *search) batch(values, places [][]float64) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	given := make([][]float64, len(values))
	for i := range values {
		given[i] = slices.Clone(values[i])
	}
	scores, err := s.evaluate(s.ctx, given)
	if err != nil {
		return err
	}
	if len(scores) != len(values) {
		return fmt.Errorf("fit: %d scores for %d points", len(scores), len(values))
	}
	for i, score := range scores {
		point := Point{Values: values[i], Score: score}
		cost := -score
		if math.IsNaN(score) || math.IsInf(score, 0) {
			point.Score, point.Failed, cost = 0, true, math.Inf(1)
		}
		s.known[fmt.Sprint(values[i])] = cost
		s.result.Points = append(s.result.Points, point)
		s.places = append(s.places, inBox(places[i]))
		if best := s.result.Points[s.result.Best]; !point.Failed && (best.Failed || point.Score > best.Score) {
			s.result.Best = len(s.result.Points) - 1
		}
	}
	return nil
}

package fit

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/optimize"
)

const (
	// closeness is the distance from the best point, in units of Problem.Size,
	// within which noise decides between points: by default 20 % of a constant.
	closeness = 0.4
	// idle is how many points in a row may be known already before the search
	// starts anew, and fruitless how many starts in a row may find nothing new
	// before it ends.
	idle, fruitless = 50, 5
)

// run searches until the budget is spent or nothing new is found.
func (s *search) run() error {
	origin := make([]float64, len(s.problem.Constants))
	costs, err := s.costs([][]float64{origin})
	if err != nil {
		return err
	}
	if math.IsInf(costs[0], 1) {
		return errors.New("fit: the reward as it is has no score; tune one that can be trained on")
	}
	dice := rand.NewPCG(s.problem.Seed, 0)
	for misses := 0; misses < fruitless; {
		before := len(s.result.Points)
		err := s.round(s.places[s.result.Best], dice)
		if errors.Is(err, errBudget) {
			s.result.Stop = StopBudget
			return nil
		}
		if err != nil {
			return err
		}
		if misses++; len(s.result.Points) > before {
			misses = 0
		}
	}
	s.result.Stop = StopConverged
	return nil
}

// round runs the simplex method once from a simplex about a place.
func (s *search) round(center []float64, dice *rand.PCG) error {
	vertices := corners(center, s.problem.Size, dice)
	costs, err := s.costs(vertices)
	if errors.Is(err, errBudget) { // as many of them as there is budget for
		return errors.Join(s.spend(vertices), err)
	}
	if err != nil {
		return err
	}
	w := walk{search: s, best: slices.Clone(vertices[0]), cost: costs[0]}
	for i := range vertices {
		w.consider(vertices[i], costs[i])
	}
	w.near, w.repeated = 0, 0
	settings := &optimize.Settings{InitValues: &optimize.Location{F: costs[0]}, Converger: optimize.NeverTerminate{}}
	method := &optimize.NelderMead{InitialVertices: vertices, InitialValues: costs}
	_, err = optimize.Minimize(optimize.Problem{Func: w.costAt, Status: w.status}, center, settings, method)
	if w.err != nil {
		return w.err
	}
	if err != nil {
		return fmt.Errorf("fit: %w", err)
	}
	return nil
}

// spend evaluates places one by one until no evaluation is left.
func (s *search) spend(places [][]float64) error {
	for _, place := range places {
		if _, err := s.costs([][]float64{place}); err != nil {
			return err
		}
	}
	return nil
}

// corners returns a simplex: a place, and one at a distance along each axis, up
// or down as dice fall, but not out of the box.
func corners(center []float64, size float64, dice *rand.PCG) [][]float64 {
	vertices := [][]float64{slices.Clone(center)}
	for i := range center {
		v := slices.Clone(center)
		step := size
		if dice.Uint64()>>63 == 1 {
			step = -size
		}
		if math.Abs(v[i]+step) > width {
			step = -step
		}
		v[i] += step
		vertices = append(vertices, v)
	}
	return vertices
}

// walk is the simplex method under way.
type walk struct {
	*search
	best     []float64
	cost     float64 // of best
	near     int     // points in a row that lay close to the best one
	repeated int     // points in a row that were known
	err      error   // what ended it
}

// costAt is the function that is minimised. After an error it evaluates nothing.
func (w *walk) costAt(place []float64) float64 {
	if w.err != nil {
		return math.Inf(1)
	}
	before := len(w.result.Points)
	costs, err := w.costs([][]float64{place})
	if err != nil {
		w.err = err
		return math.Inf(1)
	}
	w.repeated++
	if len(w.result.Points) > before {
		w.repeated = 0
	}
	w.consider(place, costs[0])
	return costs[0]
}

// consider notes how far a point is from the best one.
func (w *walk) consider(place []float64, cost float64) {
	distance := 0.0
	for i := range place {
		distance = max(distance, math.Abs(place[i]-w.best[i]))
	}
	if w.near++; distance > closeness*w.problem.Size {
		w.near = 0
	}
	if cost < w.cost {
		w.best, w.cost = slices.Clone(place), cost
	}
}

// status ends the walk after an error, and where nothing of interest comes any
// more.
func (w *walk) status() (optimize.Status, error) {
	if w.err != nil {
		return optimize.Failure, w.err
	}
	if w.near > len(w.best) || w.repeated >= idle {
		return optimize.MethodConverge, nil
	}
	return optimize.NotTerminated, nil
}

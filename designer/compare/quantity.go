package compare

import (
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/designer"
	"github.com/rewardsmith/rewardsmith/designer/interval"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/number"
)

// Quantity is something measured over runs.
type Quantity struct {
	N    int     `json:"n"` // runs
	Mean float64 `json:"mean"`
	Min  float64 `json:"min"`
	Max  float64 `json:"max"`
	// Lo and Hi are the 95 % interval of the mean over runs: Student's t, cut to
	// what the quantity can be. They are nil for one run, and in demonstrations.
	Lo *float64 `json:"lo,omitempty"`
	Hi *float64 `json:"hi,omitempty"`
}

// newQuantity sums up the finite ones of values, nil where there are none. lo and
// hi bound what a value can be.
func newQuantity(values []float64, lo, hi float64, inference bool) *Quantity {
	var known []float64
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			known = append(known, v)
		}
	}
	if known == nil {
		return nil
	}
	s := interval.Clip(evaluator.NewStat(known), lo, hi)
	q := &Quantity{N: s.N, Mean: s.Mean, Min: s.Min, Max: s.Max}
	if inference && s.N > 1 {
		q.Lo, q.Hi = &s.Lo, &s.Hi
	}
	return q
}

// Quantities are what a row of the table tells; nil is not known, or has no
// meaning.
type Quantities struct {
	Score         *Quantity `json:"score,omitempty"`          // task metric, mean of the run's final measurements
	Success       *Quantity `json:"success,omitempty"`        // share of episodes, 0..1
	Normalised    *Quantity `json:"normalised,omitempty"`     // (score - sparse) / |human - sparse|
	MaxNormalised *Quantity `json:"max_normalised,omitempty"` // likewise, of the maxima over training
	Calls         *Quantity `json:"calls,omitempty"`
	Tokens        *Quantity `json:"tokens,omitempty"`
	USD           *Quantity `json:"usd,omitempty"`
	PolicySteps   *Quantity `json:"policy_steps,omitempty"` // environment steps of training one policy
	SearchSteps   *Quantity `json:"search_steps,omitempty"` // environment steps of training candidates
	Seconds       *Quantity `json:"seconds,omitempty"`
}

// kind is a quantity of the table: what it is called, where it stands, and how it
// is averaged over tasks.
type kind struct {
	name   string // in compare.csv
	header string // in tables for people
	about  string
	of     func(*Quantities) **Quantity
	value  func(*valued) float64
	write  func(float64) string // for people
	// outcome says that the quantity is one of results, not of costs, and is shown
	// with its interval.
	outcome bool
	// average says which tasks the average over tasks is of.
	average averaging
}

// averaging says how a quantity is averaged over tasks.
type averaging int

const (
	never            averaging = iota // it has another unit for each task
	overTasks                         // tasks that are no smoke test
	withSuccess                       // those of them that have a success
	withYardstick                     // those of them on which scores can be normalised
	withMaxYardstick                  // and maxima, too
)

// kinds are the quantities in the order of the columns.
var kinds = []kind{
	{"score", "SCORE", "task metric of the final measurement, mean of a run's training seeds",
		func(q *Quantities) **Quantity { return &q.Score }, func(v *valued) float64 { return v.score }, significant, true, never},
	{"success", "SUCCESS", "share of successful episodes in the final measurement",
		func(q *Quantities) **Quantity { return &q.Success }, func(v *valued) float64 { return v.success }, percent, true, withSuccess},
	{"normalised", "NORMALISED", "human normalised score: (score - sparse) / |human - sparse|, so that the sparse reward is 0 and the human one 1",
		func(q *Quantities) **Quantity { return &q.Normalised }, func(v *valued) float64 { return v.normalised }, hundredths, true, withYardstick},
	{"max_normalised", "MAX FORM", "the same of the largest scores during training, as Eureka reports it; it favours lucky spikes",
		func(q *Quantities) **Quantity { return &q.MaxNormalised }, func(v *valued) float64 { return v.maxNormalised }, hundredths, true, withMaxYardstick},
	{"calls", "CALLS", "calls of a language model in one run",
		func(q *Quantities) **Quantity { return &q.Calls }, func(v *valued) float64 { return float64(v.Calls) }, count, false, overTasks},
	{"tokens", "TOKENS", "tokens of its prompts and answers",
		func(q *Quantities) **Quantity { return &q.Tokens }, func(v *valued) float64 { return float64(v.Tokens) }, count, false, overTasks},
	{"usd", "MONEY", "what they cost in US dollars",
		func(q *Quantities) **Quantity { return &q.USD }, func(v *valued) float64 { return v.USD }, designer.Dollars, false, overTasks},
	{"policy_steps", "POLICY STEPS", "environment steps of training one policy",
		func(q *Quantities) **Quantity { return &q.PolicySteps }, func(v *valued) float64 { return float64(v.PolicySteps) }, count, false, overTasks},
	{"search_steps", "SEARCH STEPS", "environment steps of training all candidates of one run",
		func(q *Quantities) **Quantity { return &q.SearchSteps }, func(v *valued) float64 { return float64(v.SearchSteps) }, count, false, overTasks},
	{"seconds", "SECONDS", "time that one run took",
		func(q *Quantities) **Quantity { return &q.Seconds }, func(v *valued) float64 { return v.Seconds }, seconds, false, overTasks},
}

// seconds writes a time, its tenths only where it is short.
func seconds(v float64) string {
	if v < 9.95 {
		return number.Fixed(v, 1)
	}
	return number.Fixed(v, 0)
}

// significant writes four significant digits.
func significant(v float64) string { return number.Significant(v, 4) }

// hundredths writes two decimals.
func hundredths(v float64) string { return number.Fixed(v, 2) }

// percent writes a share.
func percent(v float64) string { return fmt.Sprintf("%.3g %%", 100*v) }

// count writes how many there are, thousands and millions as k and M.
func count(v float64) string {
	switch {
	case v >= 999_950:
		return fmt.Sprintf("%.4gM", v/1e6)
	case v >= 10_000:
		return fmt.Sprintf("%.4gk", v/1e3)
	}
	return fmt.Sprintf("%.4g", v)
}

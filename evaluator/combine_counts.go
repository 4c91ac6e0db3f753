package evaluator

import (
	"math"

	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// Counts are how often a training has been in each bin of each term. They begin
// empty and are part of the training's state: with them and the learner it can be
// carried on. They depend on the rollouts alone, in [T][N] order, so that the number
// of workers changes nothing.
//
// Bins are of one width: (hi-lo)/Bins of the range [lo, hi] that the term's values
// cover in the first rollout, and bin b, from 0, begins at lo + b*width. Values
// outside of that range have bins of the same width on either side of it, Beyond of
// them; the outermost ones have no outer bound. While a term has only ever had one
// value there is no range: that value is one bin, and the first rollout that brings
// another one sets lo and hi, from all values so far.
type Counts struct {
	Terms []TermCounts `json:"terms"` // in the reward's order; none before the first rollout
}

// TermCounts are the counts of one term.
type TermCounts struct {
	Lo     float64 `json:"lo"`     // where bin 0 begins, or the only value so far
	Width  float64 `json:"width"`  // of a bin; 0 while there is one value
	Visits []int   `json:"visits"` // [Beyond + Bins + Beyond], by bin from -Beyond on
}

// countable says that a value has a bin. Others are for the learner to refuse.
func countable(v float64) bool { return math.Abs(v) <= ppo.MaxMagnitude }

// visit counts the transitions of a rollout, all of whose terms are countable, and
// adds the bonus of each, its own visit included, to total.
func (c *Counts) visit(rule *Combine, total []float64, terms [][]float64) {
	if c.Terms == nil {
		c.Terms = make([]TermCounts, len(terms))
	}
	for k, column := range terms {
		c.Terms[k].cover(rule, column)
	}
	for i := range total {
		sum := 0.0
		for k, column := range terms {
			t := &c.Terms[k]
			at := t.bin(rule, column[i])
			t.Visits[at]++
			sum += 1 / math.Sqrt(float64(t.Visits[at]))
		}
		total[i] += rule.Bonus * sum
	}
}

// rate adds the bonus of transitions that are not counted to total: a bin in which
// the training has never been has that of a first visit. A term that is not countable
// has no bonus.
func (c *Counts) rate(rule *Combine, total []float64, terms [][]float64) {
	for i := range total {
		sum := 0.0
		for k, column := range terms {
			if !countable(column[i]) {
				continue
			}
			visits := 0
			if k < len(c.Terms) {
				visits = c.Terms[k].visits(rule, column[i])
			}
			sum += 1 / math.Sqrt(float64(max(visits, 1)))
		}
		total[i] += rule.Bonus * sum
	}
}

// cover sets where the bins are as soon as there is a range.
func (t *TermCounts) cover(rule *Combine, column []float64) {
	if t.Width > 0 || len(column) == 0 {
		return
	}
	lo, hi := column[0], column[0]
	if t.Visits != nil {
		lo, hi = t.Lo, t.Lo
	}
	for _, v := range column {
		lo, hi = min(lo, v), max(hi, v)
	}
	only, before := t.Lo, 0
	if t.Visits == nil {
		t.Visits = make([]int, rule.Bins+2*rule.Beyond)
	} else {
		before = t.Visits[rule.Beyond]
		t.Visits[rule.Beyond] = 0
	}
	t.Lo, t.Width = lo, (hi-lo)/float64(rule.Bins)
	if before > 0 {
		t.Visits[t.bin(rule, only)] = before
	}
}

// bin returns the index in Visits of a value's bin. Without a width, as while there is
// one value or where the range is too small for a number, it is the same for all.
func (t *TermCounts) bin(rule *Combine, v float64) int {
	if t.Width == 0 {
		return rule.Beyond
	}
	b := math.Floor((v - t.Lo) / t.Width)
	b = max(float64(-rule.Beyond), min(b, float64(rule.Bins+rule.Beyond-1)))
	return rule.Beyond + int(b)
}

// visits returns how often the training was in a value's bin. While there has been
// one value, others have no visits.
func (t *TermCounts) visits(rule *Combine, v float64) int {
	if t.Width == 0 && v != t.Lo {
		return 0
	}
	return t.Visits[t.bin(rule, v)]
}

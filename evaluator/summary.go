package evaluator

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
)

// constantBelow is the change of a term's mean, relative to its mean absolute
// value, below which the term counts as constant over training.
const constantBelow = 0.01

// NewReport sums up the trainings of one reward, which must all have had the
// same settings. Trainings that stopped on a fault count in Steps, Seconds and
// Warnings, and in nothing else. Those that a race stopped count as far as they went.
func NewReport(env envs.Env, s Settings, trainings []Training) *Report {
	spec := env.Spec()
	r := &Report{
		Env: spec.Name, Settings: s, Trainings: trainings, Ends: map[string]int{},
		Backend: names(trainings, func(t *Training) string { return cmp.Or(t.Backend, BackendCPU) }),
		Device:  names(trainings, func(t *Training) string { return cmp.Or(t.Device, Device()) }),
		Kernels: names(trainings, func(t *Training) string { return t.Kernels }),
	}
	var whole []*Training
	for i := range trainings {
		t := &trainings[i]
		r.Terms = t.Terms
		r.Steps += t.Steps
		r.Seconds += t.Seconds
		if r.Stopped == nil {
			r.Stopped = t.Stopped
		}
		for _, w := range t.Warnings {
			w.Message = fmt.Sprintf("seed %d: %s", t.Seed, w.Message)
			r.Warnings = append(r.Warnings, w)
		}
		if t.Fault == "" && len(t.Curve) > 0 {
			whole = append(whole, t)
		}
	}
	r.measure(whole)
	r.episodes(whole)
	r.Shares = shares(r.Terms, whole)
	r.Correlation = curveCorrelation(spec, whole...)
	r.HumanCorrelation = humanCorrelation(whole)
	for _, share := range r.Shares {
		if !share.Moved {
			r.Warnings = append(r.Warnings, Warning{Kind: WarningConstantTerm, Message: fmt.Sprintf(
				"term %s kept its mean of %.4g per step through training", share.Name, share.Mean)})
		}
	}
	return r
}

// names lists what trainings ran on, in the order in which they come.
func names(trainings []Training, of func(t *Training) string) string {
	var list []string
	for i := range trainings {
		if name := of(&trainings[i]); !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return strings.Join(list, ", ")
}

// measure fills the statistics over training seeds.
func (r *Report) measure(trainings []*Training) {
	over := func(f func(t *Training) float64) Stat {
		values := make([]float64, len(trainings))
		for i, t := range trainings {
			values[i] = f(t)
		}
		return NewStat(values)
	}
	top := func(t *Training, f func(*Checkpoint) float64) float64 {
		best := math.Inf(-1)
		for i := range t.Curve {
			best = max(best, f(&t.Curve[i]))
		}
		return best
	}
	r.Score = over(func(t *Training) float64 { return t.last().Score })
	r.Success = over(func(t *Training) float64 { return t.last().Success })
	r.Length = over(func(t *Training) float64 { return t.last().Length })
	r.MaxScore = over(func(t *Training) float64 { return top(t, func(c *Checkpoint) float64 { return c.Score }) })
	r.MaxSuccess = over(func(t *Training) float64 { return top(t, func(c *Checkpoint) float64 { return c.Success }) })
}

// last returns the checkpoint at the end of training.
func (t *Training) last() *Checkpoint { return &t.Curve[len(t.Curve)-1] }

// episodes picks the report's episodes from those of the trainings.
func (r *Report) episodes(trainings []*Training) {
	gap := math.Inf(1)
	for _, t := range trainings {
		for end, n := range t.Ends {
			r.Ends[end] += n
		}
		if r.Best == nil || t.Best.better(r.Best) {
			r.Best = t.Best
		}
		if r.Worst == nil || r.Worst.better(t.Worst) {
			r.Worst = t.Worst
		}
		if p := t.NearestPair; p != nil && math.Abs(p[0].Return-p[1].Return) < gap {
			gap = math.Abs(p[0].Return - p[1].Return)
			r.NearestPair = p
		}
	}
}

// better says that e did better at the task than f.
func (e *Episode) better(f *Episode) bool {
	if e.Success != f.Success {
		return e.Success
	}
	return e.Score > f.Score
}

// humanCorrelation is that of the two returns over the checkpoints of trainings.
func humanCorrelation(trainings []*Training) float64 {
	var own, human []float64
	for _, t := range trainings {
		for i := range t.Curve {
			own, human = append(own, t.Curve[i].Return), append(human, t.Curve[i].HumanReturn)
		}
	}
	return Correlation(own, human)
}

// shares compares the terms over trainings.
func shares(terms []string, trainings []*Training) []TermShare {
	if len(trainings) == 0 {
		return nil
	}
	all := 0.0
	list := make([]TermShare, len(terms))
	for k, name := range terms {
		t := &list[k]
		t.Name = name
		for _, training := range trainings {
			end := training.last()
			t.Mean += end.Terms[name] / float64(len(trainings))
			t.Share += end.TermsAbs[name] / float64(len(trainings))
			t.Moved = t.Moved || moved(training.Curve, name)
		}
		all += t.Share
	}
	for k := range list {
		if all > 0 {
			list[k].Share /= all
		}
	}
	return list
}

// moved says that a term's mean per step changed along a curve. A single
// checkpoint shows no change, and does not show that there was none.
func moved(curve []Checkpoint, name string) bool {
	if len(curve) < 2 {
		return true
	}
	lo, hi, size := math.Inf(1), math.Inf(-1), 0.0
	for i := range curve {
		v := curve[i].Terms[name]
		lo, hi = min(lo, v), max(hi, v)
		size = max(size, curve[i].TermsAbs[name])
	}
	return hi-lo > constantBelow*size
}

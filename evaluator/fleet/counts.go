package fleet

import (
	"context"
	"math"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
)

// Counts has a fleet's rewards made by counting: the environment's sparse reward, and
// Bonus times the sum, over the terms of a job's reward, of 1 over the root of how often
// the job has been in the bin of the term's value. How bins lie is as in
// evaluator.Counts. The zero value counts nothing: rewards are the totals.
type Counts struct {
	Bonus  float64
	Bins   int // of a term's range, at least 1
	Beyond int // bins on either side of it
}

// TermCounts are the counts of one term of a job: see evaluator.TermCounts.
type TermCounts struct {
	Lo, Width float64
	Visits    []int
}

// on says that there is something to count.
func (c *Counts) on() bool { return c.Bins > 0 }

// shape is the shape of what counts the terms of a program's rewards.
func (c *Counts) shape(p *rollout.Program) kernels.Counts {
	if !c.on() {
		return kernels.Counts{}
	}
	return kernels.Counts{Columns: p.TermColumns(), Bins: c.Bins, Beyond: c.Beyond}
}

// Counts returns the counts of a job's terms as they are now, none where nothing is
// counted.
func (f *Fleet) Counts(ctx context.Context, j int) ([]TermCounts, error) {
	if !f.config.Counts.on() {
		return nil, nil
	}
	shape := &f.schedule.learner.Shape.Counts
	terms, cells := len(f.Terms(j)), shape.Cells()
	ranges, err := f.read(ctx, kernels.CountRanges, 4*j*shape.Columns, 4*terms)
	if err != nil {
		return nil, err
	}
	visits, err := f.read(ctx, kernels.Visits, j*shape.Columns*cells, terms*cells)
	if err != nil {
		return nil, err
	}
	list := make([]TermCounts, terms)
	for k := range list {
		t := &list[k]
		t.Lo, t.Width = float64(math.Float32frombits(ranges[4*k])), float64(math.Float32frombits(ranges[4*k+2]))
		for _, n := range visits[k*cells:][:cells] {
			t.Visits = append(t.Visits, int(n))
		}
	}
	return list, nil
}

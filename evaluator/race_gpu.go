package evaluator

import (
	"context"
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// rested is a training that has come to a rung in a fleet that is gone.
type rested struct {
	run    *trainingRun
	policy *Policy
}

// handOn tells a run of the same training, which begins anew, what is known already.
func (r *rested) handOn(to *trainingRun) {
	t := r.run.result
	to.told = t.Steps
	to.result.Seconds = t.Seconds
	to.result.Repeated = t.Repeated + t.Steps
}

// runRace takes a group through the rungs of the race, if there is one. Where all have
// room on the device they wait there. While they have not, one fleet after the other
// trains to the next rung and is dropped: what goes on begins anew, which brings the
// same bits again, in a smaller group. It returns who has still to be trained to the
// end, in fleets of these sizes.
func (g *gpuEvaluation) runRace(ctx context.Context, group []int) (sizes, left []int, err error) {
	for rung, steps := range g.race.rungs {
		if sizes, err = g.split(group); err != nil {
			return nil, nil, err
		}
		if len(sizes) == 1 {
			fits, err := g.raceFleet(ctx, group, rung)
			if fits || err != nil {
				return nil, nil, err
			}
			sizes = halves(group)
		}
		if err := g.trainFleets(ctx, group, sizes, steps); err != nil {
			return nil, nil, err
		}
		g.observing.Wait()
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		group = g.dropOut(rung, group)
	}
	sizes, err = g.split(group)
	return sizes, group, err
}

// raceFleet trains a group together from rung to rung and to the end. It reports
// whether the device has room for all.
func (g *gpuEvaluation) raceFleet(ctx context.Context, group []int, rung int) (fits bool, err error) {
	f, err := g.open(ctx, g.config(group))
	if errors.Is(err, gpu.ErrOutOfMemory) && len(group) > 1 {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("training on the GPU: %w", err)
	}
	c := &convoy{fleet: f, rungs: g.race.rungs[rung:]}
	c.decide = func(marks []mark) map[int]Stopped {
		at := map[int]*Checkpoint{}
		for _, m := range marks {
			at[m.job] = m.at
		}
		stopped := g.race.decide(rung, func(i int) *Checkpoint { return at[i] })
		rung++
		return stopped
	}
	return true, g.drive(ctx, c, group)
}

// dropOut reports those of a group that stop at the rung at which they rest, and
// returns those that go on.
func (g *gpuEvaluation) dropOut(rung int, group []int) []int {
	stopped := g.race.decide(rung, func(i int) *Checkpoint {
		if r := g.rested[i]; r != nil {
			return r.run.result.at(g.race.rungs[rung])
		}
		return nil
	})
	var left []int
	for _, i := range group {
		r := g.rested[i]
		if r == nil { // it had a fault
			continue
		}
		s, stops := stopped[i]
		if !stops {
			left = append(left, i)
			continue
		}
		r.run.result.Stopped = &s
		g.report(Result{Job: i, Training: r.run.finish(), Policy: r.policy})
		g.rested[i] = nil
	}
	return left
}

package fleet

import (
	"context"
	"fmt"
	"strconv"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// faultOf says what is wrong with a job of which an instance has a fault: the first in
// order of time, then of instances. The fault is one of the reward or of training;
// the error is one of the environment or of the device.
func (f *Fleet) faultOf(ctx context.Context, j int) (fault, err error) {
	kinds, err := f.faultColumn(ctx, j, 0)
	if err != nil {
		return nil, err
	}
	times, err := f.faultColumn(ctx, j, 2)
	if err != nil {
		return nil, err
	}
	first := -1
	for n, kind := range kinds {
		if kind != uint32(rollout.NoFault) && (first < 0 || times[n] < times[first]) {
			first = n
		}
	}
	if first < 0 {
		return nil, fmt.Errorf("the device counts a fault of job %d, and shows none: it cannot be relied on; use the CPU", j)
	}
	words, err := f.faultRow(ctx, j, first)
	if err != nil {
		return nil, err
	}
	return f.explain(j, first, f.schedule.program.Fault(words))
}

// faultColumn reads a word of the fault of every instance of a job.
func (f *Fleet) faultColumn(ctx context.Context, j, column int) ([]uint32, error) {
	shape := &f.schedule.learner.Shape
	return f.read(ctx, faults, (column*shape.Jobs+j)*shape.Instances, shape.Instances)
}

// faultRow reads all words of the fault of an instance.
func (f *Fleet) faultRow(ctx context.Context, j, n int) ([]uint32, error) {
	shape := &f.schedule.learner.Shape
	all := shape.Jobs * shape.Instances
	var row []uint32
	for at := j*shape.Instances + n; at < f.schedule.words[faults]; at += all {
		word, err := f.read(ctx, faults, at, 1)
		if err != nil {
			return nil, err
		}
		row = append(row, word[0])
	}
	return row, nil
}

// explain puts the fault of an instance into words.
func (f *Fleet) explain(j, n int, x rollout.Fault) (fault, err error) {
	spec := f.config.Spec
	at := fmt.Sprintf("state {%s}, action {%s}", spec.State.Format(x.State), spec.Action.Format(x.Action))
	switch x.Kind {
	case rollout.RewardStopped:
		return &ppo.RewardError{Err: fmt.Errorf("it stops in %s, at %s, next {%s}", f.site(x.Site), at, spec.State.Format(x.Next))}, nil
	case rollout.LacksTerm:
		return &ppo.RewardError{Err: fmt.Errorf("a term is missing from the map that is returned, at %s, next {%s}", at, spec.State.Format(x.Next))}, nil
	case rollout.BadReward:
		what := "total"
		if x.Term >= 0 {
			what = "term " + f.Terms(j)[x.Term]
		}
		return &ppo.RewardError{
			What: what, Value: shortest(x.Value), Limit: rollout.MaxMagnitude, Spec: spec,
			State: x.State, Action: x.Action, Next: x.Next,
		}, nil
	case rollout.Diverged:
		return ppo.ErrDiverged, nil
	case rollout.Stopped:
		at = f.site(x.Site) + ", " + at
	case rollout.BadState:
		at += fmt.Sprintf(", next {%s}", spec.State.Format(x.Next))
	case rollout.BadScore:
		at += fmt.Sprintf(", next {%s}, score %g", spec.State.Format(x.Next), shortest(x.Value))
	}
	return nil, fmt.Errorf("%s: %s (instance %d, in float32, %s): an error of the environment; train on the CPU if float64 is enough for it", spec.Name, x.Kind, n, at)
}

// site names a place at which user code stopped.
func (f *Fleet) site(number uint32) string {
	if int(number) >= len(f.sites) {
		return "an unknown place"
	}
	return placeOf(f.sites[number])
}

// placeOf names a place, in a reward by its line alone.
func placeOf(s spirv.Site) string {
	if s.Pos.File == rewardFile {
		return fmt.Sprintf("line %d: %s", s.Pos.Line, s.Kind)
	}
	return fmt.Sprintf("line %d of %s: %s", s.Pos.Line, s.Pos.File, s.Kind)
}

// shortest returns the shortest decimal number that is x as a float32, which is what
// people wrote.
func shortest(x float64) float64 {
	v, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', -1, 32), 64)
	return v
}

package ppo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
)

// MaxMagnitude bounds the absolute value of a reward and of its terms. Sums over
// any training and squares of such sums stay finite in float64.
const MaxMagnitude = 1e100

// RewardError reports that training stopped through a fault of the reward: it
// failed, or one of its values was not a number within ±MaxMagnitude.
type RewardError struct {
	Err error // set where the reward failed

	// Otherwise: which value of which transition was out of bounds.
	What                string // "total" or "term NAME"
	Value               float64
	Limit               float64 // of the absolute value; 0 is MaxMagnitude
	Spec                *envs.Spec
	State, Action, Next []float64 // rows of fields
}

func (e *RewardError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("reward failed: %v", e.Err)
	}
	bound := "finite"
	if !math.IsNaN(e.Value) && !math.IsInf(e.Value, 0) {
		bound = fmt.Sprintf("within ±%g", cmp.Or(e.Limit, MaxMagnitude))
	}
	return fmt.Sprintf("reward: %s is %v at state {%s}, action {%s}, next {%s}: keep it %s on every reachable transition",
		e.What, e.Value, e.Spec.State.Format(e.State), e.Spec.Action.Format(e.Action), e.Spec.State.Format(e.Next), bound)
}

// Unwrap returns the failure of the reward, if there was one.
func (e *RewardError) Unwrap() error { return e.Err }

// Judge rewards every transition of b: see Rewarder. It fails with a
// *RewardError where the reward fails or a value is NaN or beyond MaxMagnitude,
// passing over the values of transitions that skip, unless nil, says do not
// count; and with the context's error where that has ended.
func Judge(ctx context.Context, spec *envs.Spec, r Rewarder, b *envs.Transitions, total []float64, terms [][]float64, skip func(i int) bool) error {
	if err := r.Reward(ctx, b, total, terms); err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return &RewardError{Err: err}
	}
	check := func(what string, column []float64) error {
		for i, v := range column {
			if math.Abs(v) <= MaxMagnitude || skip != nil && skip(i) {
				continue
			}
			return &RewardError{
				What: what, Value: v, Spec: spec,
				State: envs.Row(b.State, i), Action: envs.Row(b.Action, i), Next: envs.Row(b.Next, i),
			}
		}
		return nil
	}
	if err := check("total", total); err != nil {
		return err
	}
	for k, column := range terms {
		if err := check("term "+r.Terms()[k], column); err != nil {
			return err
		}
	}
	return nil
}

// ErrDiverged reports that a network's gradient or parameters stopped being
// finite although every reward was: a fault of training, not of the reward.
var ErrDiverged = errors.New("training diverged: a network is no longer finite; lower learning_rate")

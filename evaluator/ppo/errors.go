package ppo

import (
	"errors"
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
)

// RewardError reports that training stopped through a fault of the reward: it
// failed, or one of its values was not a finite number.
type RewardError struct {
	Err error // set where the reward failed

	// Otherwise: which value of which transition was not finite.
	What                string // "total" or "term NAME"
	Value               float64
	Spec                *envs.Spec
	State, Action, Next []float64 // rows of fields
}

func (e *RewardError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("reward failed: %v", e.Err)
	}
	return fmt.Sprintf("reward: %s is %v at state {%s}, action {%s}, next {%s}: keep it finite on every reachable transition",
		e.What, e.Value, e.Spec.State.Format(e.State), e.Spec.Action.Format(e.Action), e.Spec.State.Format(e.Next))
}

// Unwrap returns the failure of the reward, if there was one.
func (e *RewardError) Unwrap() error { return e.Err }

// CheckRewards returns a *RewardError for the first transition of b at which the
// total or a term is not finite. It passes over those that skip, unless nil,
// says do not count.
func CheckRewards(spec *envs.Spec, b *envs.Transitions, names []string, total []float64, terms [][]float64, skip func(i int) bool) error {
	check := func(what string, column []float64) error {
		for i, v := range column {
			if !math.IsNaN(v) && !math.IsInf(v, 0) || skip != nil && skip(i) {
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
		if err := check("term "+names[k], column); err != nil {
			return err
		}
	}
	return nil
}

// ErrDiverged reports that a network's gradient or parameters stopped being
// finite although every reward was: a fault of training, not of the reward.
var ErrDiverged = errors.New("training diverged: a network is no longer finite; lower learning_rate")

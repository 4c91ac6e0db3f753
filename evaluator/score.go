package evaluator

import (
	"fmt"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// scoreBatch fills scores and successes, one for each transition of b. A score
// that is NaN or beyond ppo.MaxMagnitude, whose sums could overflow, is an error
// of the environment; the error names the transition.
func scoreBatch(env envs.Env, b *envs.Transitions, scores []float64, successes []bool) error {
	if err := env.Score(b, scores); err != nil {
		return fmt.Errorf("scoring: %w", err)
	}
	if err := env.Success(b, successes); err != nil {
		return fmt.Errorf("judging success: %w", err)
	}
	for i, v := range scores {
		if !(math.Abs(v) <= ppo.MaxMagnitude) {
			spec := env.Spec()
			return fmt.Errorf("%s: score is %v at state {%s}, action {%s}, next {%s}, want a number within ±%g: an error of the environment",
				spec.Name, v, spec.State.Format(envs.Row(b.State, i)), spec.Action.Format(envs.Row(b.Action, i)),
				spec.State.Format(envs.Row(b.Next, i)), ppo.MaxMagnitude)
		}
	}
	return nil
}

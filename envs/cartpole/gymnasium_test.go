package cartpole

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/envtest/recorded"
)

// freeRunningHorizon is 180 steps: upright is unstable, with errors growing by
// 1 + Dt*sqrt(15.8/s^2) = 1.08 a step, which takes a rounding error of 1e-16 to
// 1e-9 in 210.
const freeRunningHorizon = 180

func TestGymnasium(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	recorded.Check(t, env, recorded.Rules[State, Action, Observation]{
		Step: Step, Observe: Observe, Terminated: Terminated, Score: Score,
		Horizon: freeRunningHorizon,
	})
}

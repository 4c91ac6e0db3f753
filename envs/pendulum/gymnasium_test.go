package pendulum

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/envtest/recorded"
)

// freeRunningHorizon is 80 steps: upright is unstable, with errors growing by
// exp(Dt*sqrt(3 Gravity/2 Length)) = 1.21 a step, which takes a rounding error
// of 1e-16 to 1e-9 in 84.
const freeRunningHorizon = 80

func TestGymnasium(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	recorded.Check(t, env, recorded.Rules[State, Action, Observation]{
		Step: Step, Observe: Observe, Terminated: Terminated, Score: Score,
		Float32: func(sequence string) bool { return sequence == "float32" },
		Horizon: freeRunningHorizon,
	})
}

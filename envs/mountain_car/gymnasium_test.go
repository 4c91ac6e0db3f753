package mountaincar

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/envtest/recorded"
)

// freeRunningHorizon is a whole episode: the motion is that of a driven
// oscillator in a well, where errors do not grow.
const freeRunningHorizon = 200

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

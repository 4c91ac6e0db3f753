package acrobot

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/envtest/recorded"
)

// freeRunningHorizon is a whole episode: below the goal's energy the motion is
// only weakly chaotic, and the largest error measured was 1.2e-11.
const freeRunningHorizon = 500

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

package mountaincarcontinuous

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/envtest/recorded"
)

// freeRunningHorizon is a whole episode: the motion is that of a driven
// oscillator in a well, where errors do not grow. It applies where Gymnasium
// keeps its state in float64; elsewhere the state is rounded at every step.
const freeRunningHorizon = 999

func TestGymnasium(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	recorded.Check(t, env, recorded.Rules[State, Action, Observation]{
		Step: Step, Observe: Observe, Terminated: Terminated, Score: Score,
		Float32: func(sequence string) bool { return !strings.HasPrefix(sequence, "float64") },
		Horizon: freeRunningHorizon,
	})
}

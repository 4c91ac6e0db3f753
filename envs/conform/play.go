package conform

import (
	"context"
	"slices"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// Record is what random play showed.
type Record struct {
	*envs.Transitions
	Observations [][]float32 // before each step, [N][O]
	Final        [][]float32 // after each step, of the true successors
}

// Play runs random actions for steps steps of n instances.
func Play(t Reporter, env envs.Env, c envs.SimConfig, steps int) Record {
	t.Helper()
	sim, err := env.NewSimulator(c)
	if err != nil {
		t.Fatalf("%v", err)
	}
	defer sim.Close()
	r := Record{Transitions: envs.NewTransitions(env.Spec(), steps, c.N)}
	for i := range steps {
		r.Observations = append(r.Observations, slices.Clone(sim.Observations()))
		if err := sim.Step(context.Background(), RandomActions(env.Spec(), c, i), r.Transitions, i); err != nil {
			t.Fatalf("%v", err)
		}
		r.Final = append(r.Final, slices.Clone(sim.FinalObservations()))
	}
	return r
}

// ended says that transition i is the last of its episode.
func (r *Record) ended(i int) bool { return r.Terminated[i] || r.Truncated[i] }

// RandomActions returns a uniformly random action for each instance at a step,
// [N][A], depending on seed, instance and step alone.
func RandomActions(s *envs.Spec, c envs.SimConfig, step int) []float64 {
	var actions []float64
	for n := range c.N {
		r := rng.New(c.Seed, rng.StreamPolicy, c.FirstInstance+uint32(n), 0, uint32(step))
		if s.Choices > 0 {
			actions = append(actions, s.ChoiceActions[r.Intn(s.Choices)]...)
			continue
		}
		for _, f := range s.Action {
			actions = append(actions, r.Uniform(f.Lo, f.Hi))
		}
	}
	return actions
}

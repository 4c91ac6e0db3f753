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

// Play runs random actions for steps steps of n instances. Every second instance
// holds each action for a while, and half of these act at the bounds: that leads
// to where quick changes, which cancel each other, do not.
func Play(t Reporter, env envs.Env, c envs.SimConfig, steps int) Record {
	t.Helper()
	r, err := play(env, c, steps)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return r
}

func play(env envs.Env, c envs.SimConfig, steps int) (Record, error) {
	sim, err := env.NewSimulator(c)
	if err != nil {
		return Record{}, err
	}
	defer sim.Close()
	r := Record{Transitions: envs.NewTransitions(env.Spec(), steps, c.N)}
	for i := range steps {
		r.Observations = append(r.Observations, slices.Clone(sim.Observations()))
		if err := sim.Step(context.Background(), PlayActions(env.Spec(), c, i), r.Transitions, i); err != nil {
			return r, err
		}
		r.Final = append(r.Final, slices.Clone(sim.FinalObservations()))
	}
	return r, nil
}

// longestPlay bounds the steps of a play that is to see whole episodes: its
// record is kept in memory.
const longestPlay = 5000

// wholeEpisode returns how many steps of play end an episode, where that is not
// too long.
func wholeEpisode(s *envs.Spec) int { return min(s.MaxSteps, longestPlay) + 1 }

// longestHold is the number of steps for which actions are held at most.
const longestHold = 64

// PlayActions are RandomActions, held by instances of odd numbers for 4, 16 or
// longestHold steps each, and moved to the nearer bound by every second of these.
// They depend on seed, instance and step alone.
func PlayActions(s *envs.Spec, c envs.SimConfig, step int) []float64 {
	actions := RandomActions(s, c, step)
	for n := range c.N {
		number := c.FirstInstance + uint32(n)
		if number%2 == 0 {
			continue
		}
		hold := []int{4, 16, longestHold}[number/4%3]
		one := envs.SimConfig{N: 1, Seed: c.Seed, FirstInstance: number}
		held := RandomActions(s, one, step-step%hold)
		if number%4 == 3 && s.Choices == 0 {
			toBounds(s.Action, held)
		}
		copy(actions[n*len(s.Action):], held)
	}
	return actions
}

// toBounds moves each field of an action to its nearer bound.
func toBounds(fields envs.Schema, action []float64) {
	for f, field := range fields {
		if action[f] < (field.Lo+field.Hi)/2 {
			action[f] = field.Lo
		} else {
			action[f] = field.Hi
		}
	}
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

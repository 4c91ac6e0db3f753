package evaluator

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/draw"
	"github.com/rewardsmith/rewardsmith/envs/metric"
)

// countdown is an environment whose every episode is known beforehand: whatever
// the action, X counts the steps, and the first episode of instance i terminates
// after 3 + i%4 of them, or is truncated where i is a multiple of 5. Later
// episodes take one step.
type countdown struct{}

const countdownSteps = 10

// countdownLength is the length of instance i's first episode.
func countdownLength(i int) int {
	if i%5 == 0 {
		return countdownSteps
	}
	return 3 + i%4
}

func (countdown) Spec() *envs.Spec {
	return &envs.Spec{
		Name:        "countdown",
		State:       envs.Schema{{Name: "X", Lo: 0, Hi: 2}, {Name: "Episode", Lo: 0, Hi: 1e9}},
		Action:      envs.Schema{{Name: "Push", Lo: -1, Hi: 1}},
		Observation: envs.Schema{{Name: "X"}},
		Dt:          1, MaxSteps: countdownSteps,
		Score:   envs.ScoreSpec{Over: metric.Sum, Lo: 0, Hi: 100, SolvedAt: 50},
		Success: &envs.SuccessSpec{Over: metric.Last},
	}
}

// Score of a transition is the step it leads to.
func (countdown) Score(b *envs.Transitions, out []float64) error {
	copy(out, b.Next[0])
	return nil
}

// Success is to be at step 5 or beyond.
func (countdown) Success(b *envs.Transitions, out []bool) error {
	for i, x := range b.Next[0] {
		out[i] = x >= 5
	}
	return nil
}

func (countdown) Reward(string) (envs.Reward, error) { return nil, fmt.Errorf("none") }

func (countdown) Draw([]float64) (draw.Scene, bool) { return draw.Scene{}, false }

func (countdown) NewSimulator(c envs.SimConfig) (envs.Simulator, error) {
	return &countdownSim{
		first: int(c.FirstInstance), step: make([]int, c.N), episode: make([]int, c.N),
		observations: make([]float32, c.N), final: make([]float32, c.N),
	}, nil
}

type countdownSim struct {
	first               int
	step, episode       []int
	observations, final []float32
}

func (s *countdownSim) Observations() []float32      { return s.observations }
func (s *countdownSim) FinalObservations() []float32 { return s.final }
func (s *countdownSim) Close() error                 { return nil }

func (s *countdownSim) Step(ctx context.Context, actions []float64, b *envs.Transitions, t int) error {
	for n := range s.step {
		i := t*b.N + n
		b.Start[i] = s.step[n] == 0
		b.State[0][i], b.State[1][i] = float64(s.step[n]), float64(s.episode[n])
		b.Action[0][i] = actions[n]
		s.step[n]++
		b.Next[0][i], b.Next[1][i] = float64(s.step[n]), float64(s.episode[n])
		s.final[n] = float32(s.step[n])
		length := 1
		if s.episode[n] == 0 {
			length = countdownLength(s.first + n)
		}
		b.Truncated[i] = s.step[n] == countdownSteps
		b.Terminated[i] = s.step[n] == length && !b.Truncated[i]
		if s.step[n] == length {
			s.step[n] = 0
			s.episode[n]++
		}
		s.observations[n] = float32(s.step[n])
	}
	return nil
}

// rewardFunc is a Rewarder with the terms "a" and "b" from a function.
type rewardFunc func(s, a, next []float64) (total, termA, termB float64)

func (rewardFunc) Terms() []string { return []string{"a", "b"} }
func (rewardFunc) Close() error    { return nil }

func (f rewardFunc) Reward(_ context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	for i := range total {
		total[i], terms[0][i], terms[1][i] = f(envs.Row(b.State, i), envs.Row(b.Action, i), envs.Row(b.Next, i))
	}
	return nil
}

func (f rewardFunc) open(context.Context) (Rewarder, error) { return f, nil }

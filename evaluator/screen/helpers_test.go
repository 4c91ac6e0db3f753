package screen_test

import (
	"context"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/evaluator/screen"
)

// rewardFunc is a Rewarder from a function of rows.
type rewardFunc func(s, a, next []float64) float64

func (rewardFunc) Terms() []string { return []string{"all"} }
func (rewardFunc) Close() error    { return nil }

func (f rewardFunc) Reward(_ context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	for i := range total {
		total[i] = f(envs.Row(b.State, i), envs.Row(b.Action, i), envs.Row(b.Next, i))
	}
	copy(terms[0], total)
	return nil
}

// Fields of cartpole's state.
const (
	x = iota
	xDot
	theta
	thetaDot
)

func setupCartpole(t *testing.T) evaluator.Setup {
	t.Helper()
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	return evaluator.Setup{Env: env, Root: 1, Cores: 1, Now: time.Now}
}

// leaning is a policy for cartpole that pushes towards where the weighted sum of the
// observation is positive.
func leaning(weights ...float32) *evaluator.Policy {
	p := &evaluator.Policy{
		Env: "cartpole", Sizes: []int{4, 2},
		Normaliser: ppo.Normaliser{Mean: make([]float64, 4), Scale: []float64{1, 1, 1, 1}},
	}
	for _, w := range weights {
		p.Params = append(p.Params, 0, w) // to the outputs for left and right
	}
	p.Params = append(p.Params, 0, 0)
	return p
}

// play has a policy play in cartpole.
func play(t *testing.T, p *evaluator.Policy, n int) *screen.Trajectories {
	t.Helper()
	played, err := screen.Play(t.Context(), setupCartpole(t), p, n)
	if err != nil {
		t.Fatal(err)
	}
	return played
}

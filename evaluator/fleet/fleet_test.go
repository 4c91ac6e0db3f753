package fleet

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/cartpole"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// tiny are settings of a training of a few rollouts.
func tiny() ppo.Settings {
	return ppo.Settings{
		Steps: 4 * 16 * 8, Envs: 16, Horizon: 8, Epochs: 2, Minibatch: 64,
		LearningRate: 1e-3, Gamma: 0.98, Lambda: 0.95, Clip: 0.2, MaxGradNorm: 0.5,
		Hidden: []int{16, 16},
	}
}

func newCartpole(t testing.TB) envs.Env {
	t.Helper()
	env, err := cartpole.New()
	if err != nil {
		t.Fatal(err)
	}
	return env
}

func TestFirst(t *testing.T) {
	d := NewDevice(gputest.Open(t))
	env := newCartpole(t)
	f, err := New(t.Context(), Config{Device: d, Spec: env.Spec(), Settings: tiny(), Jobs: []Job{{Reward{Own: envs.RewardHuman}, 7}, {Reward{Own: envs.RewardSparse}, 7}}})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for !f.Done() {
		if err := f.Advance(t.Context()); err != nil {
			t.Fatal(err)
		}
		for j := range 2 {
			t.Log(f.Steps(), f.Fault(j), *f.Experience(j))
		}
	}
	p, err := f.Policy(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(p.Normaliser, p.Params[:10])
}

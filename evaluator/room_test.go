package evaluator_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/builtin"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
)

// roomSetup is a setup of the first built-in environment.
func roomSetup(t *testing.T) (evaluator.Setup, evaluator.Settings) {
	t.Helper()
	all, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	return evaluator.Setup{Env: all[0]}, evaluator.Tuned(all[0].Spec())
}

// TestFleets plans every training, in no larger fleets than fit.
func TestFleets(t *testing.T) {
	setup, s := roomSetup(t)
	setup.GPU = fleet.NewDevice(gputest.Open(t))
	for _, envs := range []int{64, 16384} {
		s.Envs = envs
		plans, err := setup.Fleets(s, evaluator.Combine{}, 40, 4)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for _, p := range plans {
			sum += p.Jobs
			if err := p.Fits(setup.GPU.Info().Limits); err != nil || p.Instances != envs {
				t.Errorf("a fleet of %d trainings of %d instances: %v", p.Jobs, p.Instances, err)
			}
		}
		if sum != 40 {
			t.Errorf("%d instances: %d trainings are planned, want 40", envs, sum)
		}
	}
	s.Envs = 64
	if plain, counting := largest(t, setup, s, evaluator.Combine{}, 4), largest(t, setup, s, evaluator.DefaultCounts(), 4); counting <= plain {
		t.Errorf("a training that counts takes %d bytes, one that does not %d", counting, plain)
	} else if more := largest(t, setup, s, evaluator.DefaultCounts(), 8); more < counting+4*2*4*uint64(s.Envs*s.Horizon) {
		t.Errorf("counting 8 terms takes %d bytes, 4 terms %d: want two numbers more of each transition and term", more, counting)
	}
	s.Envs = 1 << 28
	if _, err := setup.Fleets(s, evaluator.Combine{}, 1, 4); !errors.Is(err, gpu.ErrLimit) && !errors.Is(err, gpu.ErrOutOfMemory) {
		t.Errorf("%d instances: %v", s.Envs, err)
	}
}

// largest returns the memory of a single training.
func largest(t *testing.T, setup evaluator.Setup, s evaluator.Settings, c evaluator.Combine, terms int) uint64 {
	t.Helper()
	plans, err := setup.Fleets(s, c, 1, terms)
	if err != nil {
		t.Fatal(err)
	}
	return plans[0].Bytes()
}

// TestCheckGPU compiles rewards with their environment, without a GPU.
func TestCheckGPU(t *testing.T) {
	setup, s := roomSetup(t)
	const head = "package reward\n\nimport \"env\"\n\n"
	const result = "\treturn 1, map[string]float64{\"one\": 1}\n}\n"
	const plain = "func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n"
	if err := setup.CheckGPU(s, head+plain+result); err != nil {
		t.Errorf("a plain reward: %v", err)
	}
	err := setup.CheckGPU(s, head+plain+"\tgo func() {}()\n"+result)
	var refused *kernel.RefusedError
	if !errors.As(err, &refused) || refused.Diagnostics[0].Pos.File != evaluator.RewardFile || refused.Diagnostics[0].Pos.Line != 6 {
		t.Errorf("a goroutine: %v, want a refusal at line 6 of %s", err, evaluator.RewardFile)
	}
	err = setup.CheckGPU(s, head+"type Memory struct{ seen map[string]float64 }\n\nfunc Reward(m *Memory, s env.State, a env.Action, next env.State) (float64, map[string]float64) {\n"+result)
	if err == nil || !strings.Contains(err.Error(), "seen has type map") {
		t.Errorf("a Memory of maps: %v", err)
	}
}

package fleet

import (
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
)

// wideProgram is the program of cartpole with hidden layers.
func wideProgram(t *testing.T, hidden ...int) *rollout.Program {
	t.Helper()
	p, err := rollout.New(rollout.Config{
		Spec: newCartpole(t).Spec(), Hidden: hidden, Rewards: []rollout.Reward{{Own: human.Own}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestSoftwarePace gives user code what networks leave of a software device.
func TestSoftwarePace(t *testing.T) {
	for _, tt := range []struct {
		hidden []int
		usual  bool // fuel
	}{{[]int{64, 64}, true}, {[]int{256, 256}, false}, {[]int{512, 512}, false}} {
		p := wideProgram(t, tt.hidden...)
		at, err := newPace(p, 64, true)
		if err != nil {
			t.Errorf("%v: %v", tt.hidden, err)
			continue
		}
		if n := p.Iterations(at.steps, at.stepFuel, at.rewardFuel); n > kernels.MaxIterations || at.steps == 0 {
			t.Errorf("%v: %d steps take %d iterations", tt.hidden, at.steps, n)
		}
		usual := at.stepFuel == usualSoftwareStepFuel && at.rewardFuel == usualSoftwareRewardFuel
		if usual != tt.usual || at.stepFuel < leastSoftwareStepFuel || at.rewardFuel < leastSoftwareRewardFuel {
			t.Errorf("%v: fuel %d and %d", tt.hidden, at.stepFuel, at.rewardFuel)
		}
	}
}

// TestTooWideForSoftware takes the way out that the error names.
func TestTooWideForSoftware(t *testing.T) {
	p := wideProgram(t, 2048, 1024)
	_, err := newPace(p, 64, true)
	if err == nil || !strings.Contains(err.Error(), "hidden layers [2048 1024] are too wide for a software device") || strings.Contains(err.Error(), "iteration") {
		t.Fatalf("error %v, want one that speaks of hidden layers", err)
	}
	w := p.WidestHidden(kernels.MaxIterations, leastSoftwareStepFuel, leastSoftwareRewardFuel)
	if _, err := newPace(wideProgram(t, w, w), 64, true); err != nil {
		t.Errorf("%d wide: %v", w, err)
	}
	if _, err := newPace(wideProgram(t, w+1, w+1), 64, true); err == nil {
		t.Errorf("%d wide fits, too", w+1)
	}
	if _, err := newPace(wideProgram(t, 64, 64), 64, true); err != nil {
		t.Error(err)
	}
}

// TestHardwareRunsAnyWidth bounds dispatches and not networks.
func TestHardwareRunsAnyWidth(t *testing.T) {
	for _, tt := range []struct {
		hidden []int
		steps  func(int) bool
	}{
		{[]int{64, 64}, func(n int) bool { return n > 10 && n < 100_000 }},
		{[]int{16_384, 16_384}, func(n int) bool { return n == 1 }},
	} {
		at, err := newPace(wideProgram(t, tt.hidden...), 1_000_000, false)
		if err != nil || !tt.steps(at.steps) || at.stepFuel != usualFuel || at.rewardFuel != usualFuel {
			t.Errorf("%v: %+v, %v", tt.hidden, at, err)
		}
	}
}

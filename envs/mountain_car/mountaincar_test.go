package mountaincar

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/envtest"
	"github.com/rewardsmith/rewardsmith/envs/envtest/spread"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

func TestConformance(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	envtest.Run(t, env)
}

// TestCoasting lets the car roll without a push, well clear of goal and walls.
// The semi-implicit Euler method does not conserve the energy itself but one
// close by, so the error must stay within a band and not drift.
func TestCoasting(t *testing.T) {
	s := State{Position: -0.8}
	start := energy(s)
	worst := [2]float64{}
	const half = 10000
	for i := range 2 * half {
		s = Step(s, Action{}, &rng.Source{})
		worst[i/half] = max(worst[i/half], math.Abs(energy(s)-start))
	}
	t.Logf("the energy of %.3g strays by %.3g, then %.3g", start, worst[0], worst[1])
	if !(worst[0] < 0.1*start) || !(math.Abs(worst[1]/worst[0]-1) < 0.02) {
		t.Errorf("the energy of %g strays by %g in the first half and %g in the second", start, worst[0], worst[1])
	}
}

func TestLimits(t *testing.T) {
	for _, test := range []struct {
		reason  string
		s, want State
	}{
		{"the wall stops the car", State{Position: -1.19, Velocity: -0.05}, State{Position: MinPosition}},
		{"right end", State{Position: 0.59, Velocity: 0.07}, State{Position: MaxPosition, Velocity: MaxSpeed}},
	} {
		got := Step(test.s, Action{1}, &rng.Source{})
		if got.Position != test.want.Position || math.Abs(got.Velocity-test.want.Velocity) > 0.002 {
			t.Errorf("%s: from %+v to %+v, want %+v", test.reason, test.s, got, test.want)
		}
	}
	if v := Step(State{Position: 0, Velocity: -MaxSpeed}, Action{-1}, &rng.Source{}).Velocity; v != -MaxSpeed {
		t.Errorf("velocity is %g, want the limit %g", v, -MaxSpeed)
	}
}

func TestTerminated(t *testing.T) {
	for _, test := range []struct {
		reason string
		s      State
		want   bool
	}{
		{"on the way", State{Position: Goal - 1e-9, Velocity: 0.03}, false},
		{"there", State{Position: Goal, Velocity: 0}, true},
		{"beyond, rolling back", State{Position: Goal + 0.05, Velocity: -1e-9}, false},
	} {
		if got := Terminated(test.s); got != test.want {
			t.Errorf("%s: Terminated is %v", test.reason, got)
		}
	}
}

func TestReset(t *testing.T) {
	p := Params{InitialMin: -0.6, InitialMax: -0.4}
	spread.Check(t, "Position", -0.6, -0.4, func(r *rng.Source) float64 { return Reset(p, r).Position })
	swapped := Params{InitialMin: p.InitialMax, InitialMax: p.InitialMin} // as params drawn apart may be
	spread.Check(t, "Position", -0.6, -0.4, func(r *rng.Source) float64 { return Reset(swapped, r).Position })
	if v := Reset(p, &rng.Source{}).Velocity; v != 0 {
		t.Errorf("the car starts at speed %g", v)
	}
}

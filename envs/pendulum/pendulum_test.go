package pendulum

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

// energy is kinetic plus potential energy in J, 5 at rest upright.
func energy(s State) float64 {
	return Mass*Length*Length*s.ThetaDot*s.ThetaDot/6 + Mass*Gravity*Length/2*math.Cos(s.Theta)
}

// TestEnergy swings freely. The semi-implicit Euler method does not conserve
// the energy itself but one that differs from it by O(Dt), so the error must
// stay within a band and not drift.
func TestEnergy(t *testing.T) {
	s := State{Theta: 2}
	start := energy(s)
	worst := [2]float64{}
	const half = 20000
	for i := range 2 * half {
		s = Step(s, Action{}, &rng.Source{})
		worst[i/half] = max(worst[i/half], math.Abs(energy(s)-start))
	}
	t.Logf("largest error of the energy: %.3g J, then %.3g J", worst[0], worst[1])
	if swing := 5 - 5*math.Cos(2.0); !(worst[0] < 0.1*swing) {
		t.Errorf("energy strays by %g J", worst[0])
	}
	if !(math.Abs(worst[1]/worst[0]-1) < 0.02) {
		t.Errorf("energy drifts: it strays by %g J in the first half and %g J in the second", worst[0], worst[1])
	}
}

func TestSpeedLimit(t *testing.T) {
	for _, direction := range []float64{1, -1} {
		s := Step(State{Theta: direction * math.Pi / 2, ThetaDot: direction * 7.9}, Action{Torque: direction * MaxTorque}, &rng.Source{})
		if s.ThetaDot != direction*MaxSpeed {
			t.Errorf("speed is %g, want the limit %g", s.ThetaDot, direction*MaxSpeed)
		}
		if want := direction * (math.Pi/2 + MaxSpeed*Dt); !(math.Abs(s.Theta-want) < 1e-12) {
			t.Errorf("angle is %g, want that of the limited speed, %g", s.Theta, want)
		}
	}
}

func TestReset(t *testing.T) {
	p := Params{InitialAngle: math.Pi, InitialSpeed: 1}
	spread.Check(t, "angle", -math.Pi, math.Pi, func(r *rng.Source) float64 { return Reset(p, r).Theta })
	spread.Check(t, "speed", -1, 1, func(r *rng.Source) float64 { return Reset(p, r).ThetaDot })
}

func TestAngle(t *testing.T) {
	for _, test := range []struct{ theta, want float64 }{
		{0, 0}, {1, 1}, {-1, -1}, {2*math.Pi + 1, 1}, {-6*math.Pi - 1, -1}, {math.Pi, -math.Pi}, {4, 4 - 2*math.Pi},
	} {
		if got := Angle(State{Theta: test.theta}); !(math.Abs(got-test.want) < 1e-12) {
			t.Errorf("Angle at %g is %g, want %g", test.theta, got, test.want)
		}
	}
}

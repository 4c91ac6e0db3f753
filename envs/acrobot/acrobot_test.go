package acrobot

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

// TestEnergy swings freely for the time of an episode. Gymnasium's step of
// 0.2 s is coarse enough to lose energy, a tenth of it here, but the method is
// of fourth order: a quarter of the step must lose 4^4 times less.
func TestEnergy(t *testing.T) {
	start := State{Theta1: 1, Theta2: -0.5, Theta1Dot: 0.3, Theta2Dot: -0.2}
	span := energy(start) - energy(State{})
	stray := func(parts int) (worst float64) {
		s := start
		for range MaxSteps * parts {
			s = advance(s, Action{}, Dt/float64(parts))
			worst = max(worst, math.Abs(energy(s)-energy(start)))
		}
		return worst
	}
	whole, quarter := stray(1), stray(4)
	t.Logf("of %.3g J, %.2g J is lost at Dt and %.2g J at Dt/4", span, whole, quarter)
	if !(whole < 0.15*span) {
		t.Errorf("%g J of %g J is lost", whole, span)
	}
	if !(quarter < whole/256) {
		t.Errorf("%g J is lost at a quarter of the step, %g J at the whole", quarter, whole)
	}
}

// TestPower checks the equations of motion themselves: the
// energy's derivative along them is the motor's power.
func TestPower(t *testing.T) {
	for i := range uint32(200) {
		r := rng.New(3, rng.StreamStep, 0, 0, i)
		s := State{r.Uniform(-3, 3), r.Uniform(-3, 3), r.Uniform(-3, 3), r.Uniform(-3, 3)}
		a := Action{Torque: r.Uniform(-1, 1)}
		const h = 1e-5
		rate := derivative(s, a)
		got := (energy(moved(s, h, rate)) - energy(moved(s, -h, rate))) / (2 * h)
		if want := a.Torque * s.Theta2Dot; !(math.Abs(got-want) < 1e-6) {
			t.Fatalf("the energy of %+v under %+v changes by %g W, want the motor's power %g W", s, a, got, want)
		}
	}
}

func TestLimits(t *testing.T) {
	s := Step(State{Theta1: 3, Theta2: 3, Theta1Dot: MaxSpeed1, Theta2Dot: MaxSpeed2}, Action{Torque: 1}, &rng.Source{})
	if math.Abs(s.Theta1) > math.Pi || math.Abs(s.Theta2) > math.Pi {
		t.Errorf("angles %g and %g are not wrapped", s.Theta1, s.Theta2)
	}
	if math.Abs(s.Theta1Dot) > MaxSpeed1 || math.Abs(s.Theta2Dot) > MaxSpeed2 {
		t.Errorf("speeds %g and %g are beyond their limits", s.Theta1Dot, s.Theta2Dot)
	}
	for _, test := range []struct{ x, want float64 }{
		{math.Pi, math.Pi}, {-math.Pi, -math.Pi}, {math.Pi + 1, 1 - math.Pi}, {-math.Pi - 1, math.Pi - 1}, {20, 20 - 6*math.Pi},
	} {
		if got := wrapped(test.x); !(math.Abs(got-test.want) < 1e-12) {
			t.Errorf("wrapped(%g) is %g, want %g", test.x, got, test.want)
		}
	}
}

func TestTerminated(t *testing.T) {
	for _, test := range []struct {
		reason string
		s      State
		want   bool
	}{
		{"hanging down", State{}, false},
		{"upper link level, elbow straight", State{Theta1: math.Pi / 2}, false},
		{"just below the goal", State{Theta1: 2*math.Pi/3 - 0.001}, false},
		{"just above the goal", State{Theta1: 2*math.Pi/3 + 0.001}, true},
		{"upright", State{Theta1: math.Pi}, true},
		{"upper link up, folded", State{Theta1: math.Pi, Theta2: math.Pi}, false},
	} {
		if got := Terminated(test.s); got != test.want {
			t.Errorf("%s: Terminated is %v, tip at %g", test.reason, got, TipHeight(test.s))
		}
	}
}

func TestReset(t *testing.T) {
	p := Params{InitialSpread: 0.1}
	spread.Check(t, "Theta1", -0.1, 0.1, func(r *rng.Source) float64 { return Reset(p, r).Theta1 })
	spread.Check(t, "Theta2Dot", -0.1, 0.1, func(r *rng.Source) float64 { return Reset(p, r).Theta2Dot })
}

package reacher

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/envtest"
	"github.com/rewardsmith/rewardsmith/envs/envtest/spread"
	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

func TestConformance(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	envtest.Run(t, env)
}

// kinetic returns the arm's energy in J from the velocities of its links'
// centres, independently of the mass matrix.
func kinetic(m motion) float64 {
	const inertia = Mass * Length * Length / 12
	forearm := m.shoulderDot + m.elbowDot
	angle := m.shoulder + m.elbow
	vx := -Length*math.Sin(m.shoulder)*m.shoulderDot - Length/2*math.Sin(angle)*forearm
	vy := Length*math.Cos(m.shoulder)*m.shoulderDot + Length/2*math.Cos(angle)*forearm
	upper := Length / 2 * m.shoulderDot
	return 0.5*Mass*(upper*upper+vx*vx+vy*vy) + 0.5*inertia*(m.shoulderDot*m.shoulderDot+forearm*forearm)
}

// TestEnergy turns the arm without motors and friction for an episode at the
// speeds that the motors reach.
func TestEnergy(t *testing.T) {
	m := motion{shoulder: 0.3, elbow: 1, shoulderDot: 3, elbowDot: -5}
	start := kinetic(m)
	worst := 0.0
	for range MaxSteps * substeps {
		m = advance(m, Action{}, 0, 0, Dt/substeps)
		worst = max(worst, math.Abs(kinetic(m)-start)/start)
	}
	t.Logf("the energy of %.3g J strays by a share of %.2g", start, worst)
	if !(worst < 1e-3) {
		t.Errorf("the energy strays by a share of %g", worst)
	}
}

// TestPower checks the equations of motion: the energy changes by the power of
// the motors less that of friction.
func TestPower(t *testing.T) {
	for i := range uint32(200) {
		r := rng.New(3, rng.StreamStep, 0, 0, i)
		m := motion{r.Uniform(-3, 3), r.Uniform(-3, 3), r.Uniform(-5, 5), r.Uniform(-5, 5)}
		a := Action{Shoulder: r.Uniform(-3, 3), Elbow: r.Uniform(-1, 1)}
		const h = 1e-5
		rate := derivative(m, a, ShoulderFriction, ElbowFriction)
		got := (kinetic(moved(m, h, rate)) - kinetic(moved(m, -h, rate))) / (2 * h)
		want := (a.Shoulder-ShoulderFriction*m.shoulderDot)*m.shoulderDot + (a.Elbow-ElbowFriction*m.elbowDot)*m.elbowDot
		if !(math.Abs(got-want) < 1e-6*max(1, math.Abs(want))) {
			t.Fatalf("the energy of %+v changes by %g W, want %g W", m, got, want)
		}
	}
}

// TestFrictionOfEachJoint makes sure that a step without motors takes energy, at
// either joint: more than it would with that joint free.
func TestFrictionOfEachJoint(t *testing.T) {
	for i := range uint32(50) {
		r := rng.New(4, rng.StreamStep, 0, 0, i)
		s := State{Shoulder: r.Uniform(-3, 3), Elbow: r.Uniform(-3, 3), ShoulderDot: r.Uniform(1, 5), ElbowDot: r.Uniform(1, 5)}
		next := Step(s, Action{}, &r)
		got := kinetic(motion{next.Shoulder, next.Elbow, next.ShoulderDot, next.ElbowDot})
		free := func(shoulder, elbow float64) float64 {
			m := motion{s.Shoulder, s.Elbow, s.ShoulderDot, s.ElbowDot}
			for range substeps {
				m = advance(m, Action{}, shoulder, elbow, Dt/substeps)
			}
			return kinetic(m)
		}
		if !(got < free(0, ElbowFriction)) || !(got < free(ShoulderFriction, 0)) {
			t.Errorf("%+v keeps %g J; with a free shoulder %g J, with a free elbow %g J", s, got, free(0, ElbowFriction), free(ShoulderFriction, 0))
		}
	}
}

// TestObservedError adds the observed error to the observed tip, which gives the
// observed target.
func TestObservedError(t *testing.T) {
	for i := range uint32(50) {
		r := rng.New(5, rng.StreamReset, 0, 0, i)
		s := Reset(Params{TargetMin: 0.2, TargetMax: 0.95}, &r)
		o := Observe(s, &r)
		tip := geom.Vec2{X: Length + Length*o.CosElbow, Y: Length * o.SinElbow}
		if !(tip.Add(o.Error).Dist(o.Target) < 1e-12) {
			t.Errorf("tip %v and error %v do not lead to the target %v", tip, o.Error, o.Target)
		}
	}
}

// TestSpinMomentum checks that without torque at the shoulder the angular
// momentum about it stays, whatever the elbow's motor does.
func TestSpinMomentum(t *testing.T) {
	momentum := func(m motion) float64 {
		const rod, carry = Mass * Length * Length / 3, Mass * Length * Length
		cos := math.Cos(m.elbow)
		return (2*rod+carry+carry*cos)*m.shoulderDot + (rod+carry/2*cos)*m.elbowDot
	}
	m := motion{shoulderDot: 1, elbow: 2, elbowDot: -1}
	start := momentum(m)
	for i := range MaxSteps {
		m = advance(m, Action{Elbow: math.Sin(float64(i))}, 0, 0, Dt)
	}
	if got := momentum(m); !(math.Abs(got-start) < 1e-3*math.Abs(start)) {
		t.Errorf("angular momentum went from %g to %g", start, got)
	}
}

func TestTip(t *testing.T) {
	for _, test := range []struct {
		reason          string
		shoulder, elbow float64
		want            geom.Vec2
	}{
		{"stretched along x", 0, 0, geom.Vec2{X: Reach}},
		{"stretched along y", math.Pi / 2, 0, geom.Vec2{Y: Reach}},
		{"bent by a right angle", 0, math.Pi / 2, geom.Vec2{X: Length, Y: Length}},
		{"folded", 1, math.Pi, geom.Vec2{}},
	} {
		if got := Tip(State{Shoulder: test.shoulder, Elbow: test.elbow}); !(got.Dist(test.want) < 1e-12) {
			t.Errorf("%s: the tip is at %v, want %v", test.reason, got, test.want)
		}
	}
}

// TestObserveIgnoresDirection turns arm and target together.
func TestObserveIgnoresDirection(t *testing.T) {
	r := rng.New(1, rng.StreamReset, 0, 0, 0)
	s := Reset(Params{TargetMin: 0.2, TargetMax: 0.95}, &r)
	a := Observe(s, &r)
	s.Shoulder, s.Target = s.Shoulder+1, turned(s.Target, 1)
	b := Observe(s, &r)
	if !(a.Target.Dist(b.Target) < 1e-12 && a.Error.Dist(b.Error) < 1e-12) {
		t.Errorf("turning the scene changes the observation from %+v to %+v", a, b)
	}
	s.Target = Tip(s)
	if e := Observe(s, &r).Error.Norm(); e != 0 {
		t.Errorf("on target the observed error is %g", e)
	}
}

func TestReset(t *testing.T) {
	p := Params{TargetMin: 0.2, TargetMax: 0.95}
	spread.Check(t, "target distance", 0.2*Reach, 0.95*Reach, func(r *rng.Source) float64 { return Reset(p, r).Target.Norm() })
	swapped := Params{TargetMin: p.TargetMax, TargetMax: p.TargetMin} // as params drawn apart may be
	spread.Check(t, "target distance", 0.2*Reach, 0.95*Reach, func(r *rng.Source) float64 { return Reset(swapped, r).Target.Norm() })
	spread.Check(t, "target direction", -math.Pi, math.Pi, func(r *rng.Source) float64 {
		target := Reset(p, r).Target
		return math.Atan2(target.Y, target.X)
	})
	spread.Check(t, "elbow", -math.Pi, math.Pi, func(r *rng.Source) float64 { return Reset(p, r).Elbow })
}

// TestReachable moves the arm to random targets with a hand-written controller
// and expects success: the task can be done within its time and torques.
func TestReachable(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	const episodes = 100
	succeeded := 0
	for episode := range uint32(episodes) {
		r := rng.New(7, rng.StreamReset, 0, episode, 0)
		s := Reset(Params{TargetMin: 0.2, TargetMax: 0.95}, &r)
		tally := env.Spec().NewTally()
		for range MaxSteps {
			a := controller(s)
			next := Step(s, a, &r)
			tally.Add(Score(s, a, next), Success(s, a, next))
			s = next
		}
		if tally.Success() {
			succeeded++
		}
	}
	if succeeded < episodes*98/100 {
		t.Errorf("the controller succeeded in %d of %d episodes", succeeded, episodes)
	}
}

// controller steers both joints to the pose that the target needs, with the
// elbow bent the way it already is.
func controller(s State) Action {
	d := s.Target.Norm()
	bend := math.Acos(geom.Clamp(d*d/(2*Length*Length)-1, -1, 1))
	if s.Elbow < 0 {
		bend = -bend
	}
	shoulder := math.Atan2(s.Target.Y, s.Target.X) - bend/2
	return Action{
		Shoulder: geom.Clamp(6*geom.WrapAngle(shoulder-s.Shoulder)-2*s.ShoulderDot, -MaxShoulderTorque, MaxShoulderTorque),
		Elbow:    geom.Clamp(2*(bend-s.Elbow)-0.4*s.ElbowDot, -MaxElbowTorque, MaxElbowTorque),
	}
}

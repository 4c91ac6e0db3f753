package quadrotor

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

// lively is a body that tumbles about all axes.
func lively() State {
	return State{
		Position: geom.Vec3{X: 0.1, Y: -0.2, Z: 0.3},
		Velocity: geom.Vec3{X: 0.5, Y: 0.1, Z: -0.2},
		Rotation: geom.RotZ(1).Mul(geom.RotY(0.4)).Mul(geom.RotX(-0.7)),
		Rates:    geom.Vec3{X: 3, Y: -2, Z: 4},
	}
}

// TestTumbling turns the body without torque: the angular momentum seen from
// the world stays to rounding, the energy of rotation nearly.
func TestTumbling(t *testing.T) {
	momentum := func(s State) geom.Vec3 { return s.Rotation.Apply(momentumOf(s.Rates)) }
	energy := func(s State) float64 { return 0.5 * s.Rates.Dot(momentumOf(s.Rates)) }
	s := lively()
	start := s
	for range MaxSteps * substeps {
		s = advance(s, 0, geom.Vec3{}, 0, Dt/substeps)
	}
	if e := momentum(s).Dist(momentum(start)) / momentum(start).Norm(); !(e < 1e-11) {
		t.Errorf("the angular momentum strays by a share of %g", e)
	}
	if e := math.Abs(energy(s)/energy(start) - 1); !(e < 1e-3) {
		t.Errorf("the energy of rotation strays by a share of %g", e)
	}
	if s.Rates.Dist(start.Rates) < 0.1 {
		t.Error("the body rates have not moved: the test tests nothing")
	}
}

// TestFall drops the body without thrust and drag: the energy is conserved and
// the path a parabola, both to rounding.
func TestFall(t *testing.T) {
	energy := func(s State) float64 { return 0.5*Mass*s.Velocity.Dot(s.Velocity) + Mass*Gravity*s.Position.Z }
	s := lively()
	start := s
	for range MaxSteps * substeps {
		s = advance(s, 0, geom.Vec3{}, 0, Dt/substeps)
	}
	const duration = MaxSteps * Dt
	want := start.Position.Add(start.Velocity.Scale(duration)).Sub(geom.Vec3{Z: Gravity * duration * duration / 2})
	if !(s.Position.Dist(want) < 1e-9) {
		t.Errorf("fell to %v, want %v", s.Position, want)
	}
	if e := energy(s) - energy(start); !(math.Abs(e) < 1e-9) {
		t.Errorf("the energy changed by %g J", e)
	}
}

func TestHover(t *testing.T) {
	s := State{Rotation: geom.Identity()}
	for range MaxSteps {
		s = Step(s, Action{}, &rng.Source{})
	}
	if s.Position.Norm() > 1e-9 || Tilt(s) > 1e-9 || s.Rates.Norm() > 1e-12 {
		t.Errorf("hovering for an episode ends at %+v", s)
	}
}

// TestRotorDirections checks which way each pattern of commands turns the body.
func TestRotorDirections(t *testing.T) {
	for _, test := range []struct {
		reason string
		rotor  [4]float64
		want   geom.Vec3 // signs of the first angular acceleration
		lift   float64   // sign of the vertical one
	}{
		{"all up", [4]float64{1, 1, 1, 1}, geom.Vec3{}, 1},
		{"left up: roll to the right", [4]float64{1, -1, -1, 1}, geom.Vec3{X: 1}, 0},
		{"rear up: nose down", [4]float64{-1, -1, 1, 1}, geom.Vec3{Y: 1}, 0},
		{"one diagonal up: yaw to the left", [4]float64{1, -1, 1, -1}, geom.Vec3{Z: 1}, 0},
	} {
		s := Step(State{Rotation: geom.Identity()}, Action{test.rotor}, &rng.Source{})
		got := [4]float64{sign(s.Rates.X), sign(s.Rates.Y), sign(s.Rates.Z), sign(s.Velocity.Z)}
		// A roll or pitch tips the thrust, which loses a little lift.
		if got[3] < 0 && s.Velocity.Z > -0.01 {
			got[3] = 0
		}
		if want := [4]float64{test.want.X, test.want.Y, test.want.Z, test.lift}; got != want {
			t.Errorf("%s: signs of roll, pitch, yaw rate and climb are %v, want %v", test.reason, got, want)
		}
	}
}

func sign(x float64) float64 {
	switch {
	case x > 1e-12:
		return 1
	case x < -1e-12:
		return -1
	}
	return 0
}

// TestNoseDownFliesForward checks that attitude and thrust belong together.
func TestNoseDownFliesForward(t *testing.T) {
	s := State{Rotation: geom.RotZ(math.Pi / 2).Mul(geom.RotY(0.2))}
	s = Step(s, Action{}, &rng.Source{})
	if !(s.Velocity.Y > 0.01 && math.Abs(s.Velocity.X) < 1e-12) {
		t.Errorf("nose down heading along y, the velocity is %v", s.Velocity)
	}
}

func TestRotationStaysOrthonormal(t *testing.T) {
	s := lively()
	for i := range 5000 {
		r := rng.New(2, rng.StreamPolicy, 0, 0, uint32(i))
		s = Step(s, Action{[4]float64{r.Uniform(-1, 1), r.Uniform(-1, 1), r.Uniform(-1, 1), r.Uniform(-1, 1)}}, &r)
		product := s.Rotation.Mul(s.Rotation.Transpose())
		for k, v := range [9]float64{product.XX - 1, product.XY, product.XZ, product.YX, product.YY - 1, product.YZ, product.ZX, product.ZY, product.ZZ - 1} {
			if !(math.Abs(v) < 1e-14) {
				t.Fatalf("step %d: entry %d of R R^T - 1 is %g", i, k, v)
			}
		}
	}
}

func TestTerminated(t *testing.T) {
	for _, test := range []struct {
		reason string
		s      State
		want   bool
	}{
		{"level in the middle", State{Rotation: geom.Identity()}, false},
		{"on the wall", State{Rotation: geom.Identity(), Position: geom.Vec3{X: RoomLimit}}, false},
		{"behind the wall", State{Rotation: geom.Identity(), Position: geom.Vec3{Y: -RoomLimit - 1e-9}}, true},
		{"through the ceiling", State{Rotation: geom.Identity(), Position: geom.Vec3{Z: RoomLimit + 1e-9}}, true},
		{"tilted within the limit", State{Rotation: geom.RotX(TiltLimit - 1e-6)}, false},
		{"tilted beyond", State{Rotation: geom.RotY(-TiltLimit - 1e-6)}, true},
	} {
		if got := Terminated(test.s); got != test.want {
			t.Errorf("%s: Terminated is %v", test.reason, got)
		}
	}
}

func TestSuccess(t *testing.T) {
	at := State{Rotation: geom.RotZ(1), GoalYaw: 1}
	change := func(f func(*State)) State {
		s := at
		f(&s)
		return s
	}
	for _, test := range []struct {
		reason string
		s      State
		want   bool
	}{
		{"at the goal", at, true},
		{"0.11 m off", change(func(s *State) { s.Position.Z = 0.11 }), false},
		{"0.09 m off", change(func(s *State) { s.Position.Z = -0.09 }), true},
		{"0.21 m/s", change(func(s *State) { s.Velocity.X = 0.21 }), false},
		{"tilted by 11 degrees", change(func(s *State) { s.Rotation = s.Rotation.Mul(geom.RotX(11 * math.Pi / 180)) }), false},
		{"turned by 16 degrees", change(func(s *State) { s.GoalYaw += 16 * math.Pi / 180 }), false},
		{"turned by 14 degrees", change(func(s *State) { s.GoalYaw -= 14 * math.Pi / 180 }), true},
	} {
		if got := Success(at, Action{}, test.s); got != test.want {
			t.Errorf("%s: Success is %v", test.reason, got)
		}
	}
}

// TestObserveIgnoresGoalYaw turns the world, goal and body together.
func TestObserveIgnoresGoalYaw(t *testing.T) {
	s := lively()
	s.Goal, s.GoalYaw = geom.Vec3{X: 1, Y: 0.5}, 0.3
	turn := geom.RotZ(2)
	turned := State{
		Position: turn.Apply(s.Position), Velocity: turn.Apply(s.Velocity), Rotation: turn.Mul(s.Rotation),
		Rates: s.Rates, Goal: turn.Apply(s.Goal), GoalYaw: s.GoalYaw + 2,
	}
	a, b := Observe(s, &rng.Source{}), Observe(turned, &rng.Source{})
	if !(a.Offset.Dist(b.Offset) < 1e-12 && a.Velocity.Dist(b.Velocity) < 1e-12 && math.Abs(a.Rotation.YX-b.Rotation.YX) < 1e-12) {
		t.Errorf("turning the world changes the observation from %+v to %+v", a, b)
	}
}

func TestReset(t *testing.T) {
	p := Params{GoalSpread: 1, StartSpread: 1, StartTurn: 1, StartTilt: 0.2, StartSpeed: 0.3}
	spread.Check(t, "goal", -1, 1, func(r *rng.Source) float64 { return Reset(p, r).Goal.Y })
	spread.Check(t, "heading", -math.Pi, math.Pi, func(r *rng.Source) float64 { return Reset(p, r).GoalYaw })
	spread.Check(t, "start", -1, 1, func(r *rng.Source) float64 { s := Reset(p, r); return s.Position.Z - s.Goal.Z })
	spread.Check(t, "turn", -1, 1, func(r *rng.Source) float64 { return YawError(Reset(p, r)) })
	spread.Check(t, "rate", -0.3, 0.3, func(r *rng.Source) float64 { return Reset(p, r).Rates.Z })
}

// TestFlyable flies random episodes with a hand-written controller and expects
// success: the task can be done within its time and thrust.
func TestFlyable(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	p := Params{GoalSpread: 1, StartSpread: 1, StartTurn: 1, StartTilt: 0.2, StartSpeed: 0.3}
	const episodes = 100
	succeeded, score := 0, 0.0
	for episode := range uint32(episodes) {
		r := rng.New(7, rng.StreamReset, 0, episode, 0)
		s := Reset(p, &r)
		tally := env.Spec().NewTally()
		for range MaxSteps {
			a := pilot(s)
			next := Step(s, a, &r)
			tally.Add(Score(s, a, next), Success(s, a, next))
			if s = next; Terminated(s) {
				break
			}
		}
		score += tally.Score() / episodes
		if tally.Success() {
			succeeded++
		}
	}
	t.Logf("%d of %d succeed, mean score %.2f", succeeded, episodes, score)
	if succeeded < episodes*98/100 {
		t.Errorf("the controller succeeded in %d of %d episodes", succeeded, episodes)
	}
}

// pilot is a cascade of proportional controllers: position, attitude, rotors.
func pilot(s State) Action {
	wish := s.Goal.Sub(s.Position).Scale(3).Sub(s.Velocity.Scale(3))
	inBody := geom.RotZ(-s.Rotation.Yaw()).Apply(wish)
	up := s.Rotation.ApplyInverse(geom.Vec3{Z: 1})
	pitch := geom.Clamp(inBody.X/Gravity, -0.4, 0.4) + up.X
	roll := geom.Clamp(-inBody.Y/Gravity, -0.4, 0.4) - up.Y
	x := 2 * (roll*3 - s.Rates.X*0.5)
	y := 2 * (pitch*3 - s.Rates.Y*0.5)
	z := 3 * (-YawError(s) - 0.8*s.Rates.Z)
	lift := inBody.Z / Gravity / ThrustSpan
	var a Action
	for i, mix := range [4][3]float64{{1, -1, 1}, {-1, -1, -1}, {-1, 1, 1}, {1, 1, -1}} {
		a.Rotor[i] = geom.Clamp(lift+0.5*(mix[0]*x+mix[1]*y)+mix[2]*0.3*z, -1, 1)
	}
	return a
}

// TestOffsetRange looks at the goal from the far corner, along the diagonal.
func TestOffsetRange(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	s := lively()
	s.Position, s.Goal, s.GoalYaw = geom.Vec3{X: -3, Y: -3, Z: -3}, geom.Vec3{X: 1.5, Y: 1.5, Z: 1.5}, math.Pi/4
	x := Observe(s, &rng.Source{}).Offset.X
	schema := env.Spec().Observation
	if hi := schema[schema.Index("Offset.X")].Hi; !(x <= hi && x > 0.9*hi) {
		t.Errorf("the largest offset is %g, the range goes to %g", x, hi)
	}
}

// TestAirResistance lets a hovering body glide and spin: within a second it loses
// the shares of its speed and rates that the coefficients say.
func TestAirResistance(t *testing.T) {
	s := State{Velocity: geom.Vec3{X: 1, Y: -2}, Rotation: geom.Identity(), Rates: geom.Vec3{Z: 3}}
	speed, rate := s.Velocity.Norm(), s.Rates.Z
	for range int(1 / Dt) {
		before := s
		s = Step(s, Action{}, &rng.Source{})
		if !(s.Velocity.Norm() < before.Velocity.Norm() && s.Rates.Z < before.Rates.Z) {
			t.Fatalf("a step takes the speed from %g to %g m/s and the yaw rate from %g to %g rad/s",
				before.Velocity.Norm(), s.Velocity.Norm(), before.Rates.Z, s.Rates.Z)
		}
	}
	if got, want := s.Velocity.Norm()/speed, math.Exp(-Drag/Mass); !(math.Abs(got-want) < 1e-3) {
		t.Errorf("a second leaves %g of the speed, want %g", got, want)
	}
	if got, want := s.Rates.Z/rate, math.Exp(-SpinDrag/InertiaZ); !(math.Abs(got-want) < 1e-2) {
		t.Errorf("a second leaves %g of the yaw rate, want %g", got, want)
	}
}

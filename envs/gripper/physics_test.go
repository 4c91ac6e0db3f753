package gripper

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// lossless are rules under which nothing takes energy.
var lossless = rules{stiffness: stiffness}

// step is the duration of an integration step.
const step = Dt / substeps

// block is the object of the tasks with a block.
func block(mass float64) body {
	return body{half: geom.Vec2{X: BlockSide / 2, Y: BlockSide / 2}, mass: mass, loose: true, anything: true}
}

// kinetic returns the energy of motion in J.
func kinetic(m motion, b body) float64 {
	return 0.5*FingerMass*(m.leftDot*m.leftDot+m.rightDot*m.rightDot+2*m.tipDot*m.tipDot) +
		0.5*b.mass*m.objectDot.Dot(m.objectDot)
}

// overlaps lists by how much bodies overlap in m, less than 0 for those apart:
// every pair that can touch, found from the bounds of the bodies.
func overlaps(m motion, b body) []float64 {
	grip := (m.right - FingerWidth/2) - (m.left + FingerWidth/2)
	list := []float64{
		-m.tip, m.tip - Ceiling,
		-Wall - (m.left - FingerWidth/2), m.right + FingerWidth/2 - Wall,
		-grip, grip - GripMax,
	}
	if b.loose {
		list = append(list, -(m.object.Y - b.half.Y), m.object.X+b.half.X-Wall, -Wall-(m.object.X-b.half.X))
	}
	if b.onRails {
		list = append(list, m.object.X-DrawerClosed, DrawerClosed-DrawerTravel-m.object.X)
	}
	if b.anything {
		for _, x := range []float64{m.left, m.right} {
			wide := min(x+FingerWidth/2, m.object.X+b.half.X) - max(x-FingerWidth/2, m.object.X-b.half.X)
			// One box may reach past the other on both sides: the way out is the shorter one.
			wide = min(wide, x+FingerWidth/2-(m.object.X-b.half.X), m.object.X+b.half.X-(x-FingerWidth/2))
			high := min(m.tip+FingerLength-(m.object.Y-b.half.Y), m.object.Y+b.half.Y-m.tip)
			way := min(wide, high)
			if wide == high {
				way = wide
			}
			list = append(list, way)
		}
	}
	return list
}

// energy returns the energy of motion, weight and elastic overlap in J.
func energy(m motion, b body, c rules) float64 {
	sum := kinetic(m, b)
	if b.loose {
		sum += b.mass * Gravity * m.object.Y
	}
	for _, o := range overlaps(m, b) {
		sum += 0.5 * c.stiffness * max(o, 0) * max(o, 0)
	}
	return sum
}

// TestEnergyWithoutContact moves hand and block through the air: without losses
// the energy stays to rounding.
func TestEnergyWithoutContact(t *testing.T) {
	m := motion{
		left: -0.1, right: 0, tip: 0.2, leftDot: 0.3, rightDot: 0.25, tipDot: -0.1,
		object: geom.Vec2{X: 0.3, Y: 0.4}, objectDot: geom.Vec2{X: -0.2, Y: 1.5},
	}
	b := block(0.2)
	start := energy(m, b, lossless)
	for i := range 100 {
		m = advance(m, b, Action{}, lossless, step)
		if e := energy(m, b, lossless) - start; !(math.Abs(e) < 1e-12) {
			t.Fatalf("after %d steps the energy has changed by %g J", i+1, e)
		}
	}
	if m.object.Y > 0.45 || m.objectDot.Y > -1 {
		t.Errorf("the block has not fallen: %+v", m)
	}
}

// TestEnergyOfLosslessContact bounces things off each other: the energy wavers by
// a few percent while springs give way, and does not drift.
func TestEnergyOfLosslessContact(t *testing.T) {
	rail := body{half: geom.Vec2{X: HandleWidth / 2, Y: HandleHeight / 2}, mass: DrawerMass, onRails: true, anything: true}
	for _, test := range []struct {
		reason string
		m      motion
		b      body
	}{
		{"a block that bounces on the table", motion{left: 0.3, right: 0.4, tip: 0.3, object: geom.Vec2{Y: 0.1}}, block(0.2)},
		{"a block between two fingers that fly", motion{
			left: -0.05, right: 0.05, tip: 0.3, leftDot: 0.3, rightDot: -0.5, object: geom.Vec2{Y: 0.35}, objectDot: geom.Vec2{Y: 1},
		}, block(0.15)},
		{"a drawer between two fingers and its stops", motion{
			left: -0.03, right: 0.03, tip: 0.01, leftDot: 0.3, rightDot: -0.5, object: geom.Vec2{Y: HandleHeight / 2}, objectDot: geom.Vec2{X: 0.4},
		}, rail},
		{"fingers that hit table, ceiling and walls", motion{left: -0.05, right: 0.05, tip: 0.3, leftDot: 0.7, rightDot: 0.3, tipDot: -0.7}, body{mass: 1}},
	} {
		waver := func(dt float64) float64 {
			m, start, worst := test.m, energy(test.m, test.b, lossless), 0.0
			for range int(math.Round(MaxSteps * Dt / dt)) {
				m = advance(m, test.b, Action{}, lossless, dt)
				worst = max(worst, math.Abs(energy(m, test.b, lossless)/start-1))
			}
			return worst
		}
		coarse, fine := waver(step), waver(step/10)
		t.Logf("%s: the energy wavers by %.2g, in fine steps by %.2g", test.reason, coarse, fine)
		if !(coarse < 0.15 && fine < 0.005) {
			t.Errorf("%s: the energy wavers by a share of %g, in fine steps of %g", test.reason, coarse, fine)
		}
	}
}

// TestEnergyComesFromMotors plays at random, with actions that last. From any
// moment to any later one the energy grows by no more than the motors give, but
// for what the springs' steps are off by in the hardest impact.
func TestEnergyComesFromMotors(t *testing.T) {
	worst, moved, lost := 0.0, 0.0, 0.0
	for _, task := range []int{TaskReach, TaskPush, TaskPlace, TaskDrawer} {
		for episode := range uint32(40) {
			r := rng.New(11, rng.StreamReset, uint32(task), episode, 0)
			s := Reset(Params{Task: task, BlockMass: r.Uniform(0.15, 0.3), Friction: r.Uniform(0.4, 0.9)}, &r)
			b, c, m := bodyOf(s), rulesOf(s), motionOf(s)
			start, work := energy(m, b, c), 0.0
			least := start // of energy less work, up to now
			var a Action
			for i := range MaxSteps * substeps {
				if i%(5*substeps) == 0 {
					a = actionToward(&r, stateOf(s, m))
				}
				before := m
				m = advance(m, b, a, c, step)
				left, right := m.left-before.left, m.right-before.right
				given := a.X/2*(left+right) + a.Grip*(left-right) + a.Y*(m.tip-before.tip)
				work += given
				moved += math.Abs(given)
				balance := energy(m, b, c) - work
				worst = max(worst, balance-least)
				least = min(least, balance)
			}
			lost += start + work - energy(m, b, c)
		}
	}
	t.Logf("at worst %.2g J more than came in; %.3g J moved by motors, %.3g J lost", worst, moved, lost)
	if !(worst < 0.005) {
		t.Errorf("there are %g J more than the motors gave", worst)
	}
	if lost < 1000 {
		t.Errorf("only %g J were lost: play met with no resistance, and the test tests nothing", lost)
	}
}

// actionToward returns a random action that tends towards the object, so that
// there are contacts of all kinds.
func actionToward(r *rng.Source, s State) Action {
	way := Object(s).Sub(s.Hand)
	return Action{
		X:    geom.Clamp(40*way.X+r.Uniform(-12, 12), -MaxForce, MaxForce),
		Y:    geom.Clamp(20*way.Y+r.Uniform(-14, 10), -MaxForce, MaxForce),
		Grip: geom.Clamp(r.Uniform(-12, 16), -MaxGrip, MaxGrip),
	}
}

// TestMomentum lets fingers and block meet in the air without drag, with friction
// and damping: along x their momentum stays, along y it changes by the weight.
func TestMomentum(t *testing.T) {
	m := motion{
		left: -0.06, right: 0.06, tip: 0.3, leftDot: 0.5, rightDot: -0.3, tipDot: 0.4,
		object: geom.Vec2{Y: 0.33}, objectDot: geom.Vec2{X: 0.1, Y: 1.2},
	}
	b, c := block(0.2), rules{stiffness: stiffness, damping: damping, friction: 0.6}
	momentum := func() geom.Vec2 {
		return geom.Vec2{X: FingerMass*(m.leftDot+m.rightDot) + b.mass*m.objectDot.X, Y: 2*FingerMass*m.tipDot + b.mass*m.objectDot.Y}
	}
	start, slip := momentum(), m.objectDot.Y-m.tipDot
	for i := range 60 {
		m = advance(m, b, Action{Grip: MaxGrip}, c, step)
		want := start.Sub(geom.Vec2{Y: b.mass * Gravity * step * float64(i+1)})
		if got := momentum(); !(got.Dist(want) < 1e-12) {
			t.Fatalf("after %d steps the momentum is %v, want %v", i+1, got, want)
		}
	}
	if now := math.Abs(m.objectDot.Y - m.tipDot); !(now < 0.05*slip) {
		t.Errorf("slip went from %g to %g m/s: they have not met", slip, now)
	}
}

// TestRestitution closes the fingers on nothing: they part at 1 - 2/3 damping v
// of the speed v at which they met, as Hunt and Crossley's law says of slow
// impacts.
func TestRestitution(t *testing.T) {
	c := rules{stiffness: stiffness, damping: damping}
	for _, speed := range []float64{0.01, 0.03} {
		for _, dt := range []float64{step, step / 50} {
			m := motion{left: -0.011, right: 0.011, tip: 0.3, leftDot: speed / 2, rightDot: -speed / 2}
			for range int(1 / dt) {
				m = advance(m, body{mass: 1}, Action{}, c, dt)
			}
			got, want := (m.rightDot-m.leftDot)/speed, 1-damping*speed*2/3
			if !(math.Abs(got-want) < 0.02) {
				t.Errorf("at %g m/s, in steps of %g s, restitution is %g, want %g", speed, dt, got, want)
			}
		}
	}
}

// TestPenetration makes the motors do their worst, and drops the block from the
// ceiling: nothing enters anything deeper than a third of the block or a
// finger's width.
func TestPenetration(t *testing.T) {
	held := motion{left: -0.05, right: 0.05, tip: 0.01, object: geom.Vec2{Y: BlockSide / 2}}
	over := motion{left: -0.02, right: 0.02, tip: 0.3, object: geom.Vec2{Y: BlockSide / 2}}
	for _, test := range []struct {
		reason string
		m      motion
		a      Action
		rest   float64 // overlap that the forces come to, in m
	}{
		{"the greatest grip", held, Action{Grip: MaxGrip}, MaxGrip / stiffness},
		{"the greatest grip and push", held, Action{X: MaxForce, Grip: MaxGrip}, math.NaN()},
		{"block pressed on the table", over, Action{Y: -MaxForce}, (MaxForce + 0.3*Gravity) / stiffness},
		{"fingers pressed on the table", motion{left: 0.2, right: 0.3, tip: 0.4, object: geom.Vec2{Y: BlockSide / 2}}, Action{Y: -MaxForce}, MaxForce / stiffness},
		{"a fall from the ceiling", motion{left: 0.2, right: 0.3, tip: 0.4, object: geom.Vec2{Y: Ceiling}}, Action{}, 0.3 * Gravity / stiffness},
	} {
		m, b, c := test.m, block(0.3), rules{stiffness: stiffness, damping: damping, friction: 0.6, drag: Drag}
		worst, last := 0.0, 0.0
		for range 2 * MaxSteps * substeps {
			m = advance(m, b, test.a, c, step)
			last = 0
			for _, o := range overlaps(m, b) {
				last = max(last, o)
			}
			worst = max(worst, last)
		}
		t.Logf("%s: at most %.1f mm, in the end %.1f mm", test.reason, 1000*worst, 1000*last)
		if !(worst < FingerWidth) {
			t.Errorf("%s: bodies overlap by %g m", test.reason, worst)
		}
		if !math.IsNaN(test.rest) && !(math.Abs(last-test.rest) < 2e-4) {
			t.Errorf("%s: in the end bodies overlap by %g m, want %g", test.reason, last, test.rest)
		}
	}
}

// TestSliding gives the block a push: it comes to rest after v^2 / (2 friction g),
// in the steps of the environment a little later, since friction answers to the
// speed before the step.
func TestSliding(t *testing.T) {
	const speed, friction = 1.0, 0.6
	b := block(0.2)
	c := rules{stiffness: stiffness, damping: damping, friction: friction}
	want := speed * speed / (2 * friction * Gravity)
	for _, test := range []struct{ dt, tolerance float64 }{{step, 0.06}, {step / 20, 0.01}} {
		m := motion{left: -0.4, right: -0.3, tip: 0.3, object: geom.Vec2{Y: b.half.Y - b.mass*Gravity/stiffness}, objectDot: geom.Vec2{X: speed}}
		for range int(1 / test.dt) {
			m = advance(m, b, Action{}, c, test.dt)
		}
		if !(math.Abs(m.object.X/want-1) < test.tolerance) {
			t.Errorf("in steps of %g s the block slid %g m, want %g", test.dt, m.object.X, want)
		}
		if !(math.Abs(m.objectDot.X) < 1e-4) {
			t.Errorf("in steps of %g s the block still slides at %g m/s", test.dt, m.objectDot.X)
		}
	}
}

// TestStickingOnTheTable pulls at a block that the fingers hold, against its
// friction on the table: it creeps or slides as the force is below or above
// friction times weight.
func TestStickingOnTheTable(t *testing.T) {
	const friction = 0.6
	b := block(0.2)
	limit := friction * b.mass * Gravity
	for _, share := range []float64{0.5, 0.9, 1.1, 1.5} {
		m := motion{left: -0.04, right: 0.04, tip: 0.01, object: geom.Vec2{Y: b.half.Y - b.mass*Gravity/stiffness}}
		c := rules{stiffness: stiffness, damping: damping, friction: friction}
		for range 400 { // take hold
			m = advance(m, b, Action{Grip: MaxGrip}, c, step)
		}
		before := m.object.X
		const duration = 1.0
		for range int(math.Round(duration / step)) {
			m = advance(m, b, Action{X: share * limit, Grip: MaxGrip}, c, step)
		}
		moved := m.object.X - before
		if share < 1 {
			// At equilibrium share = v / sqrt(v^2 + creep^2).
			if bound := duration * creep * share / math.Sqrt(1-share*share); !(moved > 0 && moved < 1.1*bound) {
				t.Errorf("at %g of the limit the block crept %g m, want up to %g", share, moved, bound)
			}
			continue
		}
		ideal := (share - 1) * limit / (b.mass + 2*FingerMass) * duration * duration / 2
		if !(moved > 0.7*ideal && moved < 1.05*ideal) {
			t.Errorf("at %g of the limit the block slid %g m, want about %g", share, moved, ideal)
		}
	}
}

// TestHeldBlock holds a block in the air: it creeps or falls out as its weight is
// below or above what the friction at both fingers can carry.
func TestHeldBlock(t *testing.T) {
	const friction, duration = 0.6, 1.0
	b := block(0.2)
	weight := b.mass * Gravity
	for _, share := range []float64{0.3, 0.8, 1.25, 2} { // weight over what friction carries
		grip := weight / share / (2 * friction)
		inside := grip / stiffness
		m := motion{
			left: -BlockSide/2 - FingerWidth/2 + inside, right: BlockSide/2 + FingerWidth/2 - inside, tip: 0.3,
			object: geom.Vec2{Y: 0.36},
		}
		c := rules{stiffness: stiffness, damping: damping, friction: friction}
		before := m.object.Y - m.tip
		for range int(math.Round(duration / step)) {
			m = advance(m, b, Action{Y: weight, Grip: grip}, c, step)
		}
		slipped := before - (m.object.Y - m.tip)
		if share < 1 {
			if bound := duration * creep * share / math.Sqrt(1-share*share); !(slipped > 0 && slipped < 1.1*bound) {
				t.Errorf("with %g of the weight that friction carries, the block slipped %g m, want up to %g", share, slipped, bound)
			}
		} else if !(slipped > 0.05) {
			t.Errorf("with %g of the weight that friction carries, the block slipped %g m only", share, slipped)
		}
	}
}

// TestDrawerRails pulls at the handle with less and more than the rails' friction.
func TestDrawerRails(t *testing.T) {
	s := Reset(Params{Task: TaskDrawer, BlockMass: 0.2, Friction: 0.6}, &rng.Source{})
	for _, share := range []float64{0.8, 1.5} {
		b, c, m := bodyOf(s), rulesOf(s), motionOf(s)
		m.left, m.right, m.tip = m.object.X-0.025, m.object.X+0.025, 0.01
		for range 400 { // take hold
			m = advance(m, b, Action{Grip: MaxGrip}, c, step)
		}
		before := m.object.X
		for range 300 {
			m = advance(m, b, Action{X: -share * DrawerFriction, Grip: MaxGrip}, c, step)
		}
		if opened := before - m.object.X; (opened > 0.01) != (share > 1) {
			t.Errorf("pulled with %g of the friction, the drawer opens by %g m", share, opened)
		}
		if m.objectDot.Y != 0 || m.object.Y != HandleHeight/2 {
			t.Errorf("the handle has left its rails: %+v", m)
		}
	}
}

// TestCoarseSteps compares a grip and a lift with steps a hundred times as fine.
func TestCoarseSteps(t *testing.T) {
	lift := func(dt float64) motion {
		b, c := block(0.2), rules{stiffness: stiffness, damping: damping, friction: 0.6, drag: Drag}
		m := motion{left: -0.06, right: 0.05, tip: 0.01, object: geom.Vec2{Y: BlockSide / 2}}
		for i := range int(math.Round(1.2 / dt)) {
			a := Action{Grip: MaxGrip}
			if float64(i)*dt > 0.299 {
				a.Y = 5
			}
			m = advance(m, b, a, c, dt)
		}
		return m
	}
	coarse, fine := lift(step), lift(step/100)
	if !(fine.object.Y > 0.15) {
		t.Fatalf("the block was not lifted: %+v", fine)
	}
	if !(coarse.object.Dist(fine.object) < 0.005 && math.Abs(coarse.tip-fine.tip) < 0.005) {
		t.Errorf("a lift ends at %+v, in fine steps at %+v", coarse, fine)
	}
}

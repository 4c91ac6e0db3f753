package gripper

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/envtest"
	"github.com/rewardsmith/rewardsmith/envs/envtest/spread"
	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// tasks are all that there are, by name.
var tasks = []struct {
	name string
	task int
}{{"reach", TaskReach}, {"push", TaskPush}, {"place", TaskPlace}, {"drawer", TaskDrawer}}

// params returns those of a task, with the other defaults.
func params(task int) Params { return Params{Task: task, BlockMass: 0.2, Friction: 0.6} }

func TestConformance(t *testing.T) {
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	envtest.Run(t, env)
}

// play returns mean score and share of successes of episodes in which act
// chooses.
func play(t *testing.T, p Params, episodes uint32, act func(s State, r *rng.Source) Action) (score, success float64) {
	t.Helper()
	env, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for episode := range episodes {
		r := rng.New(7, rng.StreamReset, 0, episode, 0)
		s := Reset(p, &r)
		tally := env.Spec().NewTally()
		for range MaxSteps {
			a := act(s, &r)
			next := Step(s, a, &r)
			tally.Add(Score(s, a, next), Success(s, a, next))
			s = next
		}
		score += tally.Score() / float64(episodes)
		if tally.Success() {
			success += 1 / float64(episodes)
		}
	}
	return score, success
}

// TestDoable has a hand-written controller do all tasks, with the lightest and
// the heaviest block, and little and much friction: they can be done within
// time and forces.
func TestDoable(t *testing.T) {
	episodes := uint32(100)
	if testing.Short() {
		episodes = 20
	}
	for _, task := range tasks {
		for _, p := range []Params{{task.task, 0.2, 0.6}, {task.task, 0.3, 0.4}, {task.task, 0.15, 0.9}} {
			score, success := play(t, p, episodes, func(s State, _ *rng.Source) Action { return controller(s) })
			t.Logf("%s %+v: score %.2f, success %.2f", task.name, p, score, success)
			if success < 0.98 {
				t.Errorf("%s with %+v: the controller succeeds in a share of %g", task.name, p, success)
			}
		}
	}
}

// controller takes hold of the object, from above, and takes it to the goal.
func controller(s State) Action {
	switch object := Object(s); {
	case s.Task == TaskReach:
		return toward(s, s.Goal, 0)
	case Gripped(s):
		return toward(s, s.Hand.Add(Error(s)), MaxGrip)
	case math.Abs(object.X-s.Hand.X) > 0.008:
		return toward(s, geom.Vec2{X: object.X, Y: math.Max(s.Hand.Y, object.Y+0.1)}, -MaxGrip)
	case s.Hand.Y > object.Y-0.005:
		return toward(s, geom.Vec2{X: object.X, Y: object.Y - 0.015}, -MaxGrip)
	default:
		return toward(s, geom.Vec2{X: s.Hand.X, Y: object.Y - 0.015}, MaxGrip)
	}
}

// toward moves the hand to a place, with a force of the fingers.
func toward(s State, place geom.Vec2, grip float64) Action {
	force := place.Sub(s.Hand).Scale(120).Sub(s.HandVelocity.Scale(6))
	if Gripped(s) && s.Task == TaskPlace {
		force.Y += s.BlockMass * Gravity
	}
	return Action{X: geom.Clamp(force.X, -MaxForce, MaxForce), Y: geom.Clamp(force.Y, -MaxForce, MaxForce), Grip: grip}
}

// TestRandomPlayFails makes sure that no task is done by chance: by actions that
// are drawn anew at each step, nor by those that last.
func TestRandomPlayFails(t *testing.T) {
	episodes := uint32(200)
	if testing.Short() {
		episodes = 50
	}
	for _, task := range tasks {
		for _, hold := range []int{1, 10} {
			var a Action
			steps := 0
			score, success := play(t, params(task.task), episodes, func(_ State, r *rng.Source) Action {
				if steps%hold == 0 {
					a = Action{X: r.Uniform(-MaxForce, MaxForce), Y: r.Uniform(-MaxForce, MaxForce), Grip: r.Uniform(-MaxGrip, MaxGrip)}
				}
				steps++
				return a
			})
			t.Logf("%s, actions of %d steps: score %.4f, success %.4f", task.name, hold, score, success)
			if !(score < 0.02 && success < 0.03) {
				t.Errorf("%s, actions of %d steps: random play scores %g and succeeds in a share of %g", task.name, hold, score, success)
			}
		}
	}
}

func TestReset(t *testing.T) {
	reset := func(task int, r *rng.Source) State { return Reset(params(task), r) }
	spread.Check(t, "hand", -0.35, 0.35, func(r *rng.Source) float64 { return reset(TaskReach, r).Hand.X })
	spread.Check(t, "height", 0.15, 0.4, func(r *rng.Source) float64 { return reset(TaskDrawer, r).Hand.Y })
	spread.Check(t, "goal of reach", -0.4, 0.4, func(r *rng.Source) float64 { return reset(TaskReach, r).Goal.X })
	spread.Check(t, "block", -0.3, 0.3, func(r *rng.Source) float64 { return reset(TaskPush, r).Block.X })
	spread.Check(t, "way of the block", 0.12, 0.3, func(r *rng.Source) float64 { return Distance(reset(TaskPush, r)) })
	spread.Check(t, "height of the goal", 0.15, 0.4, func(r *rng.Source) float64 { return reset(TaskPlace, r).Goal.Y })
	spread.Check(t, "drawer", 0, 0.05, func(r *rng.Source) float64 { return reset(TaskDrawer, r).Drawer })
	spread.Check(t, "goal of the drawer", 0.15, 0.28, func(r *rng.Source) float64 { return DrawerClosed - reset(TaskDrawer, r).Goal.X })
}

// TestPushGoals makes sure that blocks have to go both ways, and never to where
// the hand is short of room.
func TestPushGoals(t *testing.T) {
	left := 0
	const episodes = 2000
	for episode := range uint32(episodes) {
		r := rng.New(3, rng.StreamReset, 0, episode, 0)
		s := Reset(params(TaskPush), &r)
		if math.Abs(s.Goal.X) > 0.4 {
			t.Fatalf("a goal lies at %g m", s.Goal.X)
		}
		if s.Goal.X < s.Block.X {
			left++
		}
	}
	if left < episodes*2/5 || left > episodes*3/5 {
		t.Errorf("%d of %d blocks have to go left", left, episodes)
	}
}

// TestStartsApart makes sure that no episode starts in contact.
func TestStartsApart(t *testing.T) {
	for _, task := range tasks {
		for episode := range uint32(200) {
			r := rng.New(4, rng.StreamReset, 0, episode, 0)
			s := Reset(params(task.task), &r)
			for _, o := range overlaps(motionOf(s), bodyOf(s)) {
				if o > 0 {
					t.Fatalf("%s: bodies overlap by %g m at the start of %+v", task.name, o, s)
				}
			}
		}
	}
}

// TestStateKeepsMotion takes a state apart and puts it together.
func TestStateKeepsMotion(t *testing.T) {
	for _, task := range tasks {
		r := rng.New(5, rng.StreamReset, 0, 0, 0)
		s := Reset(params(task.task), &r)
		s = Step(s, Action{X: 3, Y: -2, Grip: 4}, &r)
		m := motionOf(s)
		again := motionOf(stateOf(s, m))
		for _, d := range []float64{
			m.left - again.left, m.right - again.right, m.tip - again.tip, m.leftDot - again.leftDot, m.rightDot - again.rightDot,
			m.tipDot - again.tipDot, m.object.Dist(again.object), m.objectDot.Dist(again.objectDot),
		} {
			if !(math.Abs(d) < 1e-15) {
				t.Errorf("%s: %+v comes back as %+v", task.name, m, again)
			}
		}
	}
}

func TestError(t *testing.T) {
	s := State{
		Hand: geom.Vec2{X: 0.1, Y: 0.2}, Block: geom.Vec2{X: -0.1, Y: 0.03}, Drawer: 0.1,
		Goal: geom.Vec2{X: 0.2, Y: 0.3},
	}
	for _, test := range []struct {
		reason string
		task   int
		want   geom.Vec2
	}{
		{"fingertips go to the goal", TaskReach, geom.Vec2{X: 0.1, Y: 0.1}},
		{"the block goes along the table", TaskPush, geom.Vec2{X: 0.3}},
		{"the block is lifted", TaskPlace, geom.Vec2{X: 0.3, Y: 0.27}},
		{"the handle stays on its rails", TaskDrawer, geom.Vec2{X: 0.2 - (DrawerClosed - 0.1)}},
	} {
		s.Task = test.task
		if got := Error(s); !(got.Dist(test.want) < 1e-12) {
			t.Errorf("%s: the way to the goal is %v, want %v", test.reason, got, test.want)
		}
		if o := Observe(s, &rng.Source{}); o.Error != Error(s) || o.Task[test.task] != 1 || o.Task[(test.task+1)%4] != 0 {
			t.Errorf("%s: observed %+v", test.reason, o)
		}
	}
}

func TestSuccess(t *testing.T) {
	for _, test := range []struct {
		reason string
		s      State
		want   bool
	}{
		{"fingertips at the goal", State{Task: TaskReach, Hand: geom.Vec2{X: 0.1, Y: 0.2}, Goal: geom.Vec2{X: 0.1, Y: 0.22}}, true},
		{"fingertips beside it", State{Task: TaskReach, Hand: geom.Vec2{X: 0.1, Y: 0.2}, Goal: geom.Vec2{X: 0.13, Y: 0.2}}, false},
		{"block at the goal, whatever its height", State{Task: TaskPush, Block: geom.Vec2{X: 0.1, Y: 0.2}, Goal: geom.Vec2{X: 0.12}}, true},
		{"block short of the goal", State{Task: TaskPush, Block: geom.Vec2{X: 0.1}, Goal: geom.Vec2{X: 0.13}}, false},
		{"block below the goal", State{Task: TaskPlace, Block: geom.Vec2{X: 0.1, Y: 0.03}, Goal: geom.Vec2{X: 0.1, Y: 0.2}}, false},
		{"drawer open", State{Task: TaskDrawer, Drawer: 0.2, Goal: geom.Vec2{X: DrawerClosed - 0.21}}, true},
		{"drawer too far open", State{Task: TaskDrawer, Drawer: 0.25, Goal: geom.Vec2{X: DrawerClosed - 0.21}}, false},
	} {
		if got := Success(test.s, Action{}, test.s); got != test.want {
			t.Errorf("%s: Success is %v", test.reason, got)
		}
	}
}

func TestGripped(t *testing.T) {
	const tight = BlockSide - 0.004
	at := func(task int, x, y, grip float64) State {
		return State{Task: task, Hand: geom.Vec2{X: x, Y: y}, Grip: grip, Block: geom.Vec2{Y: 0.03}, Drawer: DrawerClosed}
	}
	for _, test := range []struct {
		reason string
		s      State
		want   bool
	}{
		{"fingers press on both sides", at(TaskPlace, 0, 0.01, tight), true},
		{"fingers beside the block", at(TaskPlace, 0, 0.01, BlockSide+0.001), false},
		{"one finger presses", at(TaskPlace, 0.003, 0.01, tight), false},
		{"fingers above the block", at(TaskPlace, 0, 0.061, tight), false},
		{"closed fingers press on the top", at(TaskPlace, 0, 0.055, 0), false},
		{"fingers hold the handle", at(TaskDrawer, 0, 0.01, HandleWidth-0.002), true},
		{"the handle is elsewhere", at(TaskDrawer, 0.1, 0.01, HandleWidth-0.002), false},
		{"there is nothing", at(TaskReach, 0, 0.01, tight), false},
	} {
		if got := Gripped(test.s); got != test.want {
			t.Errorf("%s: Gripped is %v", test.reason, got)
		}
	}
}

// TestDirections checks the sense of each motor.
func TestDirections(t *testing.T) {
	r := rng.New(6, rng.StreamReset, 0, 0, 0)
	s := Reset(params(TaskReach), &r)
	s.Grip = 0.09
	for _, test := range []struct {
		reason   string
		a        Action
		x, y, dg float64
	}{
		{"right", Action{X: 1}, 1, 0, 0},
		{"up", Action{Y: 1}, 0, 1, 0},
		{"close", Action{Grip: 1}, 0, 0, -1},
		{"open", Action{Grip: -1}, 0, 0, 1},
	} {
		next := Step(s, test.a, &r)
		for _, v := range []struct{ got, want float64 }{{next.HandVelocity.X, test.x}, {next.HandVelocity.Y, test.y}, {next.GripSpeed, test.dg}} {
			if v.want == 0 && math.Abs(v.got) > 1e-12 || v.want != 0 && !(v.got*v.want > 0.01) {
				t.Errorf("%s: velocity %g, want the sign of %g", test.reason, v.got, v.want)
			}
		}
	}
}

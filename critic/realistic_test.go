package critic_test

import (
	"context"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs/quadrotor"
)

// TestRealisticRewardsPass reviews rewards in the styles that models write.
// Any Go engineer would accept them.
func TestRealisticRewardsPass(t *testing.T) {
	env, err := quadrotor.New()
	if err != nil {
		t.Fatal(err)
	}
	subject, err := critic.NewSubject(context.Background(), env, critic.SubjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, source := range realistic {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v, err := quick().Check(context.Background(), subject, source)
			if err != nil {
				t.Fatal(err)
			}
			if !v.OK() {
				t.Errorf("rejected: %v", v.Findings)
			}
			wantEngine(t, name, v)
			t.Logf("%.0f ms", v.Milliseconds)
		})
	}
}

var realistic = map[string]string{
	"vectors and shapes": `package reward

import (
	"math"

	"env"
	"geom"
)

// Weights of the terms.
const (
	wDist    = 1.0
	wTilt    = 0.3
	wSpin    = 0.05
	sigma    = 0.5
	maxTilt  = 80.0 * math.Pi / 180.0
)

// gauss maps 0 to 1 and falls off with width sigma.
func gauss(x, width float64) float64 { return math.Exp(-(x * x) / (2 * width * width)) }

func Reward(s env.State, a env.Action, next env.State) (total float64, terms map[string]float64) {
	offset := next.Goal.Sub(next.Position)
	dist := offset.Norm()
	before := s.Goal.Sub(s.Position).Norm()

	position := wDist * gauss(dist, sigma)
	progress := 5.0 * (before - dist)

	// How level is it?
	cosTilt := math.Max(-1, math.Min(1, next.Rotation.ZZ))
	tilt := -wTilt * math.Acos(cosTilt) / maxTilt

	spin := -wSpin * next.Rates.Dot(next.Rates)

	var effort float64
	for _, r := range a.Rotor {
		effort -= 0.01 * r * r
	}

	crash := 0.0
	if env.Terminated(next) {
		crash = -10
	}
	up := next.Rotation.Apply(geom.Vec3{Z: 1})
	upright := 0.1 * up.Z

	terms = map[string]float64{
		"position": position, "progress": progress, "tilt": tilt, "spin": spin,
		"effort": effort, "crash": crash, "upright": upright,
	}
	for _, v := range terms {
		total += v
	}
	return total, terms
}
`,
	"closures and weights": `package reward

import (
	"env"
	"math"
)

type weights struct {
	pos, vel, yaw float64
}

func (w weights) scale(k float64) weights {
	return weights{pos: w.pos * k, vel: w.vel * k, yaw: w.yaw * k}
}

func wrap(angle float64) float64 {
	for angle > math.Pi {
		angle -= 2 * math.Pi
	}
	for angle < -math.Pi {
		angle += 2 * math.Pi
	}
	return angle
}

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	w := weights{pos: 1, vel: 0.2, yaw: 0.5}
	near := env.Distance(next) < 0.1
	if near {
		w = w.scale(2)
	}
	terms := make(map[string]float64)
	add := func(name string, value float64) {
		terms[name] = value
	}
	clamp := func(x, lo, hi float64) float64 {
		return math.Max(lo, math.Min(hi, x))
	}

	add("pos", -w.pos*clamp(env.Distance(next), 0, 5))
	add("vel", -w.vel*clamp(next.Velocity.Norm(), 0, 3))
	yaw := wrap(next.Rotation.Yaw() - next.GoalYaw)
	add("yaw", -w.yaw*math.Abs(yaw)/math.Pi)
	bonus := 0.0
	switch {
	case near && next.Velocity.Norm() < 0.2:
		bonus = 1
	case env.Distance(next) < 0.5:
		bonus = 0.2
	default:
		bonus = 0
	}
	add("bonus", bonus)

	total := 0.0
	for name := range terms {
		total += terms[name]
	}
	return total, terms
}
`,
	"memory": `package reward

import (
	"env"
	"math"
)

// Memory remembers the last action and how long the goal has been held.
type Memory struct {
	last [4]float64
	held int
	seen bool
}

func Reward(m *Memory, s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	smooth := 0.0
	if m.seen {
		for i := range a.Rotor {
			d := a.Rotor[i] - m.last[i]
			smooth -= 0.05 * d * d
		}
	}
	m.seen = true
	m.last = a.Rotor
	if d := env.Distance(next); d < 0.1 {
		m.held++
	} else {
		m.held = 0
	}
	hold := math.Min(1, float64(m.held)/50)
	dist := -env.Distance(next)
	return smooth + hold + dist, map[string]float64{"smooth": smooth, "hold": hold, "dist": dist}
}
`,
	"slices of terms": `package reward

import (
	"math"

	"env"
)

type term struct {
	name   string
	weight float64
	value  float64
}

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	// Potential-based shaping: gamma*phi(next) - phi(s).
	const gamma = 0.99
	phi := func(x env.State) float64 {
		d := env.Distance(x)
		return -d - 0.1*env.Tilt(x)
	}
	all := []term{
		{"shaping", 1.0, gamma*phi(next) - phi(s)},
		{"alive", 0.1, 1.0},
		{name: "height", weight: 0.2, value: -math.Pow(next.Position.Z-next.Goal.Z, 2)},
	}
	components := make(map[string]float64, len(all))
	var total float64
	for _, t := range all {
		v := t.weight * t.value
		components[t.name] = v
		total += v
	}
	return total, components
}
`,
}

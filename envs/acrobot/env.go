// Package acrobot is a chain of two links that hangs from a fixed pivot and
// has a motor in the elbow only. The free end has to be swung above a height
// of one link over the pivot. Dynamics and limits are those of Gymnasium's
// Acrobot-v1 (Sutton 1996, with the equations of Sutton and Barto's book).
package acrobot

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	Dt       = 0.2 // seconds per step
	MaxSteps = 500 // an episode is cut off after this many steps
	Choices  = 3   // torque -1, 0, +1

	Gravity    = 9.8         // m/s^2
	Mass1      = 1.0         // kg, upper link
	Mass2      = 1.0         // kg, lower link
	Length     = 1.0         // m, of either link
	Center     = 0.5         // m, from a link's upper end to its centre of mass
	Inertia    = 1.0         // kg m^2, of either link about its centre of mass
	GoalHeight = 1.0         // m above the pivot; the episode ends beyond
	MaxSpeed1  = 4 * math.Pi // rad/s, faster is cut off
	MaxSpeed2  = 9 * math.Pi // rad/s, faster is cut off
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	InitialSpread float64 // every state variable starts uniformly within plus or minus this [-, 0..1, default 0.1]
}

// State is all there is to know about the two links.
type State struct {
	Theta1    float64 // angle of the upper link from hanging straight down, positive anticlockwise [rad, -pi..pi]
	Theta2    float64 // angle of the lower link relative to the upper one, 0 in line with it [rad, -pi..pi]
	Theta1Dot float64 // angular velocity of the upper link [rad/s, -4pi..4pi]
	Theta2Dot float64 // angular velocity of the elbow [rad/s, -9pi..9pi]
}

// Action is the motor's torque during one step.
type Action struct {
	Torque float64 // torque at the elbow, positive anticlockwise [N m, -1..1]
}

// Observation is what the policy sees.
type Observation struct {
	CosTheta1 float64 // cosine of the upper link's angle, 1 hanging down [-, -1..1]
	SinTheta1 float64 // sine of the upper link's angle [-, -1..1]
	CosTheta2 float64 // cosine of the elbow's angle, 1 stretched [-, -1..1]
	SinTheta2 float64 // sine of the elbow's angle [-, -1..1]
	Theta1Dot float64 // angular velocity of the upper link [rad/s, -4pi..4pi]
	Theta2Dot float64 // angular velocity of the elbow [rad/s, -9pi..9pi]
}

// Choose returns the torque of choice i: 0 is -1 N m, 1 none, 2 is +1 N m.
func Choose(i int) Action {
	return Action{Torque: float64(i) - 1}
}

// TipHeight returns the height of the free end over the pivot in m: -2 hanging
// straight down, 2 standing straight up.
func TipHeight(s State) float64 {
	return -math.Cos(s.Theta1) - math.Cos(s.Theta2+s.Theta1)
}

// Reset returns a random state close to hanging straight down at rest.
func Reset(p Params, r *rng.Source) State {
	w := p.InitialSpread
	return State{
		Theta1:    r.Uniform(-w, w),
		Theta2:    r.Uniform(-w, w),
		Theta1Dot: r.Uniform(-w, w),
		Theta2Dot: r.Uniform(-w, w),
	}
}

// Step moves the links on by Dt, then wraps the angles and cuts off the speeds.
func Step(s State, a Action, r *rng.Source) State {
	next := advance(s, a, Dt)
	return State{
		Theta1:    wrapped(next.Theta1),
		Theta2:    wrapped(next.Theta2),
		Theta1Dot: geom.Clamp(next.Theta1Dot, -MaxSpeed1, MaxSpeed1),
		Theta2Dot: geom.Clamp(next.Theta2Dot, -MaxSpeed2, MaxSpeed2),
	}
}

// advance makes one step of the classical Runge-Kutta method.
func advance(s State, a Action, dt float64) State {
	k1 := derivative(s, a)
	k2 := derivative(moved(s, dt/2, k1), a)
	k3 := derivative(moved(s, dt/2, k2), a)
	k4 := derivative(moved(s, dt, k3), a)
	return moved(s, dt/6, State{
		Theta1:    k1.Theta1 + 2*k2.Theta1 + 2*k3.Theta1 + k4.Theta1,
		Theta2:    k1.Theta2 + 2*k2.Theta2 + 2*k3.Theta2 + k4.Theta2,
		Theta1Dot: k1.Theta1Dot + 2*k2.Theta1Dot + 2*k3.Theta1Dot + k4.Theta1Dot,
		Theta2Dot: k1.Theta2Dot + 2*k2.Theta2Dot + 2*k3.Theta2Dot + k4.Theta2Dot,
	})
}

// derivative returns the rate of change of every variable of s.
func derivative(s State, a Action) State {
	cos2, sin2 := math.Cos(s.Theta2), math.Sin(s.Theta2)
	d1 := Mass1*Center*Center + Mass2*(Length*Length+Center*Center+2*Length*Center*cos2) + Inertia + Inertia
	d2 := Mass2*(Center*Center+Length*Center*cos2) + Inertia
	phi2 := Mass2 * Center * Gravity * math.Cos(s.Theta1+s.Theta2-math.Pi/2)
	phi1 := -Mass2*Length*Center*(s.Theta2Dot*s.Theta2Dot)*sin2 -
		2*Mass2*Length*Center*s.Theta2Dot*s.Theta1Dot*sin2 +
		(Mass1*Center+Mass2*Length)*Gravity*math.Cos(s.Theta1-math.Pi/2) +
		phi2
	acc2 := (a.Torque + d2/d1*phi1 - Mass2*Length*Center*(s.Theta1Dot*s.Theta1Dot)*sin2 - phi2) /
		(Mass2*Center*Center + Inertia - d2*d2/d1)
	acc1 := -(d2*acc2 + phi1) / d1
	return State{Theta1: s.Theta1Dot, Theta2: s.Theta2Dot, Theta1Dot: acc1, Theta2Dot: acc2}
}

// moved returns s + t rate.
func moved(s State, t float64, rate State) State {
	return State{
		Theta1:    s.Theta1 + t*rate.Theta1,
		Theta2:    s.Theta2 + t*rate.Theta2,
		Theta1Dot: s.Theta1Dot + t*rate.Theta1Dot,
		Theta2Dot: s.Theta2Dot + t*rate.Theta2Dot,
	}
}

// wrapped returns the angle in [-pi, pi] that differs from x by whole turns.
// One step turns a link by a few turns at most.
func wrapped(x float64) float64 {
	for x > math.Pi {
		x -= 2 * math.Pi
	}
	for x < -math.Pi {
		x += 2 * math.Pi
	}
	return x
}

// Observe shows the policy the whole state.
func Observe(s State, r *rng.Source) Observation {
	return Observation{
		CosTheta1: math.Cos(s.Theta1), SinTheta1: math.Sin(s.Theta1),
		CosTheta2: math.Cos(s.Theta2), SinTheta2: math.Sin(s.Theta2),
		Theta1Dot: s.Theta1Dot, Theta2Dot: s.Theta2Dot,
	}
}

// Terminated says that the free end has reached the goal.
func Terminated(next State) bool {
	return TipHeight(next) > GoalHeight
}

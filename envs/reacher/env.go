// Package reacher is an arm of two links that lies in a horizontal plane,
// turned by motors in shoulder and elbow. Its tip has to be brought to a target
// and kept there; the target is another one in every episode. The links are
// uniform rods with joint friction, and nothing stops the joints from turning
// all the way round.
package reacher

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	Dt       = 0.05 // seconds per step
	MaxSteps = 100  // an episode is cut off after this many steps

	Length            = 0.5        // m, of either link
	Mass              = 1.0        // kg, of either link
	Reach             = 2 * Length // m, how far the tip gets from the shoulder
	MaxShoulderTorque = 3.0        // N m
	MaxElbowTorque    = 1.0        // N m
	ShoulderFriction  = 0.5        // N m s/rad
	ElbowFriction     = 0.15       // N m s/rad

	substeps = 2 // Runge-Kutta steps per Dt
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	TargetMin float64 // the target lies at least this far from the shoulder, as a share of the reach [-, 0..1, default 0.2]
	TargetMax float64 // and at most this far [-, 0..1, default 0.95]
}

// State is all there is to know about the arm and its target.
type State struct {
	Shoulder    float64   // angle of the upper arm from the x axis, positive anticlockwise [rad, -pi..pi]
	Elbow       float64   // angle of the forearm relative to the upper arm, 0 stretched [rad, -pi..pi]
	ShoulderDot float64   // angular velocity of the shoulder [rad/s]
	ElbowDot    float64   // angular velocity of the elbow [rad/s]
	Target      geom.Vec2 // where the tip should be; the shoulder is at the origin [m, -1..1]
}

// Action is the torque of both motors during one step.
type Action struct {
	Shoulder float64 // torque at the shoulder, positive anticlockwise [N m, -3..3]
	Elbow    float64 // torque at the elbow, positive anticlockwise [N m, -1..1]
}

// Observation is what the policy sees. Directions are those of the upper arm,
// along it and to its left, since the task is the same whichever way it points.
type Observation struct {
	CosElbow    float64   // cosine of the elbow's angle, 1 stretched [-, -1..1]
	SinElbow    float64   // sine of the elbow's angle [-, -1..1]
	ShoulderDot float64   // angular velocity of the shoulder [rad/s]
	ElbowDot    float64   // angular velocity of the elbow [rad/s]
	Target      geom.Vec2 // target seen from the shoulder [m, -1..1]
	Error       geom.Vec2 // target seen from the tip [m, -2..2]
}

// ElbowPosition returns where the elbow is, in m from the shoulder.
func ElbowPosition(s State) geom.Vec2 {
	return geom.Vec2{X: Length * math.Cos(s.Shoulder), Y: Length * math.Sin(s.Shoulder)}
}

// Tip returns where the tip of the arm is, in m from the shoulder.
func Tip(s State) geom.Vec2 {
	forearm := s.Shoulder + s.Elbow
	return ElbowPosition(s).Add(geom.Vec2{X: Length * math.Cos(forearm), Y: Length * math.Sin(forearm)})
}

// Reset returns the arm at rest in a random pose, and a random target, evenly
// spread over the ring between the two bounds.
func Reset(p Params, r *rng.Source) State {
	shoulder := r.Uniform(-math.Pi, math.Pi)
	elbow := r.Uniform(-math.Pi, math.Pi)
	inner, outer := p.TargetMin*Reach, p.TargetMax*Reach
	distance := math.Sqrt(r.Uniform(inner*inner, outer*outer))
	direction := r.Uniform(-math.Pi, math.Pi)
	return State{
		Shoulder: shoulder, Elbow: elbow,
		Target: geom.Vec2{X: distance * math.Cos(direction), Y: distance * math.Sin(direction)},
	}
}

// motion is the part of a state that moves.
type motion struct {
	shoulder, elbow, shoulderDot, elbowDot float64
}

// Step moves the arm on by Dt.
func Step(s State, a Action, r *rng.Source) State {
	m := motion{s.Shoulder, s.Elbow, s.ShoulderDot, s.ElbowDot}
	for i := 0; i < substeps; i++ {
		m = advance(m, a, ShoulderFriction, ElbowFriction, Dt/substeps)
	}
	return State{
		Shoulder: geom.WrapAngle(m.shoulder), Elbow: geom.WrapAngle(m.elbow),
		ShoulderDot: m.shoulderDot, ElbowDot: m.elbowDot,
		Target: s.Target,
	}
}

// advance makes one step of the classical Runge-Kutta method.
func advance(m motion, a Action, shoulderFriction, elbowFriction, dt float64) motion {
	k1 := derivative(m, a, shoulderFriction, elbowFriction)
	k2 := derivative(moved(m, dt/2, k1), a, shoulderFriction, elbowFriction)
	k3 := derivative(moved(m, dt/2, k2), a, shoulderFriction, elbowFriction)
	k4 := derivative(moved(m, dt, k3), a, shoulderFriction, elbowFriction)
	m = moved(m, dt/6, k1)
	m = moved(m, dt/3, k2)
	m = moved(m, dt/3, k3)
	return moved(m, dt/6, k4)
}

// derivative returns the rate of change of m: the equations of motion
// M(q) q" + C(q, q') = torque - friction of a planar arm of two uniform rods
// (Spong, Hutchinson and Vidyasagar, "Robot Modeling and Control", 7.4).
func derivative(m motion, a Action, shoulderFriction, elbowFriction float64) motion {
	const (
		rod    = Mass * Length * Length / 3 // inertia of a link about its end
		carry  = Mass * Length * Length     // of the forearm's mass at the elbow about the shoulder
		couple = carry / 2
	)
	cos, sin := math.Cos(m.elbow), math.Sin(m.elbow)
	m11 := 2*rod + carry + 2*couple*cos
	m12 := rod + couple*cos
	m22 := rod
	f1 := a.Shoulder - shoulderFriction*m.shoulderDot + couple*sin*m.elbowDot*(2*m.shoulderDot+m.elbowDot)
	f2 := a.Elbow - elbowFriction*m.elbowDot - couple*sin*m.shoulderDot*m.shoulderDot
	det := m11*m22 - m12*m12
	return motion{
		shoulder: m.shoulderDot, elbow: m.elbowDot,
		shoulderDot: (m22*f1 - m12*f2) / det,
		elbowDot:    (m11*f2 - m12*f1) / det,
	}
}

// moved returns m + t rate.
func moved(m motion, t float64, rate motion) motion {
	return motion{
		shoulder:    m.shoulder + t*rate.shoulder,
		elbow:       m.elbow + t*rate.elbow,
		shoulderDot: m.shoulderDot + t*rate.shoulderDot,
		elbowDot:    m.elbowDot + t*rate.elbowDot,
	}
}

// Observe shows the policy everything but the direction of the upper arm.
func Observe(s State, r *rng.Source) Observation {
	return Observation{
		CosElbow: math.Cos(s.Elbow), SinElbow: math.Sin(s.Elbow),
		ShoulderDot: s.ShoulderDot, ElbowDot: s.ElbowDot,
		Target: turned(s.Target, -s.Shoulder),
		Error:  turned(s.Target.Sub(Tip(s)), -s.Shoulder),
	}
}

// turned returns v turned anticlockwise by angle.
func turned(v geom.Vec2, angle float64) geom.Vec2 {
	cos, sin := math.Cos(angle), math.Sin(angle)
	return geom.Vec2{X: cos*v.X - sin*v.Y, Y: sin*v.X + cos*v.Y}
}

// Terminated is always false: an episode ends by the clock alone, and reaching
// the target does not end it.
func Terminated(next State) bool {
	return false
}

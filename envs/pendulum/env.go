// Package pendulum is a rigid rod that swings about one end, driven there by a
// motor too weak to lift it: it has to be swung up and then held upright.
// Dynamics and limits are those of Gymnasium's Pendulum-v1.
package pendulum

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	Dt       = 0.05 // seconds per step
	MaxSteps = 200  // an episode is cut off after this many steps

	Gravity   = 10.0 // m/s^2
	Mass      = 1.0  // kg
	Length    = 1.0  // m
	MaxTorque = 2.0  // N m; holding the rod level would take 5
	MaxSpeed  = 8.0  // rad/s, faster is cut off
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	InitialAngle float64 // the rod starts uniformly within plus or minus this from upright [rad, 0..pi, default pi]
	InitialSpeed float64 // and turns uniformly within plus or minus this [rad/s, 0..8, default 1]
}

// State is all there is to know about the rod.
type State struct {
	Theta    float64 // angle from upright, positive anticlockwise; it counts whole turns, see Angle [rad]
	ThetaDot float64 // angular velocity [rad/s, -8..8]
}

// Action is the motor's torque during one step.
type Action struct {
	Torque float64 // torque at the pivot, positive anticlockwise [N m, -2..2]
}

// Observation is what the policy sees.
type Observation struct {
	CosTheta float64 // cosine of the angle, 1 upright [-, -1..1]
	SinTheta float64 // sine of the angle [-, -1..1]
	ThetaDot float64 // angular velocity [rad/s, -8..8]
}

// Angle returns the angle from upright within -pi..pi, 0 being upright.
func Angle(s State) float64 {
	return geom.WrapAngle(s.Theta)
}

// Reset returns a random angle and speed.
func Reset(p Params, r *rng.Source) State {
	return State{
		Theta:    r.Uniform(-p.InitialAngle, p.InitialAngle),
		ThetaDot: r.Uniform(-p.InitialSpeed, p.InitialSpeed),
	}
}

// Step moves the rod on by Dt with one semi-implicit Euler step: the new speed
// moves the angle.
func Step(s State, a Action, r *rng.Source) State {
	acceleration := 3*Gravity/(2*Length)*math.Sin(s.Theta) + 3.0/(Mass*Length*Length)*a.Torque
	speed := geom.Clamp(s.ThetaDot+acceleration*Dt, -MaxSpeed, MaxSpeed)
	return State{Theta: s.Theta + speed*Dt, ThetaDot: speed}
}

// Observe shows the policy the whole state, but for whole turns.
func Observe(s State, r *rng.Source) Observation {
	return Observation{CosTheta: math.Cos(s.Theta), SinTheta: math.Sin(s.Theta), ThetaDot: s.ThetaDot}
}

// Terminated is always false: an episode ends by the clock alone.
func Terminated(next State) bool {
	return false
}

// Package cartpole is a pole hinged to a cart on a frictionless track. At each
// step the cart is pushed left or right with a fixed force; the pole starts
// nearly upright. Dynamics and limits are those of Gymnasium's CartPole-v1
// (Barto, Sutton and Anderson 1983, with the corrections of Florian 2007 left
// out, as there).
package cartpole

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	Dt       = 0.02 // seconds per step
	MaxSteps = 500  // an episode is cut off after this many steps
	Choices  = 2    // push left, push right

	Gravity    = 9.8                    // m/s^2
	CartMass   = 1.0                    // kg
	PoleMass   = 0.1                    // kg
	HalfLength = 0.5                    // m, half the length of the pole
	PushForce  = 10.0                   // N
	XLimit     = 2.4                    // m, the episode ends beyond
	ThetaLimit = 12 * 2 * math.Pi / 360 // rad, the episode ends beyond
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	InitialSpread float64 // every state variable starts uniformly within plus or minus this [-, 0..0.2, default 0.05]
}

// State is all there is to know about the cart and the pole.
type State struct {
	X        float64 // cart position [m, -2.4..2.4]
	XDot     float64 // cart velocity [m/s]
	Theta    float64 // pole angle from upright, positive to the right [rad, -0.20943951023931953..0.20943951023931953]
	ThetaDot float64 // pole angular velocity [rad/s]
}

// Action is the push during one step.
type Action struct {
	Force float64 // force on the cart, positive to the right [N, -10..10]
}

// Observation is what the policy sees.
type Observation struct {
	X        float64 // cart position [m]
	XDot     float64 // cart velocity [m/s]
	Theta    float64 // pole angle [rad]
	ThetaDot float64 // pole angular velocity [rad/s]
}

// Choose returns the push of choice i: 0 is left, 1 is right.
func Choose(i int) Action {
	if i == 1 {
		return Action{Force: PushForce}
	}
	return Action{Force: -PushForce}
}

// Reset returns a random state near upright in the middle of the track.
func Reset(p Params, r *rng.Source) State {
	w := p.InitialSpread
	return State{
		X:        r.Uniform(-w, w),
		XDot:     r.Uniform(-w, w),
		Theta:    r.Uniform(-w, w),
		ThetaDot: r.Uniform(-w, w),
	}
}

// Step moves cart and pole on by Dt with one explicit Euler step.
func Step(s State, a Action, r *rng.Source) State {
	const totalMass = PoleMass + CartMass
	const poleMassLength = PoleMass * HalfLength
	cos := math.Cos(s.Theta)
	sin := math.Sin(s.Theta)
	push := (a.Force + poleMassLength*(s.ThetaDot*s.ThetaDot)*sin) / totalMass
	thetaAcc := (Gravity*sin - cos*push) / (HalfLength * (4.0/3.0 - PoleMass*(cos*cos)/totalMass))
	xAcc := push - poleMassLength*thetaAcc*cos/totalMass
	return State{
		X:        s.X + Dt*s.XDot,
		XDot:     s.XDot + Dt*xAcc,
		Theta:    s.Theta + Dt*s.ThetaDot,
		ThetaDot: s.ThetaDot + Dt*thetaAcc,
	}
}

// Observe shows the policy the whole state.
func Observe(s State, r *rng.Source) Observation {
	return Observation{X: s.X, XDot: s.XDot, Theta: s.Theta, ThetaDot: s.ThetaDot}
}

// Terminated says that the cart has left the track or the pole has fallen.
func Terminated(next State) bool {
	return next.X < -XLimit || next.X > XLimit || next.Theta < -ThetaLimit || next.Theta > ThetaLimit
}

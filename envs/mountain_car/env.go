// Package mountaincar is a car in a valley whose motor is too weak to climb
// the hill on the right: it has to rock to and fro to get there. Dynamics and
// limits are those of Gymnasium's MountainCar-v0 (Moore 1990), whose units are
// its own: time is counted in steps.
package mountaincar

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	Dt       = 1.0 // the unit of time is the step
	MaxSteps = 200 // an episode is cut off after this many steps
	Choices  = 3   // push left, coast, push right

	PushForce   = 0.001  // acceleration by a full push
	Gravity     = 0.0025 // acceleration down the steepest slope
	MinPosition = -1.2   // an inelastic wall
	MaxPosition = 0.6    //
	MaxSpeed    = 0.07   // faster is cut off
	Goal        = 0.5    // the episode ends here, near the top of the right hill
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	InitialMin float64 // the car starts at rest, uniformly from here [-, -1.2..0.4, default -0.6]
	InitialMax float64 // to here [-, -1.2..0.4, default -0.4]
}

// State is all there is to know about the car.
type State struct {
	Position float64 // along the horizontal axis; the valley's floor is at -pi/6 = -0.524 [-, -1.2..0.6]
	Velocity float64 // change of position per step [1/step, -0.07..0.07]
}

// Action is the push during one step.
type Action struct {
	Push float64 // share of the full push, positive to the right [-, -1..1]
}

// Observation is what the policy sees.
type Observation struct {
	Position float64 // along the horizontal axis [-, -1.2..0.6]
	Velocity float64 // change of position per step [1/step, -0.07..0.07]
}

// Choose returns the push of choice i: 0 is left, 1 none, 2 right.
func Choose(i int) Action {
	return Action{Push: float64(i) - 1}
}

// Height returns the height of the track at a position: 0.1 at the floor, 1 on
// the tops.
func Height(position float64) float64 {
	return 0.45*math.Sin(3*position) + 0.55
}

// Reset returns the car at rest at a random place near the valley's floor.
func Reset(p Params, r *rng.Source) State {
	return State{Position: r.Uniform(p.InitialMin, p.InitialMax)}
}

// Step moves the car on by one step: the new velocity moves the position.
func Step(s State, a Action, r *rng.Source) State {
	velocity := s.Velocity + (a.Push*PushForce + math.Cos(3*s.Position)*(-Gravity))
	velocity = geom.Clamp(velocity, -MaxSpeed, MaxSpeed)
	position := geom.Clamp(s.Position+velocity, MinPosition, MaxPosition)
	if position == MinPosition && velocity < 0 {
		velocity = 0
	}
	return State{Position: position, Velocity: velocity}
}

// Observe shows the policy the whole state.
func Observe(s State, r *rng.Source) Observation {
	return Observation{Position: s.Position, Velocity: s.Velocity}
}

// Terminated says that the car has reached the goal.
func Terminated(next State) bool {
	return next.Position >= Goal && next.Velocity >= 0
}

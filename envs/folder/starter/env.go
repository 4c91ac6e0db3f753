// Package starter is a puck on rough ice that is pushed along a line. It has to
// be brought to a target on the other side and held there.
package starter

import (
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	Dt       = 0.05 // seconds per step
	MaxSteps = 200  // an episode is cut off after this many steps

	Edge     = 2.0 // m from the middle to each edge of the ice; the episode ends beyond
	TopForce = 0.4 // N
	Friction = 0.7 // N per m/s
)

// Params are set for a whole run, or drawn for each episode, by params in the
// task file.
type Params struct {
	Mass float64 // mass of the puck [kg, 0.2..2, default 0.5]
}

// State is everything that a later step, the task or the picture needs: what is
// not in here is forgotten.
type State struct {
	X      float64 // position of the puck [m, -2..2]
	Speed  float64 // its velocity [m/s]
	Target float64 // where it has to be [m, 0.5..1.5]
	Mass   float64 // mass of the puck [kg, 0.2..2]
}

// Action is what the policy decides at each step.
type Action struct {
	Force float64 // push on the puck [N, -1..1]
}

// Observation is what the policy sees.
type Observation struct {
	Offset float64 // target less position [m]
	X      float64 // position [m]
	Speed  float64 // velocity [m/s]
}

// Reset returns the first state of an episode. All chance comes from r. The
// puck starts too far from its target to come upon it by chance.
func Reset(p Params, r *rng.Source) State {
	return State{X: r.Uniform(-1.5, -0.5), Target: r.Uniform(0.5, 1.5), Mass: p.Mass}
}

// Step returns the state after Dt.
func Step(s State, a Action, r *rng.Source) State {
	force := TopForce*a.Force - Friction*s.Speed
	s.Speed += force / s.Mass * Dt
	s.X += s.Speed * Dt
	return s
}

// Observe returns what the policy sees of a state. r may add noise.
func Observe(s State, r *rng.Source) Observation {
	return Observation{Offset: s.Target - s.X, X: s.X, Speed: s.Speed}
}

// Terminated says that the episode ends here: the puck has left the ice. Running
// out of time is not its business.
func Terminated(next State) bool {
	return next.X < -Edge || next.X > Edge
}

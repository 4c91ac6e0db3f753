// Package main is a gantry crane: a trolley on a rail carries a load on a rope.
// The trolley's acceleration is commanded; the load swings below it. The rope
// is massless and stiff, and the swing is lightly damped.
package main

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	Dt       = 0.1 // seconds per step
	MaxSteps = 150 // an episode is cut off after this many steps

	Gravity  = 9.81 // m/s^2
	Damping  = 0.05 // 1/s, of the swing
	RailEnd  = 6.0  // m, the trolley derails beyond
	MaxSpeed = 2.0  // m/s, of the trolley
	Substeps = 5    // integration steps in each Dt
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	RopeLength float64 // length of the rope [m, 0.5..5, default 2]
	MaxTarget  float64 // targets lie within plus or minus this [m, 1..5, default 4]
}

// State is the crane, its rope and where the load is to go.
type State struct {
	X      float64 // trolley position [m, -6..6]
	V      float64 // trolley velocity [m/s, -2..2]
	Swing  float64 // rope angle from the vertical, positive when the load is to the right of the trolley [rad]
	Omega  float64 // rope angular velocity [rad/s]
	Target float64 // position to which the load is to be brought [m, -5..5]
	Length float64 // length of the rope [m, 0.5..5]
}

// Action is the command during one step.
type Action struct {
	Accel float64 // trolley acceleration, positive to the right [m/s^2, -1..1]
}

// Observation is what the policy sees.
type Observation struct {
	Offset float64 // target minus trolley position [m]
	X      float64 // trolley position [m]
	V      float64 // trolley velocity [m/s]
	Swing  float64 // rope angle [rad]
	Omega  float64 // rope angular velocity [rad/s]
	Length float64 // length of the rope [m]
}

// LoadX returns the horizontal position of the load in metres.
func LoadX(s State) float64 {
	return s.X + s.Length*math.Sin(s.Swing)
}

// Reset returns a crane at rest near the middle of the rail with a random target.
func Reset(p Params, r *rng.Source) State {
	return State{
		X:      r.Uniform(-1, 1),
		Target: r.Uniform(-p.MaxTarget, p.MaxTarget),
		Length: p.RopeLength,
	}
}

// Step moves the crane on by Dt in semi-implicit Euler substeps.
func Step(s State, a Action, r *rng.Source) State {
	h := Dt / Substeps
	for range Substeps {
		v := math.Max(-MaxSpeed, math.Min(MaxSpeed, s.V+h*a.Accel))
		accel := (v - s.V) / h
		s.V = v
		s.X += h * s.V
		s.Omega -= h * ((Gravity*math.Sin(s.Swing)+accel*math.Cos(s.Swing))/s.Length + Damping*s.Omega)
		s.Swing += h * s.Omega
	}
	return s
}

// Observe shows the policy the whole state, the target as an offset.
func Observe(s State, r *rng.Source) Observation {
	return Observation{Offset: s.Target - s.X, X: s.X, V: s.V, Swing: s.Swing, Omega: s.Omega, Length: s.Length}
}

// Terminated says that the trolley has run off the rail.
func Terminated(next State) bool {
	return next.X < -RailEnd || next.X > RailEnd
}

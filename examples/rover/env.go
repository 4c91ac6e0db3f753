// Package rover is a small car on two driven wheels. It has to drive to a goal
// among round rocks without touching one. Rocks and goal lie elsewhere in every
// episode.
package rover

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	Dt       = 0.1 // seconds per step
	MaxSteps = 120 // an episode is cut off after this many steps

	Rocks      = 3    // how many rocks lie about
	Radius     = 0.2  // m, of the rover
	RockRadius = 0.35 // m, of a rock
	Arena      = 4.0  // m from the middle to each wall; the episode ends beyond
	TopSpeed   = 1.5  // m/s, forward
	TopTurn    = 2.5  // rad/s
	Response   = 0.3  // share of the gap to the speeds asked for that is closed in a step
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	GoalDistance float64 // the goal lies this far from the start at least [m, 1..5, default 3]
}

// State is all there is to know about the rover and what lies about.
type State struct {
	Position geom.Vec2        // middle of the rover [m, -4..4]
	Heading  float64          // where it looks, from the x axis, positive anticlockwise [rad, -pi..pi]
	Speed    float64          // forward speed [m/s, -0.5..1.5]
	Turn     float64          // turning rate, positive anticlockwise [rad/s, -2.5..2.5]
	Goal     geom.Vec2        // where to go [m, -3.5..3.5]
	Rock     [Rocks]geom.Vec2 // middles of the rocks [m, -3..3]
}

// Action is what the wheels are asked for during one step.
type Action struct {
	Speed float64 // forward speed [m/s, -0.5..1.5]
	Turn  float64 // turning rate, positive anticlockwise [rad/s, -2.5..2.5]
}

// Observation is what the policy sees: everything from the rover's own point of
// view, x ahead and y to the left.
type Observation struct {
	Speed float64          // forward speed [m/s]
	Turn  float64          // turning rate [rad/s]
	Goal  geom.Vec2        // goal seen from the rover [m]
	Home  geom.Vec2        // middle of the arena seen from the rover [m]
	Rock  [Rocks]geom.Vec2 // rocks seen from the rover [m]
}

// Distance returns how far the rover is from its goal in m.
func Distance(s State) float64 {
	return s.Position.Dist(s.Goal)
}

// Clearance returns the gap between the rover and the nearest rock in m;
// negative where they overlap.
func Clearance(s State) float64 {
	gap := math.Inf(1)
	for _, rock := range s.Rock {
		gap = min(gap, s.Position.Dist(rock)-Radius-RockRadius)
	}
	return gap
}

// Reset places the rover, a goal away from it, and rocks away from both.
func Reset(p Params, r *rng.Source) State {
	s := State{Position: within(r, 3.5), Heading: r.Uniform(-math.Pi, math.Pi)}
	s.Goal = apart(r, 3.5, s.Position, s.Position, p.GoalDistance)
	for i := range s.Rock {
		s.Rock[i] = apart(r, 3, s.Position, s.Goal, 1.3)
	}
	return s
}

// within returns a point with both coordinates within plus or minus spread.
func within(r *rng.Source, spread float64) geom.Vec2 {
	x := r.Uniform(-spread, spread)
	return geom.Vec2{X: x, Y: r.Uniform(-spread, spread)}
}

// apart returns a point at least distance from a and b, or after twenty trials
// the one that was furthest from the nearer of them.
func apart(r *rng.Source, spread float64, a, b geom.Vec2, distance float64) geom.Vec2 {
	best, gap := a, -1.0
	for range 20 {
		point := within(r, spread)
		d := min(point.Dist(a), point.Dist(b))
		if d > gap {
			best, gap = point, d
		}
		if gap >= distance {
			break
		}
	}
	return best
}

// Step drives on by Dt: the wheels approach the speeds asked for, then the rover
// moves along an arc.
func Step(s State, a Action, r *rng.Source) State {
	s.Speed += Response * (a.Speed - s.Speed)
	s.Turn += Response * (a.Turn - s.Turn)
	middle := s.Heading + s.Turn*Dt/2
	s.Position = s.Position.Add(geom.Vec2{X: math.Cos(middle), Y: math.Sin(middle)}.Scale(s.Speed * Dt))
	s.Heading = geom.WrapAngle(s.Heading + s.Turn*Dt)
	return s
}

// seen returns a point of the world from the rover's point of view.
func seen(s State, point geom.Vec2) geom.Vec2 {
	d := point.Sub(s.Position)
	cos, sin := math.Cos(s.Heading), math.Sin(s.Heading)
	return geom.Vec2{X: cos*d.X + sin*d.Y, Y: cos*d.Y - sin*d.X}
}

// Observe shows the policy the nearest rock first.
func Observe(s State, r *rng.Source) Observation {
	o := Observation{Speed: s.Speed, Turn: s.Turn, Goal: seen(s, s.Goal), Home: seen(s, geom.Vec2{})}
	for i, rock := range s.Rock {
		o.Rock[i] = seen(s, rock)
	}
	for i := range Rocks - 1 {
		for k := range Rocks - 1 - i {
			if o.Rock[k].Norm() > o.Rock[k+1].Norm() {
				o.Rock[k], o.Rock[k+1] = o.Rock[k+1], o.Rock[k]
			}
		}
	}
	return o
}

// Terminated says that the rover has hit a rock or left the arena.
func Terminated(next State) bool {
	return Clearance(next) < 0 || math.Abs(next.Position.X) > Arena || math.Abs(next.Position.Y) > Arena
}

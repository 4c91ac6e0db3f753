// Package quadrotor is a rigid body in three dimensions with four rotors. It
// has to fly to a goal position, turn to a goal heading, and hold both. Every
// episode has another goal and another start.
//
// World axes are x and y in the horizontal plane and z up. Body axes are x to
// the front, y to the left and z up along the rotors. Rotors are numbered front
// left, front right, rear right, rear left; 0 and 2 turn one way, 1 and 3 the
// other.
package quadrotor

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

const (
	Dt       = 0.02 // seconds per step
	MaxSteps = 250  // an episode is cut off after this many steps

	Gravity     = 9.81               // m/s^2
	Mass        = 1.0                // kg
	InertiaXY   = 0.02               // kg m^2, about the front and left axes
	InertiaZ    = 0.035              // kg m^2, about the up axis
	RotorOffset = 0.14               // m, from the centre to a rotor, to the front or rear and likewise to the side
	HoverThrust = Mass * Gravity / 4 // N, of one rotor in hover
	ThrustSpan  = 0.4                // a command of 1 changes a rotor's thrust by this share of HoverThrust
	DragTorque  = 0.04               // m, torque about the rotor's axis by its thrust
	Drag        = 0.25               // N s/m, air resistance of the body
	SpinDrag    = 0.02               // N m s/rad, air resistance to turning

	RoomLimit = 3.0 // m from the middle of the room along each axis, the episode ends beyond
	TiltLimit = 1.3 // rad from level, the episode ends beyond

	substeps = 2 // integration steps per Dt
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	GoalSpread  float64 // the goal lies uniformly within plus or minus this from the middle of the room, along each axis [m, 0..1.5, default 1]
	StartSpread float64 // the start lies uniformly within plus or minus this from the goal, along each axis [m, 0..1.5, default 1]
	StartTurn   float64 // the first heading differs from the goal's by at most this [rad, 0..pi, default 1]
	StartTilt   float64 // roll and pitch start uniformly within plus or minus this [rad, 0..0.5, default 0.2]
	StartSpeed  float64 // every component of velocity and of the body's rates starts within plus or minus this [m/s or rad/s, 0..1, default 0.3]
}

// State is all there is to know about the body and its goal.
type State struct {
	Position geom.Vec3 // centre of the body from the middle of the room [m, -3..3]
	Velocity geom.Vec3 // its velocity in world axes [m/s]
	Rotation geom.Mat3 // takes body axes to world axes: column 3 (XZ, YZ, ZZ) is where the rotors push [-, -1..1]
	Rates    geom.Vec3 // angular velocity in body axes: roll, pitch and yaw rate [rad/s]
	Goal     geom.Vec3 // where to be [m, -1.5..1.5]
	GoalYaw  float64   // where to look: heading from the x axis, positive anticlockwise [rad, -pi..pi]
}

// Action is what the four rotors are told during one step; all 0 hovers.
type Action struct {
	Rotor [4]float64 // change of thrust, in units of ThrustSpan times HoverThrust [-, -1..1]
}

// Observation is what the policy sees. World axes are turned by the goal's
// heading, since the task is the same whichever way that is.
type Observation struct {
	Offset   geom.Vec3 // from the body to the goal [m, -6.4..6.4]
	Velocity geom.Vec3 // velocity [m/s]
	Rotation geom.Mat3 // takes body axes to the goal's; the identity is level and on heading [-, -1..1]
	Rates    geom.Vec3 // angular velocity in body axes [rad/s]
}

// Distance returns how far the body is from the goal in m.
func Distance(s State) float64 {
	return s.Position.Dist(s.Goal)
}

// Tilt returns the angle between the body's up axis and the vertical, in 0..pi.
func Tilt(s State) float64 {
	return s.Rotation.Tilt()
}

// YawError returns the heading less the goal's heading, in -pi..pi.
func YawError(s State) float64 {
	return geom.WrapAngle(s.Rotation.Yaw() - s.GoalYaw)
}

// Reset returns a random goal and a body near it, nearly level and slow.
func Reset(p Params, r *rng.Source) State {
	goal := uniform(r, p.GoalSpread)
	goalYaw := r.Uniform(-math.Pi, math.Pi)
	start := goal.Add(uniform(r, p.StartSpread))
	turn := geom.RotZ(goalYaw + r.Uniform(-p.StartTurn, p.StartTurn))
	pitch := geom.RotY(r.Uniform(-p.StartTilt, p.StartTilt))
	roll := geom.RotX(r.Uniform(-p.StartTilt, p.StartTilt))
	return State{
		Position: start,
		Velocity: uniform(r, p.StartSpeed),
		Rotation: rotation(turn.Mul(pitch).Mul(roll)),
		Rates:    uniform(r, p.StartSpeed),
		Goal:     goal,
		GoalYaw:  goalYaw,
	}
}

// uniform returns a vector with every component within plus or minus spread.
func uniform(r *rng.Source, spread float64) geom.Vec3 {
	x := r.Uniform(-spread, spread)
	y := r.Uniform(-spread, spread)
	z := r.Uniform(-spread, spread)
	return geom.Vec3{X: x, Y: y, Z: z}
}

// Step moves the body on by Dt.
func Step(s State, a Action, r *rng.Source) State {
	thrust, torque := rotors(a)
	for i := 0; i < substeps; i++ {
		s = advance(s, thrust, torque.Sub(s.Rates.Scale(SpinDrag)), Drag, Dt/substeps)
	}
	s.Rotation = rotation(s.Rotation)
	return s
}

// rotors returns the thrust of all rotors together along the body's up axis in
// N, and their torque in body axes in N m.
func rotors(a Action) (thrust float64, torque geom.Vec3) {
	const scale = HoverThrust * ThrustSpan
	frontLeft, frontRight := scale*a.Rotor[0], scale*a.Rotor[1]
	rearRight, rearLeft := scale*a.Rotor[2], scale*a.Rotor[3]
	thrust = 4*HoverThrust + frontLeft + frontRight + rearRight + rearLeft
	torque = geom.Vec3{
		X: RotorOffset * (frontLeft + rearLeft - frontRight - rearRight),
		Y: RotorOffset * (rearLeft + rearRight - frontLeft - frontRight),
		Z: DragTorque * (frontLeft + rearRight - frontRight - rearLeft),
	}
	return thrust, torque
}

// advance makes one symmetric integration step: half the change of velocity
// and of angular momentum, then the change of position and attitude, then the
// other half. Without torque the angular momentum stays what it is, seen from
// the world, to rounding.
func advance(s State, thrust float64, torque geom.Vec3, drag, dt float64) State {
	s.Velocity = s.Velocity.Add(acceleration(s, thrust, drag).Scale(dt / 2))
	momentum := momentumOf(s.Rates).Add(torque.Scale(dt / 2))

	// The body's rates at the middle of the step, by Euler's equations.
	halfway := momentum.Add(momentum.Cross(ratesOf(momentum)).Scale(dt / 2))
	turn := geom.RotVec(ratesOf(halfway).Scale(dt))
	s.Position = s.Position.Add(s.Velocity.Scale(dt))
	s.Rotation = s.Rotation.Mul(turn)
	momentum = turn.ApplyInverse(momentum)

	s.Rates = ratesOf(momentum.Add(torque.Scale(dt / 2)))
	s.Velocity = s.Velocity.Add(acceleration(s, thrust, drag).Scale(dt / 2))
	return s
}

// acceleration returns the body's acceleration in world axes.
func acceleration(s State, thrust, drag float64) geom.Vec3 {
	push := s.Rotation.Apply(geom.Vec3{Z: thrust / Mass})
	return push.Sub(s.Velocity.Scale(drag / Mass)).Sub(geom.Vec3{Z: Gravity})
}

// momentumOf returns the angular momentum of body rates, in body axes.
func momentumOf(rates geom.Vec3) geom.Vec3 {
	return geom.Vec3{X: InertiaXY * rates.X, Y: InertiaXY * rates.Y, Z: InertiaZ * rates.Z}
}

// ratesOf returns the body rates of an angular momentum in body axes.
func ratesOf(momentum geom.Vec3) geom.Vec3 {
	return geom.Vec3{X: momentum.X / InertiaXY, Y: momentum.Y / InertiaXY, Z: momentum.Z / InertiaZ}
}

// rotation returns the rotation nearest m in the sense of Gram and Schmidt,
// with every entry within -1..1. m must be close to a rotation.
func rotation(m geom.Mat3) geom.Mat3 {
	m = m.Orthonormal()
	return geom.Mat3{
		XX: geom.Clamp(m.XX, -1, 1), XY: geom.Clamp(m.XY, -1, 1), XZ: geom.Clamp(m.XZ, -1, 1),
		YX: geom.Clamp(m.YX, -1, 1), YY: geom.Clamp(m.YY, -1, 1), YZ: geom.Clamp(m.YZ, -1, 1),
		ZX: geom.Clamp(m.ZX, -1, 1), ZY: geom.Clamp(m.ZY, -1, 1), ZZ: geom.Clamp(m.ZZ, -1, 1),
	}
}

// Observe shows the policy everything but where in the room it is.
func Observe(s State, r *rng.Source) Observation {
	toGoal := geom.RotZ(-s.GoalYaw)
	return Observation{
		Offset:   toGoal.Apply(s.Goal.Sub(s.Position)),
		Velocity: toGoal.Apply(s.Velocity),
		Rotation: toGoal.Mul(s.Rotation),
		Rates:    s.Rates,
	}
}

// Terminated says that the body has crashed: it has left the room or tilts too
// far.
func Terminated(next State) bool {
	p := next.Position
	return math.Abs(p.X) > RoomLimit || math.Abs(p.Y) > RoomLimit || math.Abs(p.Z) > RoomLimit ||
		Tilt(next) > TiltLimit
}

// Package gripper is a hand with two fingers in a vertical plane. It hangs from
// a gantry, which moves it sideways, up and down, and opens and closes it. The
// State's Task says what is on the table and what has to be done: 0, nothing,
// the fingertips go to the goal; 1, a block, to be pushed along the table; 2, a
// block, to be lifted to a goal in the air and held there; 3, the handle of a
// drawer under the table top, to be opened to a goal.
//
// The fingers are upright bars that stay upright, and run apart on one beam; a
// counterweight carries them. Block and handle do not turn, and of the hand only
// the fingers touch them. Everything yields a little where it is touched, and
// slides with friction. x points to the right and y up, from the middle of the
// table top.
package gripper

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/geom"
	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// Tasks, as Params and State number them.
const (
	TaskReach  = 0 // bring the middle of the fingertips to the goal
	TaskPush   = 1 // bring the block to the goal along the table
	TaskPlace  = 2 // bring the block to the goal in the air
	TaskDrawer = 3 // bring the handle of the drawer to the goal
)

const (
	Dt       = 0.03 // seconds per step
	MaxSteps = 120  // an episode is cut off after this many steps

	Gravity      = 9.81 // m/s^2
	Wall         = 0.6  // m, from the middle to the walls that keep fingers and block on the table
	Ceiling      = 0.6  // m, the fingertips rise no higher
	MaxForce     = 12.0 // N, of the gantry along each axis
	MaxGrip      = 8.0  // N, on each finger
	GripMax      = 0.12 // m, between the fingers at most
	FingerMass   = 0.5  // kg, of either finger with its carriage
	FingerWidth  = 0.02 // m
	FingerLength = 0.12 // m
	Drag         = 8.0  // N s/m, of either finger's carriage

	BlockSide      = 0.06 // m, width and height of the block
	HandleWidth    = 0.02 // m
	HandleHeight   = 0.08 // m, over the table
	DrawerMass     = 0.6  // kg
	DrawerFriction = 1.2  // N, of the drawer's rails
	DrawerClosed   = 0.15 // m, x of the handle when the drawer is closed; it opens to the left
	DrawerTravel   = 0.3  // m, from closed to wide open

	substeps = 8 // integration steps per Dt
)

// Params are set for a whole run or drawn for each episode.
type Params struct {
	Task      int     // what to do: 0 reach, 1 push, 2 pick and place, 3 drawer [-, 0..3, default 2]
	BlockMass float64 // mass of the block [kg, 0.15..0.3, default 0.2]
	Friction  float64 // coefficient of friction between any two bodies [-, 0.4..0.9, default 0.6]
}

// State is all there is to know about hand, block, drawer and goal.
type State struct {
	Task          int       // what to do: 0 reach, 1 push, 2 pick and place, 3 drawer [-, 0..3]
	Hand          geom.Vec2 // middle between the two fingertips; y is their height over the table [m, -0.7..0.7]
	HandVelocity  geom.Vec2 // its velocity [m/s]
	Grip          float64   // how far the fingers are apart, between their inner faces [m, -0.05..0.17]
	GripSpeed     float64   // its rate of change, positive opening [m/s]
	Block         geom.Vec2 // middle of the block; 0 in tasks without it [m]
	BlockVelocity geom.Vec2 // its velocity [m/s]
	Drawer        float64   // how far the drawer is open; 0 in tasks without it [m, -0.05..0.35]
	DrawerSpeed   float64   // its rate of change, positive opening [m/s]
	Goal          geom.Vec2 // where fingertips, block or handle have to be; of block and handle on the table, x alone counts [m, -0.6..0.6]
	BlockMass     float64   // mass of the block [kg, 0.15..0.3]
	Friction      float64   // coefficient of friction between any two bodies [-, 0.4..0.9]
}

// Action is what the motors do during one step.
type Action struct {
	X    float64 // force of the gantry on the hand, to the right [N, -12..12]
	Y    float64 // force of the gantry on the hand, up [N, -12..12]
	Grip float64 // force that moves each finger towards the other, negative opens [N, -8..8]
}

// Observation is what the policy sees. The object is the block or the handle.
type Observation struct {
	Task           [4]float64 // 1 for the task at hand, 0 for the others [-, 0..1]
	Hand           geom.Vec2  // middle between the fingertips [m, -0.7..0.7]
	HandVelocity   geom.Vec2  // its velocity [m/s]
	Grip           float64    // how far the fingers are apart [m, -0.05..0.17]
	GripSpeed      float64    // its rate of change [m/s]
	Object         geom.Vec2  // object seen from the middle between the fingertips [m]
	ObjectVelocity geom.Vec2  // velocity of the object [m/s]
	Error          geom.Vec2  // goal seen from what has to be there [m]
}

// hasBlock says that there is a block on the table.
func hasBlock(s State) bool { return s.Task == TaskPush || s.Task == TaskPlace }

// Object returns the middle of what is to be moved, block or handle, in m; where
// there is neither, that of the fingertips.
func Object(s State) geom.Vec2 {
	if s.Task == TaskDrawer {
		return geom.Vec2{X: DrawerClosed - s.Drawer, Y: HandleHeight / 2}
	}
	if hasBlock(s) {
		return s.Block
	}
	return s.Hand
}

// ObjectSize returns width and height of block or handle in m, 0 where there is
// neither.
func ObjectSize(s State) geom.Vec2 {
	if s.Task == TaskDrawer {
		return geom.Vec2{X: HandleWidth, Y: HandleHeight}
	}
	if hasBlock(s) {
		return geom.Vec2{X: BlockSide, Y: BlockSide}
	}
	return geom.Vec2{}
}

// Error returns the way from what has to be at the goal to the goal in m. What
// is on the table has no way up.
func Error(s State) geom.Vec2 {
	way := s.Goal.Sub(Object(s))
	if s.Task == TaskPush || s.Task == TaskDrawer {
		way.Y = 0
	}
	return way
}

// Distance returns the length of Error in m.
func Distance(s State) float64 { return Error(s).Norm() }

// Gripped says that both fingers press against the object, from either side.
func Gripped(s State) bool {
	if s.Task == TaskReach {
		return false
	}
	object, size := Object(s), ObjectSize(s)
	aside, inside := math.Abs(object.X-s.Hand.X), (size.X-s.Grip)/2
	beside := (size.Y+FingerLength)/2 - math.Abs(object.Y-s.Hand.Y-FingerLength/2)
	return aside < inside && inside+aside < beside
}

// Reset returns the open hand at rest over the table, and block or drawer with a
// goal that is elsewhere. The block falls onto the table.
func Reset(p Params, r *rng.Source) State {
	handX, handY := r.Uniform(-0.35, 0.35), r.Uniform(0.15, 0.4)
	grip := r.Uniform(0.08, GripMax)
	x, way := r.Uniform(-0.3, 0.3), r.Uniform(0.12, 0.3)
	goalX, goalY := r.Uniform(-0.4, 0.4), r.Uniform(0.15, 0.4)
	drop := r.Uniform(0, 0.02)
	ajar, open := r.Uniform(0, 0.05), r.Uniform(0.15, 0.28)
	s := State{
		Task: p.Task, Hand: geom.Vec2{X: handX, Y: handY}, Grip: grip,
		Goal: geom.Vec2{X: goalX, Y: goalY}, BlockMass: p.BlockMass, Friction: p.Friction,
	}
	if hasBlock(s) {
		s.Block = geom.Vec2{X: x, Y: BlockSide/2 + drop}
	}
	switch p.Task {
	case TaskPush:
		toLeft := goalX < 0 && x-way > -0.4
		if toLeft || x+way > 0.4 {
			way = -way
		}
		s.Goal = geom.Vec2{X: x + way, Y: BlockSide / 2}
	case TaskDrawer:
		s.Drawer = ajar
		s.Goal = geom.Vec2{X: DrawerClosed - open, Y: HandleHeight / 2}
	}
	return s
}

// Step moves everything on by Dt.
func Step(s State, a Action, r *rng.Source) State {
	b := bodyOf(s)
	m := motionOf(s)
	c := rulesOf(s)
	for i := 0; i < substeps; i++ {
		m = advance(m, b, a, c, Dt/substeps)
	}
	return stateOf(s, m)
}

// Observe shows the policy everything but mass and friction.
func Observe(s State, r *rng.Source) Observation {
	o := Observation{
		Hand: s.Hand, HandVelocity: s.HandVelocity, Grip: s.Grip, GripSpeed: s.GripSpeed,
		Object: Object(s).Sub(s.Hand), Error: Error(s),
	}
	o.Task[s.Task] = 1
	if hasBlock(s) {
		o.ObjectVelocity = s.BlockVelocity
	}
	if s.Task == TaskDrawer {
		o.ObjectVelocity = geom.Vec2{X: -s.DrawerSpeed}
	}
	return o
}

// Terminated is always false: an episode ends by the clock alone, and reaching
// the goal does not end it.
func Terminated(next State) bool {
	return false
}

// rules are the constants of contact and motion.
type rules struct {
	stiffness float64 // N per m that two bodies overlap
	damping   float64 // s/m, share of the elastic force that approach at 1 m/s adds
	friction  float64 // coefficient of friction
	drag      float64 // N s/m of either finger's carriage
	rail      float64 // N, friction of the drawer's rails
}

const (
	stiffness = 2500.0 // N per m that two bodies overlap
	damping   = 3.0    // s/m, by which approach adds to the elastic force

	// creep is the speed of slip in m/s around which friction sets in: a body
	// that should stick to another slides at a share of it.
	creep = 0.002
)

// rulesOf returns the rules that Step follows.
func rulesOf(s State) rules {
	return rules{stiffness: stiffness, damping: damping, friction: s.Friction, drag: Drag, rail: DrawerFriction}
}

// body is what the fingers meet: block or handle.
type body struct {
	half     geom.Vec2 // half of its width and height in m
	mass     float64   // kg
	loose    bool      // it is a block: free to rise, with a weight
	onRails  bool      // it is a drawer's handle
	anything bool      // there is such a body
}

// motion is what moves: the middle of either finger along x, the height of both
// fingertips, and the middle of the object. Unit m, rates in m/s.
type motion struct {
	left, right, tip          float64
	leftDot, rightDot, tipDot float64
	object, objectDot         geom.Vec2
}

// bodyOf returns what lies on the table.
func bodyOf(s State) body {
	o := body{half: ObjectSize(s).Scale(0.5), mass: 1, anything: s.Task != TaskReach}
	if hasBlock(s) {
		o.mass, o.loose = s.BlockMass, true
	}
	if s.Task == TaskDrawer {
		o.mass, o.onRails = DrawerMass, true
	}
	return o
}

// motionOf returns what moves in s.
func motionOf(s State) motion {
	half := (s.Grip + FingerWidth) / 2
	m := motion{
		left: s.Hand.X - half, right: s.Hand.X + half, tip: s.Hand.Y,
		leftDot: s.HandVelocity.X - s.GripSpeed/2, rightDot: s.HandVelocity.X + s.GripSpeed/2, tipDot: s.HandVelocity.Y,
	}
	if hasBlock(s) {
		m.object, m.objectDot = s.Block, s.BlockVelocity
	}
	if s.Task == TaskDrawer {
		m.object, m.objectDot = Object(s), geom.Vec2{X: -s.DrawerSpeed}
	}
	return m
}

// stateOf returns s with what moves in it as m says.
func stateOf(s State, m motion) State {
	s.Hand = geom.Vec2{X: (m.left + m.right) / 2, Y: m.tip}
	s.HandVelocity = geom.Vec2{X: (m.leftDot + m.rightDot) / 2, Y: m.tipDot}
	s.Grip, s.GripSpeed = m.right-m.left-FingerWidth, m.rightDot-m.leftDot
	if hasBlock(s) {
		s.Block, s.BlockVelocity = m.object, m.objectDot
	}
	if s.Task == TaskDrawer {
		s.Drawer, s.DrawerSpeed = DrawerClosed-m.object.X, -m.objectDot.X
	}
	return s
}

// advance makes one integration step: half the change of position, the change of
// velocity, the other half (leapfrog). Springs and motors act with their forces
// at the middle; what resists motion acts on the velocities that it leads to,
// so that it takes energy, however strong it is.
func advance(m motion, b body, a Action, c rules, dt float64) motion {
	m = drifted(m, dt/2)
	m = kicked(m, b, a, c, dt)
	return drifted(m, dt/2)
}

// drifted moves m on at its velocities.
func drifted(m motion, dt float64) motion {
	m.left += dt * m.leftDot
	m.right += dt * m.rightDot
	m.tip += dt * m.tipDot
	m.object = m.object.Add(m.objectDot.Scale(dt))
	return m
}

// kicked changes the velocities of m by all forces during dt.
func kicked(m motion, b body, a Action, c rules, dt float64) motion {
	f := gantry(a, c)
	f = stops(f, m, c)
	if b.loose {
		f = onTable(f, m, b, c)
	}
	if b.onRails {
		f = onRails(f, m, c)
	}
	if b.anything {
		f = finger(f, m, b, c, false)
		f = finger(f, m, b, c, true)
	}

	m = alongY(m, b, f, dt)
	return alongX(m, b, f, dt)
}

// alongY changes the velocities along y, those of the fingers, which have one
// height, and of a body that can rise: (M + dt C) v' = M v + dt force.
func alongY(m motion, b body, f forces, dt float64) motion {
	handMass := 2*FingerMass + dt*(f.tip+f.lift)
	hand := 2*FingerMass*m.tipDot + dt*f.y
	if !b.loose {
		m.tipDot = hand / handMass
		return m
	}
	mass, couple := b.mass+dt*(f.rest+f.lift), dt*f.lift
	momentum := b.mass*m.objectDot.Y + dt*f.objectY
	m.objectDot.Y = (handMass*momentum + couple*hand) / (handMass*mass - couple*couple)
	m.tipDot = (hand + couple*m.objectDot.Y) / handMass
	return m
}

// alongX changes the velocities along x, those of either finger and the body, in
// the same way: a symmetric system of three, of which left and then right are
// eliminated.
func alongX(m motion, b body, f forces, dt float64) motion {
	leftMass := FingerMass + dt*(f.leftGround+f.pair+f.leftObject)
	rightMass := FingerMass + dt*(f.rightGround+f.pair+f.rightObject)
	mass := b.mass + dt*(f.ground+f.leftObject+f.rightObject)
	left, right := FingerMass*m.leftDot+dt*f.left, FingerMass*m.rightDot+dt*f.right
	momentum := b.mass*m.objectDot.X + dt*f.objectX

	share := dt * f.pair / leftMass
	rightMass -= share * dt * f.pair
	right += share * left
	couple := dt * (f.rightObject + share*f.leftObject)
	share = dt * f.leftObject / leftMass
	mass -= share * dt * f.leftObject
	momentum += share * left

	share = couple / rightMass
	m.objectDot.X = (momentum + share*right) / (mass - share*couple)
	m.rightDot = (right + couple*m.objectDot.X) / rightMass
	m.leftDot = (left + dt*(f.pair*m.rightDot+f.leftObject*m.objectDot.X)) / leftMass
	return m
}

// forces are what changes the velocities: forces in N, and coefficients of
// resistance in N s/m, of each to the ground or of two to each other.
type forces struct {
	left, right, y, objectX, objectY float64

	leftGround, rightGround, ground float64 // along x: either finger, object
	pair, leftObject, rightObject   float64 // along x: finger and finger, either and object
	tip, rest, lift                 float64 // along y: fingers, object, one and the other
}

// gantry returns the forces of the motors and the drag of the carriages.
func gantry(a Action, c rules) forces {
	return forces{
		left: a.X/2 + a.Grip, right: a.X/2 - a.Grip, y: a.Y,
		leftGround: c.drag, rightGround: c.drag, tip: 2 * c.drag,
	}
}

// contact returns what two bodies that overlap by depth, in m, and approach each
// other at rate, in m/s, do to each other: the elastic force, the coefficient
// of its resistance to approach, and their sum, the load. It is the law of Hunt
// and Crossley (1975, "Coefficient of Restitution Interpreted as Damping in
// Vibroimpact") for a linear spring: load = stiffness depth (1 + damping rate).
// Bodies that part too quickly for the spring do not pull.
func contact(depth, rate float64, c rules) (push, resistance, load float64) {
	if depth <= 0 || 1+c.damping*rate <= 0 {
		return 0, 0, 0
	}
	push = c.stiffness * depth
	return push, c.damping * push, push * (1 + c.damping*rate)
}

// rubbing returns the coefficient of resistance of Coulomb friction that is at
// most limit, in N, at a speed of slip in m/s: the force is limit v /
// sqrt(v^2 + creep^2), in place of limit sign(v). A step takes the coefficient at
// the speed that it begins with.
func rubbing(limit, slip float64) float64 {
	return limit / math.Sqrt(slip*slip+creep*creep)
}

// stops adds what keeps the fingers over the table, below the ceiling, between
// the walls and within the reach of each other.
func stops(f forces, m motion, c rules) forces {
	push, resistance, load := contact(-m.tip, -m.tipDot, c)
	f.y += push
	f.tip += resistance
	f.leftGround += rubbing(c.friction*load/2, m.leftDot)
	f.rightGround += rubbing(c.friction*load/2, m.rightDot)
	push, resistance, _ = contact(m.tip-Ceiling, m.tipDot, c)
	f.y -= push
	f.tip += resistance
	push, resistance, _ = contact(FingerWidth/2-Wall-m.left, -m.leftDot, c)
	f.left += push
	f.leftGround += resistance
	push, resistance, _ = contact(m.right+FingerWidth/2-Wall, m.rightDot, c)
	f.right -= push
	f.rightGround += resistance

	grip, gripDot := m.right-m.left-FingerWidth, m.rightDot-m.leftDot
	push, resistance, _ = contact(-grip, -gripDot, c)
	f.left -= push
	f.right += push
	f.pair += resistance
	push, resistance, _ = contact(grip-GripMax, gripDot, c)
	f.left += push
	f.right -= push
	f.pair += resistance
	return f
}

// onTable adds weight, table and walls of the block.
func onTable(f forces, m motion, b body, c rules) forces {
	push, resistance, load := contact(b.half.Y-m.object.Y, -m.objectDot.Y, c)
	f.objectY += push - b.mass*Gravity
	f.rest += resistance
	f.ground += rubbing(c.friction*load, m.objectDot.X)
	side := math.Copysign(1, m.object.X)
	push, resistance, _ = contact(side*m.object.X+b.half.X-Wall, side*m.objectDot.X, c)
	f.objectX -= side * push
	f.ground += resistance
	return f
}

// onRails adds the friction and the stops of the drawer.
func onRails(f forces, m motion, c rules) forces {
	f.ground += rubbing(c.rail, m.objectDot.X)
	push, resistance, _ := contact(m.object.X-DrawerClosed, m.objectDot.X, c)
	f.objectX -= push
	f.ground += resistance
	push, resistance, _ = contact(DrawerClosed-DrawerTravel-m.object.X, -m.objectDot.X, c)
	f.objectX += push
	f.ground += resistance
	return f
}

// finger adds what a finger and the object do to each other. Two upright boxes
// push each other along the axis on which they overlap less, and rub along the
// other.
func finger(f forces, m motion, b body, c rules, isRight bool) forces {
	x, v := m.left, m.leftDot
	if isRight {
		x, v = m.right, m.rightDot
	}
	dx, dy := m.object.X-x, m.object.Y-(m.tip+FingerLength/2)
	overlapX := b.half.X + FingerWidth/2 - math.Abs(dx)
	overlapY := b.half.Y + FingerLength/2 - math.Abs(dy)
	if overlapX <= 0 || overlapY <= 0 {
		return f
	}
	slipX, slipY := m.objectDot.X-v, m.objectDot.Y-m.tipDot
	along := 0.0
	if overlapX < overlapY {
		side := math.Copysign(1, dx)
		push, resistance, load := contact(overlapX, -side*slipX, c)
		f.objectX += side * push
		if isRight {
			f.right -= side * push
		} else {
			f.left -= side * push
		}
		along = resistance
		f.lift += rubbing(c.friction*load, slipY)
	} else {
		side := math.Copysign(1, dy)
		push, resistance, load := contact(overlapY, -side*slipY, c)
		f.objectY += side * push
		f.y -= side * push
		f.lift += resistance
		along = rubbing(c.friction*load, slipX)
	}
	if isRight {
		f.rightObject += along
	} else {
		f.leftObject += along
	}
	return f
}

package quadrotor

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/draw"
	"github.com/rewardsmith/rewardsmith/envs/geom"
)

// Draw shows the goal with its heading and the body with its rotors, seen from
// behind and above: x to the right, z up, y into the picture.
func Draw(s State) draw.Scene {
	v := draw.View(-4.2, -3.6, 4.2, 3.6)
	floor(&v)
	heading := geom.Vec3{X: math.Cos(s.GoalYaw), Y: math.Sin(s.GoalYaw)}
	arrow(&v, s.Goal, s.Goal.Add(heading.Scale(0.5)), 0.04, draw.Green)
	x, y := project(s.Goal)
	v.Ring(x, y, 0.1, 0.03, draw.Green)

	front := s.Rotation.Apply(geom.Vec3{X: 2 * RotorOffset})
	left := s.Rotation.Apply(geom.Vec3{Y: 2 * RotorOffset})
	rotor(&v, s.Position, front.Add(left), draw.Red)
	rotor(&v, s.Position, front.Sub(left), draw.Red)
	rotor(&v, s.Position, left.Add(front).Scale(-1), draw.Blue)
	rotor(&v, s.Position, left.Sub(front), draw.Blue)
	up := s.Rotation.Apply(geom.Vec3{Z: 0.3})
	arrow(&v, s.Position, s.Position.Add(up), 0.03, draw.Grey)
	// A shadow on the floor shows the depth.
	arrow(&v, geom.Vec3{X: s.Position.X - 0.2, Y: s.Position.Y, Z: -RoomLimit},
		geom.Vec3{X: s.Position.X + 0.2, Y: s.Position.Y, Z: -RoomLimit}, 0.06, draw.Light)
	return v
}

// project returns where a point of the world is in the picture.
func project(p geom.Vec3) (x, y float64) {
	return p.X + 0.35*p.Y, p.Z + 0.2*p.Y
}

// floor draws the outline of the room's floor.
func floor(v *draw.Scene) {
	const r = RoomLimit
	corners := [4]geom.Vec3{{X: -r, Y: -r, Z: -r}, {X: r, Y: -r, Z: -r}, {X: r, Y: r, Z: -r}, {X: -r, Y: r, Z: -r}}
	for i := 0; i < 4; i++ {
		arrow(v, corners[i], corners[(i+1)%4], 0.02, draw.Light)
	}
}

// rotor draws an arm and its rotor, twice as large as life.
func rotor(v *draw.Scene, centre, offset geom.Vec3, color uint32) {
	hub := centre.Add(offset)
	arrow(v, centre, hub, 0.05, draw.Black)
	x, y := project(hub)
	v.Circle(x, y, 0.09, color)
}

// arrow draws the line between two points of the world.
func arrow(v *draw.Scene, from, to geom.Vec3, width float64, color uint32) {
	x1, y1 := project(from)
	x2, y2 := project(to)
	v.Line(x1, y1, x2, y2, width, color)
}

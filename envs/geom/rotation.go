package geom

import "math"

// Mat3 is a 3x3 matrix by rows. As a rotation it takes body coordinates to
// world coordinates: its columns are the body axes seen from the world.
type Mat3 struct {
	XX, XY, XZ float64
	YX, YY, YZ float64
	ZX, ZY, ZZ float64
}

// Identity returns the rotation that leaves every vector as it is.
func Identity() Mat3 { return Mat3{XX: 1, YY: 1, ZZ: 1} }

// RotX returns the rotation by angle about the first axis.
func RotX(angle float64) Mat3 {
	s, c := math.Sin(angle), math.Cos(angle)
	return Mat3{1, 0, 0, 0, c, -s, 0, s, c}
}

// RotY returns the rotation by angle about the second axis.
func RotY(angle float64) Mat3 {
	s, c := math.Sin(angle), math.Cos(angle)
	return Mat3{c, 0, s, 0, 1, 0, -s, 0, c}
}

// RotZ returns the rotation by angle about the third axis.
func RotZ(angle float64) Mat3 {
	s, c := math.Sin(angle), math.Cos(angle)
	return Mat3{c, -s, 0, s, c, 0, 0, 0, 1}
}

// Apply returns m v: for a rotation, a body vector in world coordinates.
func (m Mat3) Apply(v Vec3) Vec3 {
	return Vec3{
		m.XX*v.X + m.XY*v.Y + m.XZ*v.Z,
		m.YX*v.X + m.YY*v.Y + m.YZ*v.Z,
		m.ZX*v.X + m.ZY*v.Y + m.ZZ*v.Z,
	}
}

// ApplyInverse returns the transpose of m times v: for a rotation, a world
// vector in body coordinates.
func (m Mat3) ApplyInverse(v Vec3) Vec3 { return m.Transpose().Apply(v) }

// Transpose returns the transpose, which for a rotation is its inverse.
func (m Mat3) Transpose() Mat3 {
	return Mat3{m.XX, m.YX, m.ZX, m.XY, m.YY, m.ZY, m.XZ, m.YZ, m.ZZ}
}

// Mul returns the matrix product m n.
func (m Mat3) Mul(n Mat3) Mat3 {
	x := m.Apply(Vec3{n.XX, n.YX, n.ZX})
	y := m.Apply(Vec3{n.XY, n.YY, n.ZY})
	z := m.Apply(Vec3{n.XZ, n.YZ, n.ZZ})
	return Mat3{x.X, y.X, z.X, x.Y, y.Y, z.Y, x.Z, y.Z, z.Z}
}

// Yaw returns the heading of a rotation: the angle of its first body axis in
// the horizontal plane, in -pi..pi. It is 0 where that axis is vertical.
func (m Mat3) Yaw() float64 { return math.Atan2(m.YX, m.XX) }

// Tilt returns the angle between the body's third axis and the vertical,
// in 0..pi.
func (m Mat3) Tilt() float64 { return math.Acos(Clamp(m.ZZ, -1, 1)) }

// Orthonormal returns the rotation near m whose first row keeps its direction,
// by Gram and Schmidt. m must be close to a rotation.
func (m Mat3) Orthonormal() Mat3 {
	x := Vec3{m.XX, m.XY, m.XZ}
	y := Vec3{m.YX, m.YY, m.YZ}
	x = x.Scale(1 / x.Norm())
	y = y.Sub(x.Scale(x.Dot(y)))
	y = y.Scale(1 / y.Norm())
	z := x.Cross(y)
	return Mat3{x.X, x.Y, x.Z, y.X, y.Y, y.Z, z.X, z.Y, z.Z}
}

// RotVec returns the rotation by |w| about w (Rodrigues 1840), exact to
// rounding for every length of w.
func RotVec(w Vec3) Mat3 {
	angle := w.Norm()
	a, b := 1.0, 0.5 // sin(t)/t and (1-cos t)/t^2 in the limit
	if angle > 1e-4 {
		half := math.Sin(angle / 2)
		a = math.Sin(angle) / angle
		b = 2 * half * half / (angle * angle)
	} else {
		a = 1 - angle*angle/6
		b = 0.5 - angle*angle/24
	}
	return Mat3{
		1 - b*(w.Y*w.Y+w.Z*w.Z), b*w.X*w.Y - a*w.Z, b*w.X*w.Z + a*w.Y,
		b*w.X*w.Y + a*w.Z, 1 - b*(w.X*w.X+w.Z*w.Z), b*w.Y*w.Z - a*w.X,
		b*w.X*w.Z - a*w.Y, b*w.Y*w.Z + a*w.X, 1 - b*(w.X*w.X+w.Y*w.Y),
	}
}

package geom

import (
	"math"
	"testing"
)

func close(a, b float64) bool { return math.Abs(a-b) <= 1e-12 }

func closeVec(v, w Vec3) bool { return close(v.X, w.X) && close(v.Y, w.Y) && close(v.Z, w.Z) }

func TestVectors(t *testing.T) {
	v, w := Vec3{1, 2, 3}, Vec3{-2, 0.5, 4}
	if got := v.Cross(w); !close(got.Dot(v), 0) || !close(got.Dot(w), 0) {
		t.Errorf("cross product %v is not orthogonal to its factors", got)
	}
	if got, want := v.Cross(w).Norm()*v.Cross(w).Norm(), v.Dot(v)*w.Dot(w)-v.Dot(w)*v.Dot(w); !close(got, want) {
		t.Errorf("Lagrange's identity: %v != %v", got, want)
	}
	if got := (Vec2{3, 4}).Norm(); got != 5 {
		t.Errorf("Norm of (3,4) = %v", got)
	}
	if got := (Vec2{1, 1}).Dist(Vec2{4, 5}); got != 5 {
		t.Errorf("Dist = %v, want 5", got)
	}
}

func TestRotations(t *testing.T) {
	v := Vec3{0.3, -1.2, 2}
	tests := []struct {
		name string
		got  Mat3
		want Mat3
	}{
		{"about x", RotVec(Vec3{0.7, 0, 0}), RotX(0.7)},
		{"about y", RotVec(Vec3{0, -2, 0}), RotY(-2)},
		{"about z", RotVec(Vec3{0, 0, 3}), RotZ(3)},
		{"tiny", RotVec(Vec3{0, 0, 1e-6}), RotZ(1e-6)},
		{"zero", RotVec(Vec3{}), Identity()},
		{"inverse", RotX(0.4).Mul(RotX(0.4).Transpose()), Identity()},
	}
	for _, tt := range tests {
		if a, b := tt.got.Apply(v), tt.want.Apply(v); !closeVec(a, b) {
			t.Errorf("%s: %v, want %v", tt.name, a, b)
		}
	}
	m := RotZ(0.5).Mul(RotY(0.2)).Mul(RotX(-0.3))
	if got := m.Yaw(); !close(got, 0.5) {
		t.Errorf("Yaw = %v, want 0.5", got)
	}
	if got, want := m.Tilt(), math.Acos(math.Cos(0.2)*math.Cos(0.3)); !close(got, want) {
		t.Errorf("Tilt = %v, want %v", got, want)
	}
	if got := m.ApplyInverse(m.Apply(v)); !closeVec(got, v) {
		t.Errorf("ApplyInverse does not undo Apply: %v", got)
	}
	drifted := m
	drifted.XY += 1e-3
	drifted.ZZ -= 1e-3
	o := drifted.Orthonormal()
	if p := o.Mul(o.Transpose()).Apply(v); !closeVec(p, v) {
		t.Errorf("Orthonormal is not orthonormal: %v", p)
	}
}

func TestShapes(t *testing.T) {
	for _, x := range []float64{
		-10, -math.Pi, -1, 0, 3, math.Pi, 7, 100,
		math.Nextafter(-math.Pi, -4), math.Nextafter(math.Pi, 3), math.Nextafter(math.Pi, 4), math.Nextafter(-3*math.Pi, -10), math.Nextafter(3*math.Pi, 10),
	} {
		w := WrapAngle(x)
		if w < -math.Pi || w >= math.Pi || !close(math.Sin(w), math.Sin(x)) || !close(math.Cos(w), math.Cos(x)) {
			t.Errorf("WrapAngle(%v) = %v", x, w)
		}
	}
	if got := Near(0.3, 0.1, 0.2); !close(got, 0.1) {
		t.Errorf("Near at the margin = %v, want 0.1", got)
	}
	if Near(0.05, 0.1, 0.2) != 1 || Smoothstep(-1, 0, 1) != 0 || Smoothstep(2, 0, 1) != 1 || !close(Smoothstep(0.5, 0, 1), 0.5) {
		t.Error("Near or Smoothstep is wrong at its ends")
	}
	if !math.IsNaN(Clamp(math.NaN(), 0, 1)) {
		t.Error("Clamp must pass NaN on")
	}
}

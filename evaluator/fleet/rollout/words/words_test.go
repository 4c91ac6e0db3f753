package words

import (
	"math"
	"testing"
)

func TestWordsComeBack(t *testing.T) {
	for _, x := range []float32{0, 1, -1.5, math.MaxFloat32, math.SmallestNonzeroFloat32, float32(math.Inf(-1))} {
		if got := Float(Of(x)); got != x {
			t.Errorf("Float(Of(%g)) = %g", x, got)
		}
	}
	if got := Float(Of(float32(math.NaN()))); got == got {
		t.Errorf("NaN comes back as %g", got)
	}
	for _, i := range []int{0, 1, -1, math.MaxInt32, math.MinInt32, -77} {
		if got := Int(OfInt(i)); got != i {
			t.Errorf("Int(OfInt(%d)) = %d", i, got)
		}
	}
	for _, b := range []bool{false, true} {
		if Bool(OfBool(b)) != b || (Flag(b) == 1) != b {
			t.Errorf("%t comes back as %t and %g", b, Bool(OfBool(b)), Flag(b))
		}
	}
}

func TestRanges(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for _, tt := range []struct {
		x              float32
		finite, within bool // ±2
	}{
		{0, true, true}, {float32(math.Copysign(0, -1)), true, true}, {2, true, true}, {-2, true, true},
		{2.0000002, true, false}, {-3, true, false}, {math.MaxFloat32, true, false},
		{inf, false, false}, {-inf, false, false}, {nan, false, false}, {-nan, false, false},
	} {
		if Finite(tt.x) != tt.finite || Within(tt.x, 2) != tt.within {
			t.Errorf("%g: Finite %t, Within(2) %t", tt.x, Finite(tt.x), Within(tt.x, 2))
		}
	}
}

package bits

import (
	"math"
	"testing"
)

func TestHalves(t *testing.T) {
	for _, x := range []float64{0, math.Copysign(0, -1), 1, -1.5, math.Pi, 5e-324, math.MaxFloat64, math.Inf(-1)} {
		got := Make(Hi(x), Lo(x))
		if math.Float64bits(got) != math.Float64bits(x) {
			t.Errorf("Make(Hi, Lo) of %v is %v", x, got)
		}
	}
	if got := math.Float32bits(From32(Bits32(-1.5))); got != math.Float32bits(-1.5) {
		t.Errorf("From32(Bits32(-1.5)) has bits %08x", got)
	}
}

func TestOneNaN(t *testing.T) {
	for _, u := range []uint64{0x7FF8000000000000, 0xFFF8000000000001, 0x7FF0000000000001} {
		nan := math.Float64frombits(u)
		if hi, lo := Hi(nan), Lo(nan); hi != 0x7FF80000 || lo != 0 {
			t.Errorf("%016x has halves %08x %08x", u, hi, lo)
		}
		if got := Copysign(1, nan); got != 1 {
			t.Errorf("Copysign(1, NaN) = %v, want 1", got)
		}
	}
	for _, u := range []uint32{0x7FC00000, 0xFFC00001, 0x7F800001} {
		nan := math.Float32frombits(u)
		if got := Bits32(nan); got != 0x7FC00000 {
			t.Errorf("%08x has bits %08x", u, got)
		}
		if got := Copysign32(-1, nan); got != 1 {
			t.Errorf("Copysign32(-1, NaN) = %v, want 1", got)
		}
	}
}

// TestSqrt32 compares with the definition: the square of the midpoint to each
// neighbour is on the other side of x, exactly in float64.
func TestSqrt32(t *testing.T) {
	for u := uint32(1); u < 0x7F800000; u += 9973 {
		x := math.Float32frombits(u)
		r := Sqrt32(x)
		below := (float64(r) + float64(math.Nextafter32(r, 0))) / 2
		above := (float64(r) + float64(math.Nextafter32(r, math.MaxFloat32))) / 2
		if below*below > float64(x) || above*above < float64(x) {
			t.Fatalf("Sqrt32(%v) = %v", x, r)
		}
	}
}

func TestRounding32(t *testing.T) {
	negativeZero := float32(math.Copysign(0, -1))
	for _, c := range []struct{ x, floor, ceil, trunc, even float32 }{
		{1.5, 1, 2, 1, 2}, {-1.5, -2, -1, -1, -2}, {2.5, 2, 3, 2, 2}, {-0.5, -1, negativeZero, negativeZero, negativeZero},
		{0x1p30, 0x1p30, 0x1p30, 0x1p30, 0x1p30}, {8388609, 8388609, 8388609, 8388609, 8388609},
	} {
		for i, pair := range [][2]float32{{Floor32(c.x), c.floor}, {Ceil32(c.x), c.ceil}, {Trunc32(c.x), c.trunc}, {RoundToEven32(c.x), c.even}} {
			if Bits32(pair[0]) != Bits32(pair[1]) {
				t.Errorf("rounding %d of %v = %v, want %v", i, c.x, pair[0], pair[1])
			}
		}
	}
	if got := Abs32(negativeZero); Bits32(got) != 0 {
		t.Errorf("Abs32(-0) = %v", got)
	}
}

package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

const (
	infinity = 0x7F800000 // bits of +Inf
	largest  = 0x1p127 + (0x1p127 - 0x1p104)
	smallest = 0x1p-126 // of the normal numbers
)

// Inf returns +Inf if sign >= 0 and -Inf otherwise.
func Inf(sign int) float32 {
	if sign < 0 {
		return bits.From32(0xFF800000)
	}
	return bits.From32(infinity)
}

// NaN returns the one NaN.
func NaN() float32 { return bits.From32(0x7FC00000) }

// IsInf reports whether f is +Inf for sign > 0, -Inf for sign < 0, either for 0.
func IsInf(f float32, sign int) bool {
	return sign >= 0 && f > largest || sign <= 0 && f < -largest
}

// IsNaN reports whether f is NaN.
func IsNaN(f float32) bool { return f != f }

// Signbit reports whether x is negative or -0. NaN has no sign.
func Signbit(x float32) bool { return bits.Bits32(x)>>31 != 0 }

// Abs returns |x|.
func Abs(x float32) float32 { return bits.Abs32(x) }

// Copysign returns the magnitude of f with the sign of sign.
func Copysign(f, sign float32) float32 { return bits.Copysign32(f, sign) }

// Max returns the larger of x and y: +Inf beside anything, else NaN beside NaN;
// 0 is larger than -0.
func Max(x, y float32) float32 {
	if x > largest || y > largest {
		return Inf(1)
	}
	return max(x, y)
}

// Min returns the smaller of x and y: -Inf beside anything, else NaN beside
// NaN; -0 is smaller than 0.
func Min(x, y float32) float32 {
	if x < -largest || y < -largest {
		return Inf(-1)
	}
	return min(x, y)
}

// Dim returns x-y where that is positive, else 0; NaN for equal infinities.
func Dim(x, y float32) float32 {
	d := x - y
	if d <= 0 {
		return 0
	}
	return d
}

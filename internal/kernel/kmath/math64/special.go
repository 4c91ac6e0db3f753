package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

const (
	infinityHi = 0x7FF00000 // upper half of +Inf
	largest    = 0x1p1023 + (0x1p1023 - 0x1p971)
	smallest   = 0x1p-1022 // of the normal numbers
)

// Inf returns +Inf if sign >= 0 and -Inf otherwise.
func Inf(sign int) float64 {
	if sign < 0 {
		return bits.Make(0xFFF00000, 0)
	}
	return bits.Make(infinityHi, 0)
}

// NaN returns the one NaN.
func NaN() float64 { return bits.Make(0x7FF80000, 0) }

// IsInf reports whether f is +Inf for sign > 0, -Inf for sign < 0, either for 0.
func IsInf(f float64, sign int) bool {
	return sign >= 0 && f > largest || sign <= 0 && f < -largest
}

// IsNaN reports whether f is NaN.
func IsNaN(f float64) bool { return f != f }

// Signbit reports whether x is negative or -0. NaN has no sign.
func Signbit(x float64) bool { return bits.Hi(x)>>31 != 0 }

// Abs returns |x|.
func Abs(x float64) float64 { return bits.Abs(x) }

// Copysign returns the magnitude of f with the sign of sign.
func Copysign(f, sign float64) float64 { return bits.Copysign(f, sign) }

// Max returns the larger of x and y: +Inf beside anything, else NaN beside NaN;
// 0 is larger than -0.
func Max(x, y float64) float64 {
	if x > largest || y > largest {
		return Inf(1)
	}
	return max(x, y)
}

// Min returns the smaller of x and y: -Inf beside anything, else NaN beside
// NaN; -0 is smaller than 0.
func Min(x, y float64) float64 {
	if x < -largest || y < -largest {
		return Inf(-1)
	}
	return min(x, y)
}

// Dim returns x-y where that is positive, else 0; NaN for equal infinities.
func Dim(x, y float64) float64 {
	d := x - y
	if d <= 0 {
		return 0
	}
	return d
}

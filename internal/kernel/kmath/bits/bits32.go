package bits

import "math"

// Bits32 returns the bits of x.
func Bits32(x float32) uint32 {
	if x != x {
		return nan32
	}
	return math.Float32bits(x)
}

// From32 returns the number whose bits are u. It undoes Bits32.
func From32(u uint32) float32 { return math.Float32frombits(u) }

// Sqrt32 returns the square root of x, rounded to nearest; NaN below zero. The
// root of -0 is -0. Rounding the float64 root once more is exact: 53 bits are
// more than twice 24 and two.
func Sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// Floor32 returns the greatest integer value not above x.
func Floor32(x float32) float32 { return float32(math.Floor(float64(x))) }

// Ceil32 returns the least integer value not below x.
func Ceil32(x float32) float32 { return float32(math.Ceil(float64(x))) }

// Trunc32 returns x without its fraction.
func Trunc32(x float32) float32 { return float32(math.Trunc(float64(x))) }

// RoundToEven32 returns the integer value nearest to x, the even one of two.
func RoundToEven32(x float32) float32 { return float32(math.RoundToEven(float64(x))) }

// Abs32 returns x without its sign.
func Abs32(x float32) float32 { return math.Float32frombits(math.Float32bits(x) &^ (1 << 31)) }

// Copysign32 returns the magnitude of f with the sign of sign; a NaN's sign is
// positive.
func Copysign32(f, sign float32) float32 {
	return math.Float32frombits(math.Float32bits(f)&^(1<<31) | Bits32(sign)&(1<<31))
}

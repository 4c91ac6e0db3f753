// Package bits is what kernel Go's mathematics is written with beyond
// arithmetic: the functions that are one instruction of every target. Each has
// one result for one argument on every machine; a NaN counts as the one quiet
// NaN with the sign positive.
package bits

import "math"

// nanHi and nan32 are the upper half and the whole of the one NaN there is, as
// float64 and as float32.
const (
	nanHi = 0x7FF80000
	nan32 = 0x7FC00000
)

// Hi returns the upper half of the bits of x: sign, exponent, 20 bits of fraction.
func Hi(x float64) uint32 {
	if x != x {
		return nanHi
	}
	return uint32(math.Float64bits(x) >> 32)
}

// Lo returns the lower half of the bits of x: the last 32 bits of its fraction.
func Lo(x float64) uint32 {
	if x != x {
		return 0
	}
	return uint32(math.Float64bits(x))
}

// Make returns the number whose bits are the halves hi and lo. It undoes Hi and Lo.
func Make(hi, lo uint32) float64 { return math.Float64frombits(uint64(hi)<<32 | uint64(lo)) }

// Sqrt returns the square root of x, rounded to nearest; NaN below zero. The
// root of -0 is -0.
func Sqrt(x float64) float64 { return math.Sqrt(x) }

// Floor returns the greatest integer value not above x.
func Floor(x float64) float64 { return math.Floor(x) }

// Ceil returns the least integer value not below x.
func Ceil(x float64) float64 { return math.Ceil(x) }

// Trunc returns x without its fraction.
func Trunc(x float64) float64 { return math.Trunc(x) }

// RoundToEven returns the integer value nearest to x, the even one of two.
func RoundToEven(x float64) float64 { return math.RoundToEven(x) }

// Abs returns x without its sign.
func Abs(x float64) float64 { return math.Abs(x) }

// Copysign returns the magnitude of f with the sign of sign; a NaN's sign is positive.
func Copysign(f, sign float64) float64 {
	if sign != sign {
		return math.Abs(f)
	}
	return math.Copysign(f, sign)
}

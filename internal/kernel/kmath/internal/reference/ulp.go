package reference

import (
	"math"
	"math/big"
)

// Format is a floating point type: bits of significand, and the exponents of
// its smallest subnormal and of what overflows.
type Format struct {
	Bits            int
	Least, Overflow int
}

// The two formats.
var (
	Float64 = Format{53, -1074, 1024}
	Float32 = Format{24, -149, 128}
)

// Ulps returns how far got is from want, in units of the last place of want in
// the format. An infinity counts as the power of two that overflows; NaN is
// infinitely far.
func (f Format) Ulps(got float64, want *big.Float) float64 {
	if math.IsNaN(got) {
		return math.Inf(1)
	}
	ulp := f.Least
	if want.Sign() != 0 {
		ulp = max(min(want.MantExp(nil), f.Overflow)-f.Bits, f.Least)
	}
	overflow := shift(number(1), f.Overflow)
	if math.IsInf(got, 0) {
		if want.Sign() < 0 != math.Signbit(got) {
			return math.Inf(1)
		}
		if zero().Abs(want).Cmp(overflow) >= 0 {
			return 0
		}
		got = 0
		want = sub(zero().Abs(want), overflow)
	}
	d, _ := shift(sub(number(got), want), -ulp).Float64()
	return math.Abs(d)
}

package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Floor returns the greatest integer value not above x.
func Floor(x float64) float64 { return bits.Floor(x) }

// Ceil returns the least integer value not below x.
func Ceil(x float64) float64 { return bits.Ceil(x) }

// Trunc returns x without its fraction.
func Trunc(x float64) float64 { return bits.Trunc(x) }

// RoundToEven returns the integer value nearest to x, the even one of two.
func RoundToEven(x float64) float64 { return bits.RoundToEven(x) }

// Round returns the integer value nearest to x, of two the one away from zero.
func Round(x float64) float64 {
	t := bits.Trunc(x)
	if bits.Abs(x-t) >= 0.5 {
		t += bits.Copysign(1, x)
	}
	return bits.Copysign(t, x)
}

// Modf returns x without its fraction and the fraction, both with the sign of x.
// The fraction of an infinity is NaN.
func Modf(f float64) (whole, frac float64) {
	whole = bits.Trunc(f)
	return whole, bits.Copysign(f-whole, f)
}

// Mod returns x - y*trunc(x/y), exactly, with the sign of x. NaN for infinite x,
// zero y and NaN.
func Mod(x, y float64) float64 {
	a, b := bits.Abs(x), bits.Abs(y)
	if !(a <= largest) || !(b > 0) {
		return NaN()
	}
	if a < b {
		return x
	}
	if b < 0x1p900 && float64(b*0x1p24) > a {
		return bits.Copysign(modStep(a, b), x)
	}
	return bits.Copysign(modLong(a, b), x)
}

// modStep returns a mod b for 0 < b and 0 <= a < 2^24 b. The quotient is one
// too large at most; its products with the halves of b, 26 and 27 bits, and the
// differences are exact multiples of the last bit of b.
func modStep(a, b float64) float64 {
	q := bits.Trunc(a / b)
	head := bits.Make(bits.Hi(b), bits.Lo(b)&0xF8000000)
	r := (a - float64(q*head)) - float64(q*(b-head))
	if r < 0 {
		r += b
	}
	return r
}

// modLong returns a mod b for 0 < b <= a: long division with digits of 22 bits
// and more, by b times falling powers of two.
func modLong(a, b float64) float64 {
	steps := 0
	multiple := b
	for multiple <= float64(a*0x1p-22) {
		multiple = float64(multiple * 0x1p22)
		steps++
	}
	a = modStep(a, multiple)
	for steps > 0 {
		multiple = float64(multiple * 0x1p-22)
		steps--
		a = modStep(a, multiple)
	}
	return a
}

// Remainder returns x - y*n, exactly, for the integer n nearest to x/y, the
// even one of two (IEEE 754). NaN for infinite x, zero y and NaN.
func Remainder(x, y float64) float64 {
	a, b := bits.Abs(x), bits.Abs(y)
	if !(a <= largest) || !(b > 0) {
		return NaN()
	}
	if b > largest {
		return x
	}
	if b <= largest/2 {
		a = Mod(a, b+b)
	}
	odd := a >= b // a is below 2b
	if odd {
		a -= b
	}
	if rest := b - a; a > rest || a == rest && odd {
		a = -rest
	}
	if bits.Hi(x)>>31 != 0 {
		a = -a
	}
	return a
}

package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Floor returns the greatest integer value not above x.
func Floor(x float32) float32 { return bits.Floor32(x) }

// Ceil returns the least integer value not below x.
func Ceil(x float32) float32 { return bits.Ceil32(x) }

// Trunc returns x without its fraction.
func Trunc(x float32) float32 { return bits.Trunc32(x) }

// RoundToEven returns the integer value nearest to x, the even one of two.
func RoundToEven(x float32) float32 { return bits.RoundToEven32(x) }

// Round returns the integer value nearest to x, of two the one away from zero.
func Round(x float32) float32 {
	t := bits.Trunc32(x)
	if bits.Abs32(x-t) >= 0.5 {
		t += bits.Copysign32(1, x)
	}
	return bits.Copysign32(t, x)
}

// Modf returns x without its fraction and the fraction, both with the sign of x.
// The fraction of an infinity is NaN.
func Modf(f float32) (whole, frac float32) {
	whole = bits.Trunc32(f)
	return whole, bits.Copysign32(f-whole, f)
}

// Mod returns x - y*trunc(x/y), exactly, with the sign of x. NaN for infinite x,
// zero y and NaN.
func Mod(x, y float32) float32 {
	a, b := bits.Abs32(x), bits.Abs32(y)
	if !(a <= largest) || !(b > 0) {
		return NaN()
	}
	if a < b {
		return x
	}
	if b < 0x1p115 && float32(b*0x1p11) > a {
		return bits.Copysign32(modStep(a, b), x)
	}
	return bits.Copysign32(modLong(a, b), x)
}

// modStep returns a mod b for 0 < b and 0 <= a < 2^12 b. The quotient is one
// too large at most, or, on a GPU, whose division may be wrong in the last bits,
// one too small; its products with the halves of b, 12 each, and the differences
// are exact multiples of the last bit of b.
func modStep(a, b float32) float32 {
	q := bits.Trunc32(a / b)
	head := bits.From32(bits.Bits32(b) & 0xFFFFF000)
	r := (a - float32(q*head)) - float32(q*(b-head))
	if r < 0 {
		r += b
	}
	if r >= b {
		r -= b
	}
	return r
}

// modLong returns a mod b for 0 < b <= a: long division with digits of 10 bits
// and more, by b times falling powers of two.
func modLong(a, b float32) float32 {
	steps := 0
	multiple := b
	for multiple <= a*0x1p-10 {
		multiple = float32(multiple * 0x1p10)
		steps++
	}
	a = modStep(a, multiple)
	for steps > 0 {
		multiple = float32(multiple * 0x1p-10)
		steps--
		a = modStep(a, multiple)
	}
	return a
}

// Remainder returns x - y*n, exactly, for the integer n nearest to x/y, the
// even one of two (IEEE 754). NaN for infinite x, zero y and NaN.
func Remainder(x, y float32) float32 {
	a, b := bits.Abs32(x), bits.Abs32(y)
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
	if bits.Bits32(x)>>31 != 0 {
		a = -a
	}
	return a
}

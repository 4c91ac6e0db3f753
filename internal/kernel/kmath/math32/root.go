package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Sqrt returns the square root of x, rounded to nearest; NaN below zero.
func Sqrt(x float32) float32 { return bits.Sqrt32(x) }

// Cbrt returns the cube root of x.
func Cbrt(x float32) float32 {
	a := bits.Abs32(x)
	if !(a > 0) || !(a <= largest) {
		return x
	}
	if a < smallest {
		return bits.Copysign32(float32(cbrt(float32(a*0x1p24))*0x1p-8), x)
	}
	return bits.Copysign32(cbrt(a), x)
}

// cbrt returns the cube root of a positive normal number. A third of the
// exponent starts it within 6 %; three steps of Halley's iteration, each of
// which triples the correct bits, give more than 24; the last correction is
// computed with the square of 12 bits, which is exact.
func cbrt(a float32) float32 {
	t := bits.From32(bits.Bits32(a)/3 + 0x2A510000)
	for range 2 {
		cube, half := float32(float32(float32(0.25*t)*t)*t), float32(0.25*a) // quarters: sums stay finite
		t = float32(t * ((cube + (half + half)) / (cube + (cube + half))))
	}
	t = bits.From32(bits.Bits32(t) & 0xFFFFF000)
	rest := a/float32(t*t) - t
	return t + float32(t*rest)/((t+t)+(t+rest))
}

// Hypot returns sqrt(p*p+q*q) without overflow on the way: +Inf where p or q is
// infinite, else NaN where one is NaN.
func Hypot(p, q float32) float32 {
	a, b := bits.Abs32(p), bits.Abs32(q)
	if a > largest || b > largest {
		return Inf(1)
	}
	if a < b {
		a, b = b, a
	}
	if a < 0x1p60 && b > 0x1p-50 {
		return hypot(a, b)
	}
	if !(a > 0) || b == 0 || b < float32(a*0x1p-30) {
		return a + b
	}
	if a >= 0x1p60 {
		return float32(hypot(float32(a*0x1p-80), float32(b*0x1p-80)) * 0x1p80)
	}
	return float32(hypot(float32(a*0x1p80), float32(b*0x1p80)) * 0x1p-80)
}

// hypot returns sqrt(a*a+b*b) for a >= b: the sum as two numbers, the root by
// one step of Newton's method from its rounded value.
func hypot(a, b float32) float32 {
	aa, aRest := square(a)
	bb, bRest := square(b)
	sum, rest := fastTwoSum(aa, bb)
	high, low := rootPair(sum, rest+(aRest+bRest))
	return high + low
}

// square returns a*a rounded and what rounding left, to 2^-34 of the square,
// for a square far from overflow and underflow.
func square(a float32) (product, rest float32) {
	head := bits.From32(bits.Bits32(a) & 0xFFFFF000) // 12 bits: its square is exact
	product = float32(a * a)
	return product, (float32(head*head) - product) + float32((a+head)*(a-head))
}

// rootPair returns the square root of high+low, positive, as two numbers.
func rootPair(high, low float32) (rootHigh, rootLow float32) {
	r := bits.Sqrt32(high)
	product, rest := square(r)
	return r, (((high - product) - rest) + low) / (r + r)
}

package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Sqrt returns the square root of x, rounded to nearest; NaN below zero.
func Sqrt(x float64) float64 { return bits.Sqrt(x) }

// Cbrt returns the cube root of x.
func Cbrt(x float64) float64 {
	a := bits.Abs(x)
	if !(a > 0) || !(a <= largest) {
		return x
	}
	if a < smallest {
		return bits.Copysign(float64(cbrt(float64(a*0x1p54))*0x1p-18), x)
	}
	return bits.Copysign(cbrt(a), x)
}

// cbrt returns the cube root of a positive normal number. A third of the
// exponent starts it within 6 %; three steps of Halley's iteration, each of
// which triples the correct bits, give more than 53; the last correction is
// computed with the square of 26 bits, which is exact.
func cbrt(a float64) float64 {
	t := bits.Make(bits.Hi(a)/3+0x2A9F8000, 0)
	for range 2 {
		cube, half := float64(float64(float64(0.25*t)*t)*t), float64(0.25*a) // quarters: sums stay finite
		t = float64(t * ((cube + (half + half)) / (cube + (cube + half))))
	}
	t = bits.Make(bits.Hi(t), bits.Lo(t)&0xF8000000)
	rest := a/float64(t*t) - t
	return t + float64(t*rest)/((t+t)+(t+rest))
}

// Hypot returns sqrt(p*p+q*q) without overflow on the way: +Inf where p or q is
// infinite, else NaN where one is NaN.
func Hypot(p, q float64) float64 {
	a, b := bits.Abs(p), bits.Abs(q)
	if a > largest || b > largest {
		return Inf(1)
	}
	if a < b {
		a, b = b, a
	}
	if a < 0x1p500 && b > 0x1p-450 {
		return hypot(a, b)
	}
	if !(a > 0) || b == 0 || b < float64(a*0x1p-60) {
		return a + b
	}
	if a >= 0x1p500 {
		return float64(hypot(float64(a*0x1p-600), float64(b*0x1p-600)) * 0x1p600)
	}
	return float64(hypot(float64(a*0x1p600), float64(b*0x1p600)) * 0x1p-600)
}

// hypot returns sqrt(a*a+b*b) for a >= b: the sum as two numbers, the root by
// one step of Newton's method from its rounded value.
func hypot(a, b float64) float64 {
	aa, aRest := square(a)
	bb, bRest := square(b)
	sum, rest := fastTwoSum(aa, bb)
	high, low := rootPair(sum, rest+(aRest+bRest))
	return high + low
}

// square returns a*a rounded and what rounding left, to 2^-70 of the square,
// for a square far from overflow and underflow.
func square(a float64) (product, rest float64) {
	head := bits.Make(bits.Hi(a), 0) // 21 bits: its square is exact
	product = float64(a * a)
	return product, (float64(head*head) - product) + float64((a+head)*(a-head))
}

// rootPair returns the square root of high+low, positive, as two numbers.
func rootPair(high, low float64) (rootHigh, rootLow float64) {
	r := bits.Sqrt(high)
	product, rest := square(r)
	return r, (((high - product) - rest) + low) / (r + r)
}

package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Pow returns x^y, with the special cases of Go's math.Pow.
func Pow(x, y float64) float64 {
	if bits.Hi(x)-0x00100000 < 0x7FE00000 && bits.Abs(y) < 0x1p64 {
		return power(x, y, 0)
	}
	return powSpecial(x, y)
}

// power returns (x*2^shift)^y = e^(y log x) for a positive normal x and
// |y| < 2^64, the logarithm and its product with y as two numbers.
func power(x, y float64, shift int) float64 {
	high, low := logPair(x, 0, shift)
	p, rest := twoProduct(y, high)
	rest += float64(y * low)
	if !(bits.Abs(p) < 708) {
		return expFar(p, rest)
	}
	a, b, k := expPair(p, rest)
	return float64((a + b) * power2(k))
}

// expFar returns e^(high+low) where that may overflow or underflow.
func expFar(high, low float64) float64 {
	if high > 710 {
		return Inf(1)
	}
	if high < -746 {
		return 0
	}
	a, b, k := expPair(high, low)
	return scale(a+b, k)
}

// powSpecial is Pow for arguments other than a positive normal x with |y| < 2^64.
func powSpecial(x, y float64) float64 {
	if y == 0 || x == 1 {
		return 1
	}
	if x != x || y != y {
		return NaN()
	}
	a := bits.Abs(x)
	if bits.Abs(y) >= 0x1p64 {
		return powHuge(a, y)
	}
	whole := bits.Trunc(y) == y
	odd := whole && bits.Trunc(float64(y*0.5)) != float64(y*0.5)
	if a == 0 || a > largest {
		return powEdge(x, y, odd)
	}
	if x < 0 && !whole {
		return NaN()
	}
	shift := 0
	if a < smallest {
		a = float64(a * 0x1p54)
		shift = -54
	}
	result := power(a, y, shift)
	if x < 0 && odd {
		return -result
	}
	return result
}

// powHuge returns a^y for |y| >= 2^64, an even integer or infinite, and a >= 0.
func powHuge(a, y float64) float64 {
	if a == 1 {
		return 1
	}
	if (a > 1) == (y > 0) {
		return Inf(1)
	}
	return 0
}

// powEdge returns x^y for x zero or infinite and y neither.
func powEdge(x, y float64, odd bool) float64 {
	result := 0.0
	if (x == 0) == (y < 0) {
		result = Inf(1)
	}
	if odd {
		return bits.Copysign(result, x)
	}
	return result
}

package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Pow returns x^y, with the special cases of Go's math.Pow.
func Pow(x, y float32) float32 {
	if bits.Bits32(x)-0x00800000 < 0x7F000000 && bits.Abs32(y) < 0x1p40 {
		return power(x, y, 0)
	}
	return powSpecial(x, y)
}

// power returns (x*2^shift)^y = e^(y log x) for a positive normal x and
// |y| < 2^40, the logarithm and its product with y as two numbers.
func power(x, y float32, shift int) float32 {
	high, low := logPair(x, 0, shift)
	p, rest := twoProduct(y, high)
	rest += float32(y * low)
	if !(bits.Abs32(p) < 87) {
		return expFar(p, rest)
	}
	a, b, k := expPair(p, rest)
	return float32((a + b) * power2(k))
}

// powSpecial is Pow for arguments other than a positive normal x with |y| < 2^40.
func powSpecial(x, y float32) float32 {
	if y == 0 || x == 1 {
		return 1
	}
	if x != x || y != y {
		return NaN()
	}
	a := bits.Abs32(x)
	if bits.Abs32(y) >= 0x1p40 {
		return powHuge(a, y)
	}
	whole := bits.Trunc32(y) == y
	odd := whole && bits.Trunc32(float32(y*0.5)) != float32(y*0.5)
	if a == 0 || a > largest {
		return powEdge(x, y, odd)
	}
	if x < 0 && !whole {
		return NaN()
	}
	shift := 0
	if a < smallest {
		a = float32(a * 0x1p24)
		shift = -24
	}
	result := power(a, y, shift)
	if x < 0 && odd {
		return -result
	}
	return result
}

// powHuge returns a^y for |y| >= 2^40, an even integer or infinite, and a >= 0.
func powHuge(a, y float32) float32 {
	if a == 1 {
		return 1
	}
	if (a > 1) == (y > 0) {
		return Inf(1)
	}
	return 0
}

// powEdge returns x^y for x zero or infinite and y neither.
func powEdge(x, y float32, odd bool) float32 {
	var result float32
	if (x == 0) == (y < 0) {
		result = Inf(1)
	}
	if odd {
		return bits.Copysign32(result, x)
	}
	return result
}

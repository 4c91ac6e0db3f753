package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Gamma returns the Gamma function of x, with the special cases of Go's
// math.Gamma: +Inf above 35.04, NaN at negative integers.
//
// The recurrence Gamma(x+1) = x Gamma(x) leads to [1, 2] from everywhere.
func Gamma(x float32) float32 {
	if x > 36 {
		return Inf(1)
	}
	if bits.Abs32(x) < 0x1p-30 {
		return 1 / x
	}
	if x < 0 && bits.Trunc32(x) == x || x != x {
		return NaN()
	}
	if x >= 1 {
		return gammaUp(x)
	}
	if x < -43 {
		if bits.Trunc32(float32(x*0.5)) == float32(bits.Trunc32(x)*0.5) { // between -2n-1 and -2n
			return bits.Copysign32(0, -1)
		}
		return 0
	}
	return gammaDown(x)
}

// gammaUp returns Gamma(x) for 1 <= x <= 36.
func gammaUp(x float32) float32 {
	var high, low float32 = 1, 0
	k := 0
	for x >= 2 {
		x--
		high, low = mulPair(high, low, x, 0)
		if high > 0x1p60 {
			high, low, k = float32(high*0x1p-60), float32(low*0x1p-60), k+60
		}
	}
	g, rest := gammaBase(x, 0)
	high, low = mulPair(high, low, g, rest)
	return float32(float32((high+low)*power2(k>>1)) * power2(k-(k>>1)))
}

// gammaDown returns Gamma(x) for -43 <= x < 1, not an integer.
func gammaDown(x float32) float32 {
	high, low := x, float32(0)
	k := 0
	for x <= -1 {
		x++
		high, low = mulPair(high, low, x, 0)
		if bits.Abs32(high) > 0x1p60 {
			high, low, k = float32(high*0x1p-60), float32(low*0x1p-60), k-60
		}
	}
	base, rest := twoSum(1, x)
	if x < 0 {
		high, low = mulPair(high, low, base, rest)
		base, rest = twoSum(2, x)
	}
	g, gRest := gammaBase(base, rest)
	high, low = divPair(g, gRest, high, low)
	return float32(float32((high+low)*power2(k>>1)) * power2(k-(k>>1)))
}

// gammaBase returns Gamma(x+rest) as two numbers for x in [1, 2].
func gammaBase(x, rest float32) (high, low float32) {
	i := min(int(float32((x-1)*4)), 3)
	d := (x - (1.125 + float32(float32(i)*0.25))) + rest
	var p float32
	for j := 6; j >= 0; j-- {
		p = gammaStep[i*7+j] + float32(p*d)
	}
	return fastTwoSum(gammaHi[i], gammaLo[i]+float32(p*d))
}

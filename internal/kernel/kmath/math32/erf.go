package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Erf returns the error function of x.
func Erf(x float32) float32 {
	a := bits.Abs32(x)
	if a < 0.5 {
		return x + erfRest(x)
	}
	if !(a < 4) {
		if x != x {
			return NaN()
		}
		return bits.Copysign32(1, x)
	}
	high, low, k := erfcPair(a)
	two := power2(k)
	sum, rest := fastTwoSum(1, -float32(high*two))
	return bits.Copysign32(sum+(rest-float32(low*two)), x)
}

// Erfc returns the complementary error function of x, 1-Erf(x), accurate where
// that is small: 0 above 10.06.
func Erfc(x float32) float32 {
	a := bits.Abs32(x)
	if a < 0.5 {
		sum, rest := fastTwoSum(1, -x)
		return sum + (rest - erfRest(x))
	}
	if !(a < 11) {
		if x != x {
			return NaN()
		}
		if x > 0 {
			return 0
		}
		return 2
	}
	high, low, k := erfcPair(a)
	if x > 0 {
		return scale(high+low, k)
	}
	if a > 4 {
		return 2
	}
	two := power2(k)
	sum, rest := fastTwoSum(2, -float32(high*two))
	return sum + (rest - float32(low*two))
}

// erfRest returns Erf(x)-x for |x| <= 1/2.
func erfRest(x float32) float32 {
	z := float32(x * x)
	zz := float32(z * z)
	p := (erf0 + float32(z*erf1)) + float32(zz*(erf2+float32(z*erf3)))
	p += float32(float32(zz*zz) * erf4)
	return float32(x * (erfSlopeHi + (erfSlopeLo + float32(z*p))))
}

// erfcPair returns Erfc(a) as (high+low)*2^k for a in [1/2, 11]: e^(-a^2), the
// square as two numbers, times e^(a^2)Erfc(a), smooth, by a table of intervals
// a quarter of their octave wide.
func erfcPair(a float32) (high, low float32, k int) {
	u := bits.Bits32(a)
	i := int((u - 0x3F000000) >> 21)
	d := a - bits.From32(u&0xFFE00000|0x100000)
	at := i * 7
	var p float32
	for j := 6; j >= 0; j-- {
		p = erfcxStep[at+j] + float32(p*d)
	}
	g, gRest := fastTwoSum(erfcxHi[i], erfcxLo[i]+float32(p*d))
	square, rest := twoProduct(a, a)
	e, eRest, k := expPair(-square, -rest)
	e, eRest = fastTwoSum(e, eRest)
	high, low = mulPair(e, eRest, g, gRest)
	return high, low, k
}

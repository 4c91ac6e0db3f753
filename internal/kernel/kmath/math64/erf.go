package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Erf returns the error function of x.
func Erf(x float64) float64 {
	a := bits.Abs(x)
	if a < 0.5 {
		return x + erfRest(x)
	}
	if !(a < 6) {
		if x != x {
			return NaN()
		}
		return bits.Copysign(1, x)
	}
	high, low, k := erfcPair(a)
	two := power2(k)
	sum, rest := fastTwoSum(1, -float64(high*two))
	return bits.Copysign(sum+(rest-float64(low*two)), x)
}

// Erfc returns the complementary error function of x, 1-Erf(x), accurate where
// that is small: 0 above 27.23.
func Erfc(x float64) float64 {
	a := bits.Abs(x)
	if a < 0.5 {
		sum, rest := fastTwoSum(1, -x)
		return sum + (rest - erfRest(x))
	}
	if !(a < 28) {
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
	if a > 6 {
		return 2
	}
	two := power2(k)
	sum, rest := fastTwoSum(2, -float64(high*two))
	return sum + (rest - float64(low*two))
}

// erfRest returns Erf(x)-x for |x| <= 1/2.
func erfRest(x float64) float64 {
	z := float64(x * x)
	zz := float64(z * z)
	p := (erf0 + float64(z*erf1)) + float64(zz*(erf2+float64(z*erf3)))
	q := (erf4 + float64(z*erf5)) + float64(zz*(erf6+float64(z*erf7)))
	s := erf8 + float64(z*erf9)
	zzzz := float64(zz * zz)
	p += float64(zzzz * (q + float64(zzzz*s)))
	return float64(x * (erfSlopeHi + (erfSlopeLo + float64(z*p))))
}

// erfcPair returns Erfc(a) as (high+low)*2^k for a in [1/2, 28]: e^(-a^2), the
// square as two numbers, times e^(a^2)Erfc(a), smooth, by a table of intervals
// an eighth of their octave wide.
func erfcPair(a float64) (high, low float64, k int) {
	hi := bits.Hi(a)
	i := int((hi - 0x3FE00000) >> 17)
	d := a - bits.Make(hi&0xFFFE0000|0x10000, 0)
	at := i * 12
	p := 0.0
	for j := 11; j >= 0; j-- {
		p = erfcxStep[at+j] + float64(p*d)
	}
	g, gRest := fastTwoSum(erfcxHi[i], erfcxLo[i]+float64(p*d))
	square, rest := twoProduct(a, a)
	e, eRest, k := expPair(-square, -rest)
	e, eRest = fastTwoSum(e, eRest)
	high, low = mulPair(e, eRest, g, gRest)
	return high, low, k
}

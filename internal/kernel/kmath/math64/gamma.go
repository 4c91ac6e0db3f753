package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Gamma returns the Gamma function of x, with the special cases of Go's
// math.Gamma: +Inf above 171.62, NaN at negative integers.
func Gamma(x float64) float64 {
	if x >= 12 {
		return gammaLarge(x)
	}
	if bits.Abs(x) < 0x1p-60 {
		return 1 / x
	}
	if x < 0 && bits.Trunc(x) == x || x != x {
		return NaN()
	}
	if x > -12 {
		high, low := gammaNear(x)
		return high + low
	}
	return gammaNegative(x)
}

// gammaLarge returns Gamma(x) for x >= 12.
func gammaLarge(x float64) float64 {
	if x > 172 {
		return Inf(1)
	}
	high, low, k := stirling(x)
	return scale(high+low, k)
}

// gammaNear returns Gamma(x) as two numbers for -12 < x < 12, by the recurrence
// Gamma(x+1) = x Gamma(x) from [1, 2].
func gammaNear(x float64) (high, low float64) {
	if x >= 1 {
		high, low = 1, 0
		for x >= 2 {
			x--
			high, low = mulPair(high, low, x, 0)
		}
		g, gRest := gammaBase(x, 0)
		return mulPair(high, low, g, gRest)
	}
	high, low = x, 0
	for x <= -1 {
		x++
		high, low = mulPair(high, low, x, 0)
	}
	base, rest := twoSum(1, x)
	if x < 0 {
		high, low = mulPair(high, low, base, rest)
		base, rest = twoSum(2, x)
	}
	g, gRest := gammaBase(base, rest)
	return divPair(g, gRest, high, low)
}

// gammaBase returns Gamma(x+rest) as two numbers for x in [1, 2].
func gammaBase(x, rest float64) (high, low float64) {
	i := min(int(float64((x-1)*8)), 7)
	d := (x - (1.0625 + float64(float64(i)*0.125))) + rest
	p := 0.0
	for j := 11; j >= 0; j-- {
		p = gammaStep[i*12+j] + float64(p*d)
	}
	return fastTwoSum(gammaHi[i], gammaLo[i]+float64(p*d))
}

// stirling returns Gamma(x) as (high+low)*2^k for x in [12, 190]: the
// exponential of (x-1/2) log x - x + log sqrt(2 pi) + 1/(12x) - ...
func stirling(x float64) (high, low float64, k int) {
	r := 1 / x
	z := float64(r * r)
	series := stirling9
	series = stirling8 + float64(series*z)
	series = stirling7 + float64(series*z)
	series = stirling6 + float64(series*z)
	series = stirling5 + float64(series*z)
	series = stirling4 + float64(series*z)
	series = stirling3 + float64(series*z)
	series = stirling2 + float64(series*z)
	series = stirling1 + float64(series*z)
	log, logLow := logPair(x, 0, 0)
	high, low = mulPair(log, logLow, x-0.5, 0)
	sum, rest := twoSum(high, -x)
	low += rest + (logRoot2PiLo + float64(series*r))
	sum, rest = twoSum(sum, logRoot2PiHi)
	high, low = fastTwoSum(sum, rest+low)
	high, low, k = expPair(high, low)
	high, low = fastTwoSum(high, low)
	return high, low, k
}

// gammaNegative returns Gamma(x) for x <= -12, not an integer, by reflection:
// Gamma(-a) = -pi / (a sin(pi a) Gamma(a)).
func gammaNegative(x float64) float64 {
	a := -x
	whole := bits.RoundToEven(a)
	f := a - whole // sin(pi a) = +-sin(pi f)
	negative := (f > 0) == (bits.Trunc(float64(whole*0.5)) == float64(whole*0.5))
	if a > 190 {
		if negative {
			return bits.Copysign(0, -1)
		}
		return 0
	}
	high, low := sinPi(bits.Abs(f))
	g, gRest, k := stirling(a)
	high, low = mulPair(high, low, a, 0)
	high, low = mulPair(high, low, g, gRest)
	high, low = divPair(piHi, piLo, high, low)
	half := -k >> 1
	result := float64(float64((high+low)*power2(half)) * power2(-k-half))
	if negative {
		return -result
	}
	return result
}

// sinPi returns sin(pi f) as two numbers for 0 < f <= 1/2.
func sinPi(f float64) (high, low float64) {
	if f > 0.25 {
		r, rest := mulPair(0.5-f, 0, piHi, piLo)
		return cosPair(r, rest)
	}
	r, rest := mulPair(f, 0, piHi, piLo)
	return sinPair(r, rest)
}

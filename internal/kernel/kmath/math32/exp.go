package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Exp returns e^x: +Inf above 88.72, 0 below -103.97.
//
// x = k ln 2 + r with |r| <= ln 2/2, and e^x = 2^k e^r; r and 1+r are two
// numbers each.
func Exp(x float32) float32 {
	if !(bits.Abs32(x) < 87) {
		return expExtreme(x)
	}
	high, low, k := expPair(x, 0)
	return float32((high + low) * power2(k))
}

// expExtreme returns e^x where 2^k may leave the normal numbers.
func expExtreme(x float32) float32 {
	if x != x {
		return NaN()
	}
	return expFar(x, 0)
}

// expFar returns e^(high+low) where that may overflow or underflow.
func expFar(high, low float32) float32 {
	if high > 89 {
		return Inf(1)
	}
	if high < -104 {
		return 0
	}
	a, b, k := expPair(high, low)
	return scale(a+b, k)
}

// expPair returns e^(high+low) as (a+b)*2^k, a and b not yet one number and its
// rest, to about 27 bits, for |high| < 250.
func expPair(high, low float32) (a, b float32, k int) {
	z := bits.RoundToEven32(float32(high * expScale))
	t := high - float32(z*expStepHi) // exact
	w := low - float32(z*expStepLo)
	r, rest := fastTwoSum(t, w)
	a, b = expNear(r, rest)
	return a, b, int(z)
}

// expNear returns e^(r+rest) for |r| up to ln 2/2 as two numbers.
func expNear(r, rest float32) (a, b float32) {
	rr := float32(r * r)
	p := (exp0 + float32(r*exp1)) + float32(rr*((exp2+float32(r*exp3))+float32(rr*(exp4+float32(r*exp5)))))
	sum, left := fastTwoSum(1, r)
	return sum, left + (float32(rest*(1+r)) + float32(rr*p))
}

// Exp2 returns 2^x, exactly for integers: +Inf from 128 on, 0 below -150.
func Exp2(x float32) float32 {
	if !(bits.Abs32(x) < 152) {
		if x != x {
			return NaN()
		}
		if x > 0 {
			return Inf(1)
		}
		return 0
	}
	z := bits.RoundToEven32(x)
	f := x - z
	r, rest := twoProduct(f, logTwoHi)
	a, b := expNear(r, rest+float32(f*logTwoLo))
	return scale(a+b, int(z))
}

// Expm1 returns e^x-1, accurate near zero: +Inf above 88.72, -1 below -18.
func Expm1(x float32) float32 {
	a := bits.Abs32(x)
	if a < 0.45 {
		if a < 0x1p-25 {
			return x
		}
		z := float32(x * x)
		p := (expm10 + float32(x*expm11)) + float32(z*((expm12+float32(x*expm13))+float32(z*(expm14+float32(x*expm15)))))
		return x + (float32(0.5*z) + float32(float32(x*z)*p))
	}
	if x > 20 || x != x {
		return Exp(x)
	}
	if x < -18 {
		return -1
	}
	t, rest, k := expPair(x, 0)
	two := power2(k)
	high, low := twoSum(float32(t*two), -1)
	return high + (low + float32(rest*two))
}

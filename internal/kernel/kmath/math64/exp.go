package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// shifter added to a number below 2^51 leaves the nearest integer in its last
// bits, in two's complement.
const shifter = 0x1.8p52

// Exp returns e^x: +Inf above 709.79, 0 below -745.14.
//
// x = (64k+j) ln 2/64 + r with |r| <= ln 2/128, and e^x = 2^k 2^(j/64) e^r: a
// table of two numbers an entry and a polynomial (Tang, "Table-driven
// implementation of the exponential function", 1989).
func Exp(x float64) float64 {
	if !(bits.Abs(x) < 708) {
		return expExtreme(x)
	}
	z := float64(x*expScale) + shifter
	n := bits.Lo(z)
	z -= shifter
	r := (x - float64(z*expStepHi)) - float64(z*expStepLo)
	rr := float64(r * r)
	p := r + float64(rr*((exp0+float64(r*exp1))+float64(rr*(exp2+float64(r*exp3)))))
	t := exp2Hi[n&63]
	return float64((t + (exp2Lo[n&63] + float64(t*p))) * bits.Make(0x3FF00000+(n&^63)<<14, 0))
}

// expExtreme returns e^x where 2^k may leave the normal numbers.
func expExtreme(x float64) float64 {
	if x > 710 {
		return Inf(1)
	}
	if x < -746 {
		return 0
	}
	if x != x {
		return NaN()
	}
	high, low, k := expPair(x, 0)
	return scale(high+low, k)
}

// expPair returns e^(high+low) as (a+b)*2^k, a and b not yet one number and its
// rest, to about 60 bits, for |high| < 2000.
func expPair(high, low float64) (a, b float64, k int) {
	z := bits.RoundToEven(float64(high * expScale))
	n := int(z)
	r := ((high - float64(z*expStepHi)) - float64(z*expStepLo)) + low
	rr := float64(r * r)
	p := float64(rr * ((expFine0 + float64(r*expFine1)) + float64(rr*((expFine2+float64(r*expFine3))+float64(rr*expFine4)))))
	t := exp2Hi[n&63]
	return t, exp2Lo[n&63] + float64(t*(r+p)), n >> 6
}

// Exp2 returns 2^x, exactly for integers: +Inf from 1024 on, 0 below -1075.
func Exp2(x float64) float64 {
	if !(bits.Abs(x) < 1080) {
		if x != x {
			return NaN()
		}
		if x > 0 {
			return Inf(1)
		}
		return 0
	}
	z := bits.RoundToEven(float64(x * 64))
	n := int(z)
	r := x - float64(z*0x1p-6)
	rr := float64(r * r)
	p := float64(r * ((expTwo0 + float64(r*expTwo1)) + float64(rr*((expTwo2+float64(r*expTwo3))+float64(rr*expTwo4)))))
	t := exp2Hi[n&63]
	return scale(t+(exp2Lo[n&63]+float64(t*p)), n>>6)
}

// Expm1 returns e^x-1, accurate near zero: +Inf above 709.79, -1 below -38.
func Expm1(x float64) float64 {
	a := bits.Abs(x)
	if a < 0.3 {
		if a < 0x1p-54 {
			return x
		}
		return expm1Small(x)
	}
	if x > 40 || x != x {
		return Exp(x)
	}
	if x < -38 {
		return -1
	}
	t, rest, k := expPair(x, 0)
	two := power2(k)
	high, low := twoSum(float64(t*two), -1)
	return high + (low + float64(rest*two))
}

// expm1Small returns e^x-1 for |x| < 0.3.
func expm1Small(x float64) float64 {
	z := float64(x * x)
	zz := float64(z * z)
	p := (expm10 + float64(x*expm11)) + float64(z*(expm12+float64(x*expm13)))
	q := (expm14 + float64(x*expm15)) + float64(z*(expm16+float64(x*expm17)))
	s := (expm18 + float64(x*expm19)) + float64(z*expm110)
	p += float64(zz * (q + float64(zz*s)))
	return x + (float64(0.5*z) + float64(float64(x*z)*p))
}

package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Asin returns the arc sine of x in radians; NaN outside [-1, 1].
func Asin(x float64) float64 {
	a := bits.Abs(x)
	if a <= 0.5 {
		if a < 0x1p-28 {
			return x
		}
		return x + float64(x*asinPart(float64(x*x)))
	}
	if !(a <= 1) {
		return NaN()
	}
	// asin a = pi/2 - 2 asin sqrt((1-a)/2)
	high, low := asinBeyond(a)
	sum, rest := fastTwoSum(halfPiHi, -(high + high))
	return bits.Copysign(sum+(rest-((low+low)-halfPiLo)), x)
}

// Acos returns the arc cosine of x in radians; NaN outside [-1, 1].
func Acos(x float64) float64 {
	a := bits.Abs(x)
	if a <= 0.5 {
		sum, rest := fastTwoSum(halfPiHi, -x)
		return sum + (rest - (float64(x*asinPart(float64(x*x))) - halfPiLo))
	}
	if !(a <= 1) {
		return NaN()
	}
	high, low := asinBeyond(a)
	if x > 0 {
		return float64(2 * (high + low))
	}
	sum, rest := fastTwoSum(piHi, -(high + high))
	return sum + (rest - ((low + low) - piLo))
}

// asinPart returns asin(x)/x-1 for z = x*x up to 1/4.
func asinPart(z float64) float64 {
	zz := float64(z * z)
	p := (asin0 + float64(z*asin1)) + float64(zz*(asin2+float64(z*asin3)))
	q := (asin4 + float64(z*asin5)) + float64(zz*(asin6+float64(z*asin7)))
	s := (asin8 + float64(z*asin9)) + float64(zz*(asin10+float64(z*asin11)))
	t := asin12 + float64(z*asin13)
	zzzz := float64(zz * zz)
	return float64(z * (p + float64(zzzz*(q+float64(zzzz*(s+float64(zzzz*t)))))))
}

// asinBeyond returns asin sqrt((1-a)/2) for a in [1/2, 1] as two numbers.
func asinBeyond(a float64) (high, low float64) {
	z := float64(0.5 * (1 - a))
	if z == 0 {
		return 0, 0
	}
	root := bits.Sqrt(z)
	high = bits.Make(bits.Hi(root), 0) // 21 bits: its square is exact
	low = (z - float64(high*high)) / (root + high)
	return high, low + float64(root*asinPart(z))
}

// Atan returns the arc tangent of x in radians.
func Atan(x float64) float64 {
	a := bits.Abs(x)
	if a < 0.0625 {
		if a < 0x1p-28 {
			return x
		}
		return x + float64(x*atanPart(float64(x*x)))
	}
	if a <= 1 {
		high, low := atanStep(a, 1, a)
		return bits.Copysign(high+low, x)
	}
	if !(a < 0x1p60) {
		if x != x {
			return NaN()
		}
		return bits.Copysign(halfPiHi, x)
	}
	high, low := atanQuotient(1, a)
	sum, rest := fastTwoSum(halfPiHi, -high)
	return bits.Copysign(sum+(rest+(halfPiLo-low)), x)
}

// Atan2 returns the angle of the point (x, y) in radians, between -pi and pi,
// with the special cases of Go's math.Atan2.
func Atan2(y, x float64) float64 {
	num, den := bits.Abs(y), bits.Abs(x)
	if larger := max(num, den); !(larger > 0x1p-900 && larger < 0x1p900) {
		y, x = withinReach(y, x)
		num, den = bits.Abs(y), bits.Abs(x)
	}
	if num > den {
		high, low := atanQuotient(den, num)
		if x > 0 {
			high, low = -high, -low
		}
		sum, rest := fastTwoSum(halfPiHi, high)
		return bits.Copysign(sum+(rest+(low+halfPiLo)), y)
	}
	high, low := atanQuotient(num, den)
	if bits.Hi(x)>>31 != 0 {
		sum, rest := fastTwoSum(piHi, -high)
		return bits.Copysign(sum+(rest+(piLo-low)), y)
	}
	return bits.Copysign(high+low, y)
}

// withinReach returns a point of the same direction as (x, y) where the larger
// coordinate is zero, tiny, huge or infinite; NaN stays.
func withinReach(y, x float64) (atY, atX float64) {
	larger := max(bits.Abs(x), bits.Abs(y))
	switch {
	case larger == 0:
		return y, bits.Copysign(1, x)
	case larger > largest:
		return infinitePart(y), infinitePart(x)
	case larger < 1:
		return float64(y * 0x1p600), float64(x * 0x1p600)
	}
	return float64(y * 0x1p-600), float64(x * 0x1p-600)
}

// infinitePart returns 1 for an infinity and 0 for a number, with its sign.
func infinitePart(x float64) float64 {
	if bits.Abs(x) > largest {
		return bits.Copysign(1, x)
	}
	return bits.Copysign(0, x)
}

// atanQuotient returns the arc tangent of num/den as two numbers for
// 0 <= num <= den with den between 2^-900 and 2^900.
func atanQuotient(num, den float64) (high, low float64) {
	q := num / den
	if q >= 0.0625 {
		return atanStep(num, den, q)
	}
	if q < 0x1p-30 {
		return q, 0
	}
	p, rest := twoProduct(q, den)
	return q, float64(q*atanPart(float64(q*q))) + ((num-p)-rest)/den
}

// atanStep returns the arc tangent of num/den, whose rounded value q is in
// [1/16, 1], as two numbers: atan c + atan((num-c den)/(den+c num)) with
// c = j/64 nearest to q. The numerator is exact, by halves of den.
func atanStep(num, den, q float64) (high, low float64) {
	z := float64(q*64) + shifter
	j := bits.Lo(z) & 127
	c := float64((z - shifter) * 0x1p-6)
	head := bits.Make(bits.Hi(den), 0)
	t := ((num - float64(c*head)) - float64(c*(den-head))) / (den + float64(c*num))
	tt := float64(t * t)
	p := atanStep0 + float64(tt*(atanStep1+float64(tt*atanStep2)))
	return fastTwoSum(atanHi[j], t+(float64(float64(t*tt)*p)+atanLo[j]))
}

// atanPart returns atan(x)/x-1 for z = x*x up to 1/256.
func atanPart(z float64) float64 {
	zz := float64(z * z)
	p := (atan0 + float64(z*atan1)) + float64(zz*(atan2+float64(z*atan3)))
	return float64(z * (p + float64(float64(zz*zz)*(atan4+float64(z*atan5)))))
}

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
//
// Between 1/16 and 16 it is atan c + atan((a-c)/(1+ac)) with c the middle of a
// sixteenth of an octave, from a table; the difference is exact.
func Atan(x float64) float64 {
	a := bits.Abs(x)
	if a >= 0.0625 && a < 16 {
		hi := bits.Hi(a)
		c := bits.Make(hi&0xFFFF0000|0x8000, 0)
		j := (hi - 0x3FB00000) >> 16 & 127
		t := (a - c) / (1 + float64(a*c))
		return bits.Copysign(atanHi[j]+(t+(atanLo[j]+atanRest(t))), x)
	}
	if a < 1 {
		if a < 0x1p-28 {
			return x
		}
		return x + float64(x*atanPart(float64(x*x)))
	}
	if x != x {
		return NaN()
	}
	t := 1 / a
	return bits.Copysign(halfPiHi-((t+float64(t*atanPart(float64(t*t))))-halfPiLo), x)
}

// Atan2 returns the angle of the point (x, y) in radians, between -pi and pi,
// with the special cases of Go's math.Atan2.
func Atan2(y, x float64) float64 {
	a, b := bits.Abs(y), bits.Abs(x)
	den := max(a, b)
	if !(den > 0x1p-900 && den < 0x1p900) {
		y, x = withinReach(y, x)
		a, b = bits.Abs(y), bits.Abs(x)
		den = max(a, b)
	}
	i := bits.Hi(x)>>31 | bits.Hi(b-a)>>31<<1 // no branches: either is as likely
	num := min(a, b)
	q := num / den
	var high, low float64 // atan q
	if q >= 0.0625 {
		// As in Atan; the numerator is exact, by halves of den.
		hi := bits.Hi(q)
		c := bits.Make(hi&0xFFFF0000|0x8000, 0)
		j := (hi - 0x3FB00000) >> 16 & 127
		head := bits.Make(bits.Hi(den), 0)
		t := ((num - float64(c*head)) - float64(c*(den-head))) / (den + float64(c*num))
		high, low = atanHi[j], t+(atanLo[j]+atanRest(t))
	} else {
		high, low = atanLow(num, den, q)
	}
	sum, rest := fastTwoSum(baseHi[i&3], float64(baseSign[i&3]*high))
	return bits.Copysign(sum+(rest+(baseLo[i&3]+float64(baseSign[i&3]*low))), y)
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

// atanLow returns the arc tangent of num/den as two numbers, where q, the
// rounded quotient, is below 1/16 and den between 2^-900 and 2^900; NaN stays.
func atanLow(num, den, q float64) (high, low float64) {
	if q < 0x1p-30 {
		return q, 0
	}
	p, rest := twoProduct(q, den)
	return q, float64(q*atanPart(float64(q*q))) + ((num-p)-rest)/den
}

// atanRest returns atan(t)-t for |t| up to 1/61.
func atanRest(t float64) float64 {
	z := float64(t * t)
	p := (atanStep0 + float64(z*atanStep1)) + float64(float64(z*z)*(atanStep2+float64(z*atanStep3)))
	return float64(float64(t*z) * p)
}

// atanPart returns atan(x)/x-1 for z = x*x up to 1/255.
func atanPart(z float64) float64 {
	zz := float64(z * z)
	p := (atan0 + float64(z*atan1)) + float64(zz*(atan2+float64(z*atan3)))
	return float64(z * (p + float64(float64(zz*zz)*(atan4+float64(z*atan5)))))
}

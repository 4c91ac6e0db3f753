package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Asin returns the arc sine of x in radians; NaN outside [-1, 1].
func Asin(x float32) float32 {
	a := bits.Abs32(x)
	if a <= 0.5 {
		if a < 0x1p-13 {
			return x
		}
		return x + float32(x*asinPart(float32(x*x)))
	}
	if !(a <= 1) {
		return NaN()
	}
	// asin a = pi/2 - 2 asin sqrt((1-a)/2)
	high, low := asinBeyond(a)
	sum, rest := fastTwoSum(halfPiHi, -(high + high))
	return bits.Copysign32(sum+(rest-((low+low)-halfPiLo)), x)
}

// Acos returns the arc cosine of x in radians; NaN outside [-1, 1].
func Acos(x float32) float32 {
	a := bits.Abs32(x)
	if a <= 0.5 {
		sum, rest := fastTwoSum(halfPiHi, -x)
		return sum + (rest - (float32(x*asinPart(float32(x*x))) - halfPiLo))
	}
	if !(a <= 1) {
		return NaN()
	}
	high, low := asinBeyond(a)
	if x > 0 {
		return float32(2 * (high + low))
	}
	sum, rest := fastTwoSum(piHi, -(high + high))
	return sum + (rest - ((low + low) - piLo))
}

// asinPart returns asin(x)/x-1 for z = x*x up to 1/4.
func asinPart(z float32) float32 {
	zz := float32(z * z)
	p := (asin0 + float32(z*asin1)) + float32(zz*(asin2+float32(z*asin3)))
	q := (asin4 + float32(z*asin5)) + float32(zz*asin6)
	return float32(z * (p + float32(float32(zz*zz)*q)))
}

// asinBeyond returns asin sqrt((1-a)/2) for a in [1/2, 1] as two numbers.
func asinBeyond(a float32) (high, low float32) {
	z := float32(0.5 * (1 - a))
	if z == 0 {
		return 0, 0
	}
	root := bits.Sqrt32(z)
	high = bits.From32(bits.Bits32(root) & 0xFFFFF000) // 12 bits: its square is exact
	low = (z - float32(high*high)) / (root + high)
	return high, low + float32(root*asinPart(z))
}

// Atan returns the arc tangent of x in radians.
//
// Between 1/16 and 16 it is atan c + atan((a-c)/(1+ac)) with c the middle of a
// eighth of an octave, from a table; the difference is exact.
func Atan(x float32) float32 {
	a := bits.Abs32(x)
	if a >= 0.0625 && a < 16 {
		u := bits.Bits32(a)
		c := bits.From32(u&0xFFF00000 | 0x80000)
		j := (u - 0x3D800000) >> 20 & 63
		t := (a - c) / (1 + float32(a*c))
		return bits.Copysign32(atanHi[j]+(t+(atanLo[j]+atanRest(t))), x)
	}
	if a < 1 {
		if a < 0x1p-13 {
			return x
		}
		return x + float32(x*atanPart(float32(x*x)))
	}
	if x != x {
		return NaN()
	}
	t := 1 / a
	return bits.Copysign32(halfPiHi-((t+float32(t*atanPart(float32(t*t))))-halfPiLo), x)
}

// Atan2 returns the angle of the point (x, y) in radians, between -pi and pi,
// with the special cases of Go's math.Atan2.
func Atan2(y, x float32) float32 {
	a, b := bits.Abs32(y), bits.Abs32(x)
	den := max(a, b)
	if !(den > 0x1p-60 && den < 0x1p110) {
		y, x = withinReach(y, x)
		a, b = bits.Abs32(y), bits.Abs32(x)
		den = max(a, b)
	}
	i := bits.Bits32(x)>>31 | bits.Bits32(b-a)>>31<<1 // no branches: either is as likely
	num := min(a, b)
	q := num / den
	var high, low float32 // atan q
	if q >= 0.0625 {
		// As in Atan; the numerator is exact, by halves of den.
		u := bits.Bits32(q)
		c := bits.From32(u&0xFFF00000 | 0x80000)
		j := (u - 0x3D800000) >> 20 & 63
		head := bits.From32(bits.Bits32(den) & 0xFFFFF000)
		t := ((num - float32(c*head)) - float32(c*(den-head))) / (den + float32(c*num))
		high, low = atanHi[j], t+(atanLo[j]+atanRest(t))
	} else {
		high, low = atanLow(num, den, q)
	}
	sum, rest := fastTwoSum(baseHi[i&3], float32(baseSign[i&3]*high))
	return bits.Copysign32(sum+(rest+(baseLo[i&3]+float32(baseSign[i&3]*low))), y)
}

// withinReach returns a point of the same direction as (x, y) where the larger
// coordinate is zero, tiny, huge or infinite; NaN stays.
func withinReach(y, x float32) (atY, atX float32) {
	larger := max(bits.Abs32(x), bits.Abs32(y))
	switch {
	case larger == 0:
		return y, bits.Copysign32(1, x)
	case larger > largest:
		return infinitePart(y), infinitePart(x)
	case larger < 1:
		return float32(y * 0x1p80), float32(x * 0x1p80)
	}
	return float32(y * 0x1p-80), float32(x * 0x1p-80)
}

// infinitePart returns 1 for an infinity and 0 for a number, with its sign.
func infinitePart(x float32) float32 {
	if bits.Abs32(x) > largest {
		return bits.Copysign32(1, x)
	}
	return bits.Copysign32(0, x)
}

// atanLow returns the arc tangent of num/den as two numbers, where q, the
// rounded quotient, is below 1/16 and den between 2^-70 and 2^110; NaN stays.
func atanLow(num, den, q float32) (high, low float32) {
	if q < 0x1p-13 {
		return q, 0
	}
	p, rest := twoProduct(q, den)
	return q, float32(q*atanPart(float32(q*q))) + ((num-p)-rest)/den
}

// atanRest returns atan(t)-t for |t| up to 1/29.
func atanRest(t float32) float32 {
	z := float32(t * t)
	p := atanStep0 + float32(z*atanStep1)
	return float32(float32(t*z) * p)
}

// atanPart returns atan(x)/x-1 for z = x*x up to 1/255.
func atanPart(z float32) float32 {
	return float32(z * (atan0 + float32(z*atan1)))
}

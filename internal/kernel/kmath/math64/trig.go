package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Sin returns the sine of x radians, of any magnitude; NaN for infinities.
func Sin(x float64) float64 {
	r, rest, quadrant := reduce(x)
	if quadrant&1 != 0 {
		r = cosNear(r, rest)
	} else {
		r = sinNear(r, rest)
	}
	if quadrant&2 != 0 {
		return -r
	}
	return r
}

// Cos returns the cosine of x radians, of any magnitude; NaN for infinities.
func Cos(x float64) float64 {
	r, rest, quadrant := reduce(x)
	if quadrant&1 != 0 {
		r = sinNear(r, rest)
	} else {
		r = cosNear(r, rest)
	}
	if (quadrant+1)&2 != 0 {
		return -r
	}
	return r
}

// Sincos returns Sin(x) and Cos(x).
func Sincos(x float64) (sin, cos float64) {
	r, rest, quadrant := reduce(x)
	sin, cos = sinNear(r, rest), cosNear(r, rest)
	if quadrant&1 != 0 {
		sin, cos = cos, sin
	}
	if quadrant&2 != 0 {
		sin = -sin
	}
	if (quadrant+1)&2 != 0 {
		cos = -cos
	}
	return sin, cos
}

// Tan returns the tangent of x radians, of any magnitude; NaN for infinities.
func Tan(x float64) float64 {
	r, rest, quadrant := reduce(x)
	if bits.Abs(r) < 0x1p-28 && quadrant&1 == 0 {
		return r + rest
	}
	sh, sl := sinPair(r, rest)
	ch, cl := cosPair(r, rest)
	if quadrant&1 != 0 {
		sh, sl, ch, cl = -ch, -cl, sh, sl
	}
	high, low := divPair(sh, sl, ch, cl)
	return high + low
}

// sinNear returns sin(r+rest) for |r| up to pi/4.
func sinNear(r, rest float64) float64 {
	z := float64(r * r)
	zz := float64(z * z)
	p := (sin0 + float64(z*sin1)) + float64(zz*((sin2+float64(z*sin3))+float64(zz*((sin4+float64(z*sin5))+float64(zz*sin6)))))
	return r + (float64(float64(r*z)*p) + float64(rest*(1-float64(0.5*z))))
}

// cosNear returns cos(r+rest) for |r| up to pi/4.
func cosNear(r, rest float64) float64 {
	z := float64(r * r)
	zz := float64(z * z)
	p := (cos0 + float64(z*cos1)) + float64(zz*((cos2+float64(z*cos3))+float64(zz*(cos4+float64(z*cos5)))))
	half := float64(0.5 * z)
	w := 1 - half
	return w + (((1 - w) - half) + (float64(zz*p) - float64(r*rest)))
}

// sinPair is sinNear with what rounding leaves.
func sinPair(r, rest float64) (high, low float64) {
	z, zRest := twoProduct(r, r)
	cube, cubeRest := twoProduct(r, z)
	zz := float64(z * z)
	p := (sin0 + float64(z*sin1)) + float64(zz*((sin2+float64(z*sin3))+float64(zz*((sin4+float64(z*sin5))+float64(zz*sin6)))))
	cubeRest += float64(r * zRest)
	return fastTwoSum(r, float64(cube*p)+(float64(rest*(1-float64(0.5*z)))+float64(cubeRest*p)))
}

// cosPair is cosNear with what rounding leaves.
func cosPair(r, rest float64) (high, low float64) {
	z, zRest := twoProduct(r, r)
	zz := float64(z * z)
	p := (cos0 + float64(z*cos1)) + float64(zz*((cos2+float64(z*cos3))+float64(zz*(cos4+float64(z*cos5)))))
	half := float64(0.5 * z)
	w := 1 - half
	return fastTwoSum(w, ((1-w)-half)+((float64(zz*p)-float64(r*rest))-float64(0.5*zRest)))
}

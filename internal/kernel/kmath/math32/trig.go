package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Sin returns the sine of x radians, of any magnitude; NaN for infinities.
func Sin(x float32) float32 {
	r, rest, quadrant := reduce(x)
	return turn(r, rest, quadrant)
}

// Cos returns the cosine of x radians, of any magnitude; NaN for infinities.
func Cos(x float32) float32 {
	r, rest, quadrant := reduce(x)
	return turn(r, rest, quadrant+1)
}

// turn returns the sine of r+rest, |r| up to pi/4, plus a number of right angles.
func turn(r, rest float32, quadrant uint32) float32 {
	sin := sinNear(r, rest)
	if quadrant&1 != 0 {
		sin = cosNear(r, rest)
	}
	if quadrant&2 != 0 {
		return -sin
	}
	return sin
}

// Sincos returns Sin(x) and Cos(x).
func Sincos(x float32) (sin, cos float32) {
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
func Tan(x float32) float32 {
	r, rest, quadrant := reduce(x)
	if bits.Abs32(r) < 0x1p-13 && quadrant&1 == 0 {
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
func sinNear(r, rest float32) float32 {
	z := float32(r * r)
	zz := float32(z * z)
	p := (sin0 + float32(z*sin1)) + float32(zz*(sin2+float32(z*sin3)))
	return r + (float32(float32(r*z)*p) + float32(rest*(1-float32(0.5*z))))
}

// cosNear returns cos(r+rest) for |r| up to pi/4.
func cosNear(r, rest float32) float32 {
	z := float32(r * r)
	zz := float32(z * z)
	p := (cos0 + float32(z*cos1)) + float32(zz*cos2)
	half := float32(0.5 * z)
	w := 1 - half
	return w + (((1 - w) - half) + (float32(zz*p) - float32(r*rest)))
}

// sinPair is sinNear with what rounding leaves.
func sinPair(r, rest float32) (high, low float32) {
	z, zRest := twoProduct(r, r)
	cube, cubeRest := twoProduct(r, z)
	zz := float32(z * z)
	p := (sin0 + float32(z*sin1)) + float32(zz*(sin2+float32(z*sin3)))
	cubeRest += float32(r * zRest)
	return fastTwoSum(r, float32(cube*p)+(float32(rest*(1-float32(0.5*z)))+float32(cubeRest*p)))
}

// cosPair is cosNear with what rounding leaves.
func cosPair(r, rest float32) (high, low float32) {
	z, zRest := twoProduct(r, r)
	zz := float32(z * z)
	p := (cos0 + float32(z*cos1)) + float32(zz*cos2)
	half := float32(0.5 * z)
	w := 1 - half
	return fastTwoSum(w, ((1-w)-half)+((float32(zz*p)-float32(r*rest))-float32(0.5*zRest)))
}

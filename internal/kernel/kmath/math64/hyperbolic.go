package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Sinh returns the hyperbolic sine of x.
func Sinh(x float64) float64 {
	a := bits.Abs(x)
	if a < 0.7 {
		if a < 0x1p-28 {
			return x
		}
		z := float64(x * x)
		zz := float64(z * z)
		p := (sinh0 + float64(z*sinh1)) + float64(zz*((sinh2+float64(z*sinh3))+float64(zz*((sinh4+float64(z*sinh5))+float64(zz*sinh6)))))
		return x + float64(float64(x*z)*p)
	}
	if !(a < 40) {
		return bits.Copysign(halfExp(a), x)
	}
	high, low, inverse, inverseLow := halves(a)
	sum, rest := fastTwoSum(high, -inverse)
	return bits.Copysign(sum+(rest+(low-inverseLow)), x)
}

// Cosh returns the hyperbolic cosine of x.
func Cosh(x float64) float64 {
	a := bits.Abs(x)
	if !(a < 40) {
		return halfExp(a)
	}
	high, low, inverse, inverseLow := halves(a)
	sum, rest := fastTwoSum(high, inverse)
	return sum + (rest + (low + inverseLow))
}

// halves returns e^a/2 and e^-a/2 as two numbers each, for 0 <= a < 40.
func halves(a float64) (high, low, inverse, inverseLow float64) {
	t, rest, k := expPair(a, 0)
	two := power2(k - 1)
	high, low = fastTwoSum(float64(t*two), float64(rest*two))
	inverse = 0.25 / high
	p, left := twoProduct(inverse, high)
	return high, low, inverse, (((0.25 - p) - left) - float64(inverse*low)) / high
}

// halfExp returns e^a/2 for a >= 40; +Inf above 710.48.
func halfExp(a float64) float64 {
	if a > 711 {
		return Inf(1)
	}
	if a != a {
		return NaN()
	}
	t, rest, k := expPair(a, 0)
	return scale(t+rest, k-1)
}

// Tanh returns the hyperbolic tangent of x.
func Tanh(x float64) float64 {
	a := bits.Abs(x)
	if a < 0.55 {
		z := float64(x * x)
		zz := float64(z * z)
		p := (tanh0 + float64(z*tanh1)) + float64(zz*(tanh2+float64(z*tanh3)))
		q := (tanh4 + float64(z*tanh5)) + float64(zz*(tanh6+float64(z*tanh7)))
		s := (tanh8 + float64(z*tanh9)) + float64(zz*tanh10)
		zzzz := float64(zz * zz)
		p += float64(zzzz * (q + float64(zzzz*s)))
		if a < 0x1p-28 {
			return x
		}
		return x + float64(float64(x*z)*p)
	}
	if !(a < 20) {
		if x != x {
			return NaN()
		}
		return bits.Copysign(1, x)
	}
	// 1 - 2/(e^2a+1), the denominator as two numbers.
	t, rest, k := expPair(a+a, 0)
	two := power2(k)
	t = float64(t * two)
	sum, left := fastTwoSum(t, 1)
	high, low := fastTwoSum(sum, left+float64(rest*two))
	q := 2 / high
	sum, left = fastTwoSum(1, -q)
	return bits.Copysign(sum+(left+float64(float64(0.5*float64(q*q))*low)), x)
}

// Asinh returns the inverse hyperbolic sine of x.
func Asinh(x float64) float64 {
	a := bits.Abs(x)
	if a < 0.5 {
		if a < 0x1p-28 {
			return x
		}
		return x + float64(x*asinhPart(float64(x*x)))
	}
	if !(a < 0x1p30) {
		return bits.Copysign(logDouble(a), x)
	}
	// log(a + sqrt(a^2+1))
	square, rest := twoProduct(a, a)
	sum, left := twoSum(square, 1)
	root, rootLow := rootPair(sum, left+rest)
	sum, left = twoSum(root, a)
	high, low := fastTwoSum(sum, left+rootLow)
	high, low = logPair(high, low, 0)
	return bits.Copysign(high+low, x)
}

// asinhPart returns asinh(x)/x-1 for z = x*x up to 1/4.
func asinhPart(z float64) float64 {
	zz := float64(z * z)
	p := (asinh0 + float64(z*asinh1)) + float64(zz*(asinh2+float64(z*asinh3)))
	q := (asinh4 + float64(z*asinh5)) + float64(zz*(asinh6+float64(z*asinh7)))
	s := (asinh8 + float64(z*asinh9)) + float64(zz*(asinh10+float64(z*asinh11)))
	zzzz := float64(zz * zz)
	return float64(z * (p + float64(zzzz*(q+float64(zzzz*s)))))
}

// logDouble returns log 2a for a >= 2^30, where asinh and acosh are that.
func logDouble(a float64) float64 {
	if !(a <= largest) {
		return a + a
	}
	high, low := logPair(a, 0, 1)
	return high + low
}

// Acosh returns the inverse hyperbolic cosine of x; NaN below 1.
func Acosh(x float64) float64 {
	if !(x >= 1) {
		return NaN()
	}
	if x >= 0x1p30 {
		return logDouble(x)
	}
	// log(1 + (t + sqrt(t(t+2)))) with t = x-1, exact.
	t := x - 1
	if t == 0 {
		return 0
	}
	sum, left := twoSum(t, 2)
	square, rest := twoProduct(t, sum)
	root, rootLow := rootPair(square, rest+float64(t*left))
	sum, left = twoSum(root, t)
	high, low := twoSum(1, sum)
	high, low = logPair(high, low+(left+rootLow), 0)
	return high + low
}

// Atanh returns the inverse hyperbolic tangent of x; NaN outside [-1, 1].
func Atanh(x float64) float64 {
	a := bits.Abs(x)
	if a < 0x1p-28 {
		return x
	}
	if !(a < 1) {
		if a == 1 {
			return bits.Copysign(Inf(1), x)
		}
		return NaN()
	}
	// (log(1+a) - log(1-a))/2: the logarithms have opposite signs.
	sum, rest := twoSum(1, a)
	high, low := logPair(sum, rest, 0)
	sum, rest = twoSum(1, -a)
	minus, minusLow := logPair(sum, rest, 0)
	sum, rest = twoSum(high, -minus)
	return bits.Copysign(float64(0.5*(sum+(rest+(low-minusLow)))), x)
}

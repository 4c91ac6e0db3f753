package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Sinh returns the hyperbolic sine of x.
func Sinh(x float32) float32 {
	a := bits.Abs32(x)
	if a < 0.7 {
		if a < 0x1p-13 {
			return x
		}
		z := float32(x * x)
		zz := float32(z * z)
		p := (sinh0 + float32(z*sinh1)) + float32(zz*(sinh2+float32(z*sinh3)))
		return x + float32(float32(x*z)*p)
	}
	if !(a < 20) {
		return bits.Copysign32(halfExp(a), x)
	}
	high, low, inverse, inverseLow := halves(a)
	sum, rest := fastTwoSum(high, -inverse)
	return bits.Copysign32(sum+(rest+(low-inverseLow)), x)
}

// Cosh returns the hyperbolic cosine of x.
func Cosh(x float32) float32 {
	a := bits.Abs32(x)
	if !(a < 20) {
		return halfExp(a)
	}
	high, low, inverse, inverseLow := halves(a)
	sum, rest := fastTwoSum(high, inverse)
	return sum + (rest + (low + inverseLow))
}

// halves returns e^a/2 and e^-a/2 as two numbers each, for 0 <= a < 20.
func halves(a float32) (high, low, inverse, inverseLow float32) {
	t, rest, k := expPair(a, 0)
	two := power2(k - 1)
	high, low = fastTwoSum(float32(t*two), float32(rest*two))
	inverse = 0.25 / high
	p, left := twoProduct(inverse, high)
	return high, low, inverse, (((0.25 - p) - left) - float32(inverse*low)) / high
}

// halfExp returns e^a/2 for a >= 20; +Inf above 89.41.
func halfExp(a float32) float32 {
	if a > 90 {
		return Inf(1)
	}
	if a != a {
		return NaN()
	}
	t, rest, k := expPair(a, 0)
	return scale(t+rest, k-1)
}

// Tanh returns the hyperbolic tangent of x.
func Tanh(x float32) float32 {
	a := bits.Abs32(x)
	if a < 0.55 {
		z := float32(x * x)
		zz := float32(z * z)
		p := (tanh0 + float32(z*tanh1)) + float32(zz*(tanh2+float32(z*tanh3)))
		p += float32(float32(zz*zz) * (tanh4 + float32(z*tanh5)))
		if a < 0x1p-13 {
			return x
		}
		return x + float32(float32(x*z)*p)
	}
	if !(a < 9.5) {
		if x != x {
			return NaN()
		}
		return bits.Copysign32(1, x)
	}
	// 1 - 2/(e^2a+1), the denominator as two numbers.
	t, rest, k := expPair(a+a, 0)
	two := power2(k)
	t = float32(t * two)
	sum, left := fastTwoSum(t, 1)
	high, low := fastTwoSum(sum, left+float32(rest*two))
	q := 2 / high
	sum, left = fastTwoSum(1, -q)
	return bits.Copysign32(sum+(left+float32(float32(0.5*float32(q*q))*low)), x)
}

// Asinh returns the inverse hyperbolic sine of x.
func Asinh(x float32) float32 {
	a := bits.Abs32(x)
	if a < 0.5 {
		if a < 0x1p-13 {
			return x
		}
		return x + float32(x*asinhPart(float32(x*x)))
	}
	if !(a < 0x1p15) {
		return bits.Copysign32(logDouble(a), x)
	}
	// log(a + sqrt(a^2+1))
	square, rest := twoProduct(a, a)
	sum, left := twoSum(square, 1)
	root, rootLow := rootPair(sum, left+rest)
	sum, left = twoSum(root, a)
	high, low := fastTwoSum(sum, left+rootLow)
	high, low = logPair(high, low, 0)
	return bits.Copysign32(high+low, x)
}

// asinhPart returns asinh(x)/x-1 for z = x*x up to 1/4.
func asinhPart(z float32) float32 {
	zz := float32(z * z)
	p := (asinh0 + float32(z*asinh1)) + float32(zz*(asinh2+float32(z*asinh3)))
	return float32(z * (p + float32(float32(zz*zz)*(asinh4+float32(z*asinh5)))))
}

// logDouble returns log 2a for a >= 2^15, where asinh and acosh are that.
func logDouble(a float32) float32 {
	if !(a <= largest) {
		return a + a
	}
	high, low := logPair(a, 0, 1)
	return high + low
}

// Acosh returns the inverse hyperbolic cosine of x; NaN below 1.
func Acosh(x float32) float32 {
	if !(x >= 1) {
		return NaN()
	}
	if x >= 0x1p15 {
		return logDouble(x)
	}
	// log(1 + (t + sqrt(t(t+2)))) with t = x-1, exact.
	t := x - 1
	if t == 0 {
		return 0
	}
	sum, left := twoSum(t, 2)
	square, rest := twoProduct(t, sum)
	root, rootLow := rootPair(square, rest+float32(t*left))
	sum, left = twoSum(root, t)
	high, low := twoSum(1, sum)
	high, low = logPair(high, low+(left+rootLow), 0)
	return high + low
}

// Atanh returns the inverse hyperbolic tangent of x; NaN outside [-1, 1].
func Atanh(x float32) float32 {
	a := bits.Abs32(x)
	if a < 0x1p-13 {
		return x
	}
	if !(a < 1) {
		if a == 1 {
			return bits.Copysign32(Inf(1), x)
		}
		return NaN()
	}
	// (log(1+a) - log(1-a))/2: the logarithms have opposite signs.
	sum, rest := twoSum(1, a)
	high, low := logPair(sum, rest, 0)
	sum, rest = twoSum(1, -a)
	minus, minusLow := logPair(sum, rest, 0)
	sum, rest = twoSum(high, -minus)
	return bits.Copysign32(float32(0.5*(sum+(rest+(low-minusLow)))), x)
}

package reference

import "math/big"

// longPi holds pi for the reduction of any float64: 1024 bits before the point
// of the quotient and the precision after it.
var longPi = machin(1024 + 2*precision)

// machin returns pi = 16 atan(1/5) - 4 atan(1/239).
func machin(bits uint) *big.Float {
	inverse := func(n int64) *big.Float {
		long := func() *big.Float { return new(big.Float).SetPrec(bits) }
		power := long().Quo(long().SetInt64(1), long().SetInt64(n))
		square := long().SetInt64(n * n)
		sum := long().Set(power)
		for i := int64(1); power.MantExp(nil) > -int(bits)-8; i++ {
			power.Quo(power, square).Neg(power)
			sum.Add(sum, long().Quo(power, long().SetInt64(2*i+1)))
		}
		return sum
	}
	a, b := inverse(5), inverse(239)
	a.SetMantExp(a, 4)
	b.SetMantExp(b, 2)
	return a.Sub(a, b)
}

// quarterTurns returns x - n*pi/2 with magnitude up to pi/4, and n modulo 4.
func quarterTurns(x *big.Float) (*big.Float, int) {
	long := func() *big.Float { return new(big.Float).SetPrec(longPi.Prec()) }
	half := long().SetMantExp(longPi, -1)
	quotient := long().Quo(x, half)
	if quotient.Signbit() {
		quotient.Sub(quotient, number(0.5))
	} else {
		quotient.Add(quotient, number(0.5))
	}
	n, _ := quotient.Int(nil)
	r := long().Sub(x, half.Mul(half, long().SetInt(n)))
	return zero().Set(r), int(new(big.Int).And(n, big.NewInt(3)).Int64())
}

// sinCos returns sine and cosine of |r| up to pi/4 by their series.
func sinCos(r *big.Float) (sin, cos *big.Float) {
	square := neg(mul(r, r))
	power := r
	sin = series(r, func(n int) *big.Float {
		power = div(mul(power, square), number(float64(2*n*(2*n+1))))
		return power
	})
	even := number(1)
	cos = series(even, func(n int) *big.Float {
		even = div(mul(even, square), number(float64((2*n-1)*2*n)))
		return even
	})
	return sin, cos
}

// Sincos returns sine and cosine of x.
func Sincos(x *big.Float) (sin, cos *big.Float) {
	r, n := quarterTurns(x)
	sin, cos = sinCos(r)
	switch n {
	case 1:
		return cos, neg(sin)
	case 2:
		return neg(sin), neg(cos)
	case 3:
		return neg(cos), sin
	}
	return sin, cos
}

// Sin returns the sine of x.
func Sin(x *big.Float) *big.Float { s, _ := Sincos(x); return s }

// Cos returns the cosine of x.
func Cos(x *big.Float) *big.Float { _, c := Sincos(x); return c }

// Tan returns the tangent of x.
func Tan(x *big.Float) *big.Float { s, c := Sincos(x); return div(s, c) }

// Atan returns the arc tangent of x.
func Atan(x *big.Float) *big.Float {
	const halvings = 6
	if !tiny(x, -64) { // pi/2 - atan(1/x) keeps the precision of large x
		quarter := shift(pi, -1)
		if x.Sign() < 0 {
			quarter = neg(quarter)
		}
		return sub(quarter, Atan(div(number(1), x)))
	}
	for range halvings {
		x = div(x, add(number(1), root(add(number(1), mul(x, x)))))
	}
	square, power := neg(mul(x, x)), x
	sum := series(x, func(n int) *big.Float {
		power = mul(power, square)
		return div(power, number(float64(2*n+1)))
	})
	return shift(sum, halvings)
}

// Atan2 returns the angle of the point (x, y), neither zero.
func Atan2(y, x *big.Float) *big.Float {
	a := Atan(div(y, x))
	if x.Sign() > 0 {
		return a
	}
	if y.Sign() < 0 {
		return sub(a, pi)
	}
	return add(a, pi)
}

// Asin returns the arc sine of x.
func Asin(x *big.Float) *big.Float {
	one := number(1)
	cos := root(mul(sub(one, x), add(one, x)))
	if cos.Sign() == 0 {
		return mul(x, shift(pi, -1))
	}
	return Atan(div(x, cos))
}

// Acos returns the arc cosine of x.
func Acos(x *big.Float) *big.Float {
	one := number(1)
	sin := root(mul(sub(one, x), add(one, x)))
	if x.Sign() == 0 {
		return shift(pi, -1)
	}
	if sin.Sign() == 0 {
		if x.Sign() > 0 {
			return zero()
		}
		return pi
	}
	return Atan2(sin, x)
}

// Sinh returns the hyperbolic sine of x.
func Sinh(x *big.Float) *big.Float {
	if tiny(x, 60) {
		return taylor(x, 1, 0, 6, 0, 120)
	}
	return shift(sub(Exp(x), Exp(neg(x))), -1)
}

// Cosh returns the hyperbolic cosine of x.
func Cosh(x *big.Float) *big.Float { return shift(add(Exp(x), Exp(neg(x))), -1) }

// Tanh returns the hyperbolic tangent of x.
func Tanh(x *big.Float) *big.Float { return div(Sinh(x), Cosh(x)) }

// Asinh returns the inverse hyperbolic sine of x.
func Asinh(x *big.Float) *big.Float {
	if x.Sign() < 0 {
		return neg(Asinh(neg(x)))
	}
	one, square := number(1), mul(x, x)
	return Log1p(add(x, div(square, add(one, root(add(one, square))))))
}

// Acosh returns the inverse hyperbolic cosine of x.
func Acosh(x *big.Float) *big.Float {
	t := sub(x, number(1))
	return Log1p(add(t, root(mul(t, add(t, number(2))))))
}

// Atanh returns the inverse hyperbolic tangent of x.
func Atanh(x *big.Float) *big.Float {
	return shift(Log1p(div(shift(x, 1), sub(number(1), x))), -1)
}

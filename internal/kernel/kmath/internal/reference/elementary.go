// Package reference computes the functions of package math to some 250 bits, as
// what tests hold fast implementations against. It shares no method with them:
// Taylor series after argument halving, Newton's method for inverses.
//
// Arguments are finite and in the domain of the function.
package reference

import "math/big"

// precision is what intermediate results carry: 320 bits, of which cancellation
// and rounding take at most 100.
const precision = 320

func number(x float64) *big.Float { return zero().SetFloat64(x) }
func zero() *big.Float            { return new(big.Float).SetPrec(precision) }

func add(a, b *big.Float) *big.Float { return zero().Add(a, b) }
func sub(a, b *big.Float) *big.Float { return zero().Sub(a, b) }
func mul(a, b *big.Float) *big.Float { return zero().Mul(a, b) }
func div(a, b *big.Float) *big.Float { return zero().Quo(a, b) }
func neg(a *big.Float) *big.Float    { return zero().Neg(a) }
func root(a *big.Float) *big.Float   { return zero().Sqrt(a) }
func shift(a *big.Float, n int) *big.Float {
	return zero().SetMantExp(a, n)
}

// tiny reports whether |x| is below 2^-n.
func tiny(x *big.Float, n int) bool { return x.Sign() == 0 || x.MantExp(nil) <= -n }

// series adds term(1), term(2), ... to first until they no longer count.
func series(first *big.Float, term func(n int) *big.Float) *big.Float {
	sum := first
	for n := 1; ; n++ {
		t := term(n)
		if t.Sign() == 0 || sum.Sign() != 0 && t.MantExp(nil) < sum.MantExp(nil)-precision {
			return sum
		}
		sum = add(sum, t)
	}
}

// Exp returns e^x.
func Exp(x *big.Float) *big.Float {
	if x.Sign() == 0 {
		return number(1)
	}
	const halvings = 16
	n, _ := div(x, ln2).Int64()
	r := shift(sub(x, mul(zero().SetInt64(n), ln2)), -halvings)
	power := number(1)
	sum := series(number(1), func(i int) *big.Float {
		power = div(mul(power, r), number(float64(i)))
		return power
	})
	for range halvings {
		sum = mul(sum, sum)
	}
	return shift(sum, int(n))
}

// Expm1 returns e^x-1.
func Expm1(x *big.Float) *big.Float {
	if tiny(x, 60) {
		return taylor(x, 1, 2, 6, 24, 120)
	}
	return sub(Exp(x), number(1))
}

// taylor returns the sum of x^(i+1)/divisors[i].
func taylor(x *big.Float, divisors ...float64) *big.Float {
	sum, power := zero(), number(1)
	for _, d := range divisors {
		power = mul(power, x)
		if d != 0 {
			sum = add(sum, div(power, number(d)))
		}
	}
	return sum
}

// Log returns log x by Halley's iteration on Exp, for x not within 2^-60 of 1.
func Log(x *big.Float) *big.Float {
	mantissa := zero()
	exponent := x.MantExp(mantissa)
	y := mul(number(float64(exponent)), ln2)
	y = add(y, logNear(mantissa))
	if exponent == 1 || exponent == 0 {
		y = logNear(x)
	}
	return y
}

// logNear returns log x for x in [1/4, 4).
func logNear(x *big.Float) *big.Float {
	if d := sub(x, number(1)); tiny(d, 60) {
		return taylor(d, 1, -2, 3, -4, 5)
	}
	y := sub(x, number(1))
	for range 9 { // the error, below 3, is at least cut to its cube over 12
		e := Exp(y)
		step := shift(div(sub(x, e), add(x, e)), 1)
		y = add(y, step)
		if tiny(step, 150) {
			break
		}
	}
	return y
}

// Log1p returns log(1+x).
func Log1p(x *big.Float) *big.Float {
	if tiny(x, 60) {
		return taylor(x, 1, -2, 3, -4, 5)
	}
	return Log(add(number(1), x))
}

// Exp2 returns 2^x.
func Exp2(x *big.Float) *big.Float { return Exp(mul(x, ln2)) }

// Log2 returns the binary logarithm.
func Log2(x *big.Float) *big.Float { return div(Log(x), ln2) }

// Log10 returns the decimal logarithm.
func Log10(x *big.Float) *big.Float { return div(Log(x), ln10) }

// Pow returns x^y for x > 0.
func Pow(x, y *big.Float) *big.Float { return Exp(mul(y, Log(x))) }

// Cbrt returns the cube root of x by Newton's iteration.
func Cbrt(x *big.Float) *big.Float {
	y := shift(number(1), x.MantExp(nil)/3)
	if x.Sign() < 0 {
		y = neg(y)
	}
	for range 12 {
		y = div(add(shift(y, 1), div(x, mul(y, y))), number(3))
	}
	return y
}

// Sqrt returns the square root of x.
func Sqrt(x *big.Float) *big.Float { return root(x) }

// Hypot returns sqrt(x*x+y*y).
func Hypot(x, y *big.Float) *big.Float { return root(add(mul(x, x), mul(y, y))) }

// ln2, ln10 and pi are computed at start.
var (
	ln2  = logOfTwo()
	ln10 = Log(number(10))
	pi   = machin(precision)
)

// logOfTwo returns log 2 = 2 atanh(1/3).
func logOfTwo() *big.Float {
	power := div(number(2), number(3))
	nine := number(9)
	return series(power, func(n int) *big.Float {
		power = div(power, nine)
		return div(power, number(float64(2*n+1)))
	})
}

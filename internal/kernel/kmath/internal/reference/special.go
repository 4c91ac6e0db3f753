package reference

import "math/big"

// Erf returns the error function of x, by DLMF 7.6.2, whose terms are positive.
func Erf(x *big.Float) *big.Float {
	if x.Sign() == 0 {
		return zero()
	}
	square := mul(x, x)
	power := x
	sum := series(x, func(n int) *big.Float {
		power = div(mul(shift(power, 1), square), number(float64(2*n+1)))
		return power
	})
	return div(mul(shift(sum, 1), Exp(neg(square))), root(pi))
}

// Erfc returns 1-Erf(x); above 8, where too little of that is left, by the
// continued fraction DLMF 7.9.1.
func Erfc(x *big.Float) *big.Float {
	if x.Cmp(number(8)) < 0 {
		if x.Cmp(number(-15)) < 0 {
			return sub(number(2), Erfc(neg(x)))
		}
		return sub(number(1), Erf(x))
	}
	f := x
	for n := 300; n > 0; n-- {
		f = add(x, div(number(float64(n)/2), f))
	}
	return div(Exp(neg(mul(x, x))), mul(f, root(pi)))
}

// Gamma returns the Gamma function of x by Stirling's formula above 60 and the
// recurrence below.
func Gamma(x *big.Float) *big.Float {
	product := number(1)
	for x.Cmp(number(60)) < 0 {
		product = mul(product, x)
		x = zero().Add(x, number(1))
	}
	r := div(number(1), x)
	square, power := mul(r, r), r
	sum := sub(mul(sub(x, number(0.5)), Log(x)), x)
	sum = add(sum, shift(Log(shift(pi, 1)), -1))
	for _, c := range stirling {
		sum = add(sum, mul(c, power))
		power = mul(power, square)
	}
	return div(Exp(sum), product)
}

// stirling holds B(2k)/(2k(2k-1)) for k = 1..40.
var stirling = stirlingSeries(40)

// stirlingSeries computes Bernoulli numbers by their recurrence.
func stirlingSeries(terms int) []*big.Float {
	b := make([]*big.Rat, 2*terms+1)
	for m := range b {
		sum := new(big.Rat)
		binomial := big.NewInt(1) // of m+1 over j
		for j := range m {
			sum.Add(sum, new(big.Rat).Mul(new(big.Rat).SetInt(binomial), b[j]))
			binomial = new(big.Int).Div(new(big.Int).Mul(binomial, big.NewInt(int64(m+1-j))), big.NewInt(int64(j+1)))
		}
		b[m] = sum.Mul(sum, big.NewRat(-1, int64(m+1)))
		if m == 0 {
			b[m] = big.NewRat(1, 1)
		}
	}
	var out []*big.Float
	for k := 1; k <= terms; k++ {
		c := new(big.Rat).Quo(b[2*k], big.NewRat(int64(2*k*(2*k-1)), 1))
		out = append(out, zero().SetRat(c))
	}
	return out
}

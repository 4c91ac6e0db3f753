package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Log returns the natural logarithm of x: -Inf at zero, NaN below.
//
// x = 2^k m with m in [45/64, 45/32); 1/c from a table has ten bits, so that
// r = m/c-1 is exact as two numbers, and log x = k ln 2 + log c + log(1+r),
// whose leading terms add without rounding (Tang, "Table-driven implementation
// of the logarithm function", 1990).
func Log(x float64) float64 {
	hi := bits.Hi(x)
	if hi-0x00100000 >= 0x7FE00000 {
		return logExtreme(x)
	}
	i := hi + 0x98000
	j := i >> 13 & 127
	k := float64(int(i>>20) - 1023)
	hi -= i&0xFFF00000 - 0x3FF00000
	lo := bits.Lo(x)
	m := bits.Make(hi+lo>>31, 0) // 21 bits, nearest: near 1, r is not a difference
	c := logInverse[j]
	rh := float64(m*c) - 1
	rl := float64((bits.Make(hi, lo) - m) * c)
	r := rh + rl
	rr := float64(r * r)
	p := (log0 + float64(r*log1)) + float64(rr*((log2+float64(r*log3))+float64(rr*(log4+float64(r*log5)))))
	low := (logLo[j] + float64(k*ln2Lo)) + (rl + (float64(float64(r*rr)*p) - float64(0.5*rr)))
	return ((float64(k*ln2Hi) + logHi[j]) + rh) + low
}

// logExtreme returns the logarithm of what is not a positive normal number.
func logExtreme(x float64) float64 {
	if x == 0 {
		return Inf(-1)
	}
	if x < 0 || x != x {
		return NaN()
	}
	if x > largest {
		return x
	}
	high, low := logPair(float64(x*0x1p54), 0, -54)
	return high + low
}

// logPair returns log((x+rest)*2^shift) as two numbers to about 2^-68 of it,
// for a positive normal x up to 2^1000 where rest is not 0, and |rest| at most
// an ulp of x.
func logPair(x, rest float64, shift int) (high, low float64) {
	k, j, r, rl := logParts(x, rest)
	e := float64(k + shift)
	high, low = logAround(float64(e*ln2Hi)+logHi[j], r, rl)
	return fastTwoSum(high, low+(logLo[j]+float64(e*ln2Lo)))
}

// logParts returns k, j, and r as two numbers, of Log, for x+rest.
func logParts(x, rest float64) (k int, j uint32, r, rl float64) {
	hi := bits.Hi(x)
	i := hi + 0x98000
	j = i >> 13 & 127
	k = int(i>>20) - 1023
	hi -= i&0xFFF00000 - 0x3FF00000
	lo := bits.Lo(x)
	m := bits.Make(hi+lo>>31, 0)
	c := logInverse[j]
	r, rl = twoSum(float64(m*c)-1, float64((bits.Make(hi, lo)-m)*c))
	if rest != 0 {
		rl += float64(float64(rest*power2(-k)) * c)
		r, rl = fastTwoSum(r, rl)
	}
	return k, j, r, rl
}

// logAround returns start + log(1+r+rl) as a number and a correction to it,
// where start is zero or above |r|.
func logAround(start, r, rl float64) (high, low float64) {
	square, rest := twoProduct(r, r)
	high, low = fastTwoSum(start, r)
	high, left := fastTwoSum(high, -float64(0.5*square))
	p := (logFine0 + float64(r*logFine1)) + float64(square*(logFine2+float64(r*logFine3)))
	q := (logFine4 + float64(r*logFine5)) + float64(square*(logFine6+float64(r*logFine7)))
	p += float64(float64(square*square) * q)
	return high, (low + left) + ((float64(rl*(1-r)) - float64(0.5*rest)) + float64(float64(r*square)*p))
}

// Log2 returns the binary logarithm of x, exactly for powers of two.
func Log2(x float64) float64 {
	if !(x > 0) || x > largest {
		return logExtreme(x)
	}
	shift := 0
	if x < smallest {
		x = float64(x * 0x1p54)
		shift = -54
	}
	k, j, r, rl := logParts(x, 0)
	high, low := logAround(logHi[j], r, rl)
	high, low = fastTwoSum(high, low+logLo[j])
	high, low = mulPair(high, low, perLn2Hi, perLn2Lo)
	sum, rest := twoSum(float64(k+shift), high)
	return sum + (rest + low)
}

// Log10 returns the decimal logarithm of x, exactly for powers of ten.
func Log10(x float64) float64 {
	if !(x > 0) || x > largest {
		return logExtreme(x)
	}
	shift := 0
	if x < smallest {
		x = float64(x * 0x1p54)
		shift = -54
	}
	high, low := logPair(x, 0, shift)
	high, low = mulPair(high, low, perLn10Hi, perLn10Lo)
	return high + low
}

// Log1p returns log(1+x), accurate near zero: -Inf at -1, NaN below.
func Log1p(x float64) float64 {
	if x <= -1 {
		if x == -1 {
			return Inf(-1)
		}
		return NaN()
	}
	if bits.Abs(x) < 0x1p-54 {
		return x
	}
	if !(x < 0x1p60) {
		return Log(x)
	}
	sum, rest := twoSum(1, x)
	high, low := logPair(sum, rest, 0)
	return high + low
}

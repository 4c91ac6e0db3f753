package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// Log returns the natural logarithm of x: -Inf at zero, NaN below.
//
// x = 2^k m with m in [45/64, 45/32); 1/c from a table has seven bits, so that
// r = m/c-1 is exact as two numbers, and log x = k ln 2 + log c + log(1+r),
// whose first two terms add without rounding.
func Log(x float32) float32 {
	shift := 0
	if bits.Bits32(x)-0x00800000 >= 0x7F000000 { // not a positive normal number
		if !(x > 0) || x > largest {
			return logExtreme(x)
		}
		x = float32(x * 0x1p24)
		shift = -24
	}
	high, low := logPair(x, 0, shift)
	return high + low
}

// logExtreme returns the logarithm of what is not a positive finite number.
func logExtreme(x float32) float32 {
	if x == 0 {
		return Inf(-1)
	}
	if x < 0 || x != x {
		return NaN()
	}
	return x
}

// logPair returns log((x+rest)*2^shift) as two numbers to about 2^-34 of it,
// for a positive normal x up to 2^120 where rest is not 0, and |rest| at most
// an ulp of x.
func logPair(x, rest float32, shift int) (high, low float32) {
	k, j, r, rl := logParts(x, rest)
	e := float32(k + shift)
	high, low = logAround(float32(e*ln2Hi)+logHi[j], r, rl)
	return fastTwoSum(high, low+(logLo[j]+float32(e*ln2Lo)))
}

// logParts returns k, j, and r as two numbers, of Log, for x+rest.
func logParts(x, rest float32) (k int, j uint32, r, rl float32) {
	u := bits.Bits32(x)
	i := u + 0x4C0000
	j = i >> 18 & 31
	k = int(i>>23) - 127
	u -= i&0xFF800000 - 0x3F800000
	m := bits.From32((u + 0x80) & 0xFFFFFF00) // 16 bits, nearest: near 1, r is not a difference
	c := logInverse[j]
	r, rl = twoSum(float32(m*c)-1, float32((bits.From32(u)-m)*c))
	if rest != 0 {
		rl += float32(float32(rest*power2(-k)) * c)
		r, rl = fastTwoSum(r, rl)
	}
	return k, j, r, rl
}

// logAround returns start + log(1+r+rl) as a number and a correction to it,
// where start is zero or above |r|.
func logAround(start, r, rl float32) (high, low float32) {
	square, rest := twoProduct(r, r)
	high, low = fastTwoSum(start, r)
	high, left := fastTwoSum(high, -float32(0.5*square))
	p := (log0 + float32(r*log1)) + float32(square*((log2+float32(r*log3))+float32(square*log4)))
	return high, (low + left) + ((float32(rl*(1-r)) - float32(0.5*rest)) + float32(float32(r*square)*p))
}

// Log2 returns the binary logarithm of x, exactly for powers of two.
func Log2(x float32) float32 {
	if !(x > 0) || x > largest {
		return logExtreme(x)
	}
	shift := 0
	if x < smallest {
		x = float32(x * 0x1p24)
		shift = -24
	}
	k, j, r, rl := logParts(x, 0)
	high, low := logAround(logHi[j], r, rl)
	high, low = fastTwoSum(high, low+logLo[j])
	high, low = mulPair(high, low, perLn2Hi, perLn2Lo)
	sum, rest := twoSum(float32(k+shift), high)
	return sum + (rest + low)
}

// Log10 returns the decimal logarithm of x, exactly for powers of ten.
func Log10(x float32) float32 {
	if !(x > 0) || x > largest {
		return logExtreme(x)
	}
	shift := 0
	if x < smallest {
		x = float32(x * 0x1p24)
		shift = -24
	}
	high, low := logPair(x, 0, shift)
	high, low = mulPair(high, low, perLn10Hi, perLn10Lo)
	return high + low
}

// Log1p returns log(1+x), accurate near zero: -Inf at -1, NaN below.
func Log1p(x float32) float32 {
	if x <= -1 {
		if x == -1 {
			return Inf(-1)
		}
		return NaN()
	}
	if bits.Abs32(x) < 0x1p-25 {
		return x
	}
	if !(x <= largest) {
		return x
	}
	sum, rest := x, float32(0)
	if x < 0x1p40 {
		sum, rest = twoSum(1, x)
	}
	high, low := logPair(sum, rest, 0)
	return high + low
}

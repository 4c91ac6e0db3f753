package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// nearLimit is the magnitude below which three parts of pi/2 suffice to reduce
// an angle.
const nearLimit = 3000

// reduce returns x - n*pi/2 as two numbers of magnitude up to pi/4, and n
// modulo 4 in the last bits of quadrant (Cody and Waite, 1980). The products
// with the first two parts are exact for |x| < nearLimit; a remainder so small
// that the last part is not enough goes the long way, as do large x. There is one
// call of that, since shader compilers copy it to where it is called.
func reduce(x float32) (high, low float32, quadrant uint32) {
	if bits.Abs32(x) < nearLimit {
		n := bits.RoundToEven32(float32(x * perQuarter))
		t := x - float32(n*quarter1)
		w := float32(n * quarter2)
		r := t - w
		d := r - t
		rest := ((t - (r - d)) - (w + d)) - float32(n*quarter3)
		high = r + rest
		if bits.Abs32(high) >= 0x1p-12 {
			return high, (r - high) + rest, bits.Bits32(n + 0x1.8p23)
		}
	}
	return reduceLong(x)
}

// reduceLong is reduce for every finite x; NaN for others. The bits of 2/pi
// that matter for x are multiplied with its significand in integers (Payne and
// Hanek, 1983): two bits before the point and 94 after, when the remainder of
// no float32 is below 2^-32. It has neither loops nor arrays, which cost more on
// a GPU than what they would save here.
func reduceLong(x float32) (high, low float32, quadrant uint32) {
	if bits.Abs32(x) < 0.5 {
		return x, 0, 0
	}
	u := bits.Bits32(x)
	if u&0x7FFFFFFF >= infinity {
		return NaN(), 0, 0
	}
	p0, p1, p2 := quarters(u&0x7FFFFF|0x800000, u>>23&0xFF)
	quadrant = p0 >> 30
	negative := p0>>29&1 != 0 // the nearest multiple is the next one
	if negative {
		quadrant++
		p0, p1, p2 = ^p0, ^p1, ^p2
	}
	// By halves, which float32 holds.
	high = float32(float32(p0>>16&0x1FFF) * 0x1p-14)
	high, low = plus(high, low, p0&0xFFFF, 0x1p-30)
	high, low = plus(high, low, p1>>16, 0x1p-46)
	high, low = plus(high, low, p1&0xFFFF, 0x1p-62)
	high, low = plus(high, low, p2>>16, 0x1p-78)
	high, low = plus(high, low, p2&0xFFFF, 0x1p-94)
	high, low = fastTwoSum(high, low)
	high, low = mulPair(high, low, halfPiHi, halfPiLo)
	if negative {
		high, low = -high, -low
	}
	if u>>31 != 0 {
		return -high, -low, -quadrant
	}
	return high, low, quadrant
}

// plus returns high+low + half*weight, which is below the last place of high.
func plus(high, low float32, half uint32, weight float32) (sum, left float32) {
	sum, rest := fastTwoSum(high, float32(float32(half)*weight))
	return sum, low + rest
}

// quarters returns x*2/pi modulo 4 as a number with 94 bits after the point,
// first word first, for x = significand*2^(exponent-150) and an exponent of at
// least 126.
func quarters(significand, exponent uint32) (first, second, third uint32) {
	// The table has 32 zeros before the bits of 2/pi. Bit i of it weighs 2^(31-i);
	// the first one wanted weighs 2 when multiplied by 2^(exponent-150).
	at := exponent - 150 + 30
	word, shift := min(at>>5, 6), at&31 // never more, so that none is outside
	a, b, c, d := perQuarterBits[word], perQuarterBits[word+1], perQuarterBits[word+2], perQuarterBits[word+3]
	carry, third := mul32(window(c, d, shift), significand)
	high, low := mul32(window(b, c, shift), significand)
	second = low + carry
	if second < carry {
		high++
	}
	_, low = mul32(window(a, b, shift), significand)
	return low + high, second, third
}

// window returns the 32 bits from bit shift on of two words, for a shift below 32.
func window(word, next, shift uint32) uint32 {
	return word<<shift | next>>1>>(31-shift)
}

// mul32 returns the 64 bits of a*b in two words.
func mul32(a, b uint32) (hi, lo uint32) {
	ah, al, bh, bl := a>>16, a&0xFFFF, b>>16, b&0xFFFF
	t := al * bl
	middle := ah*bl + t>>16
	other := al*bh + middle&0xFFFF
	return ah*bh + middle>>16 + other>>16, other<<16 | t&0xFFFF
}

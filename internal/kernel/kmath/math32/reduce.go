package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// nearLimit is the magnitude below which three parts of pi/2 suffice to reduce
// an angle.
const nearLimit = 3000

// reduce returns x - n*pi/2 as two numbers of magnitude up to pi/4, and n
// modulo 4 in the last bits of quadrant (Cody and Waite, 1980). The products
// with the first two parts are exact for |x| < nearLimit; a remainder so small
// that the last part is not enough goes the long way, as do large x.
func reduce(x float32) (high, low float32, quadrant uint32) {
	if !(bits.Abs32(x) < nearLimit) {
		return reduceLong(x)
	}
	n := bits.RoundToEven32(float32(x * perQuarter))
	t := x - float32(n*quarter1)
	w := float32(n * quarter2)
	r := t - w
	d := r - t
	rest := ((t - (r - d)) - (w + d)) - float32(n*quarter3)
	high = r + rest
	if bits.Abs32(high) < 0x1p-12 {
		return reduceLong(x)
	}
	return high, (r - high) + rest, bits.Bits32(n + 0x1.8p23)
}

// reduceLong is reduce for every finite x; NaN for others. The bits of 2/pi
// that matter for x are multiplied with its significand in integers (Payne and
// Hanek, 1983): two bits before the point and 94 after, when the remainder of
// no float32 is below 2^-32.
func reduceLong(x float32) (high, low float32, quadrant uint32) {
	if bits.Abs32(x) < 0.5 {
		return x, 0, 0
	}
	u := bits.Bits32(x)
	if u&0x7FFFFFFF >= infinity {
		return NaN(), 0, 0
	}
	product := quarters(u&0x7FFFFF|0x800000, u>>23&0xFF)
	quadrant = product[0] >> 30
	negative := product[0]>>29&1 != 0 // the nearest multiple is the next one
	if negative {
		quadrant++
		for i := range 3 {
			product[i] = ^product[i]
		}
	}
	product[0] &= 0x1FFFFFFF
	var weight float32 = 0x1p-14
	for i := range 3 { // by halves, which float32 holds
		for _, half := range [2]uint32{product[i] >> 16, product[i] & 0xFFFF} {
			var rest float32
			high, rest = fastTwoSum(high, float32(float32(half)*weight))
			low += rest
			weight = float32(weight * 0x1p-16)
		}
	}
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

// quarters returns x*2/pi modulo 4 as a number with 94 bits after the point,
// first word first, for x = significand*2^(exponent-150) and an exponent of at
// least 126.
func quarters(significand, exponent uint32) [3]uint32 {
	// The table has 32 zeros before the bits of 2/pi. Bit i of it weighs 2^(31-i);
	// the first one wanted weighs 2 when multiplied by 2^(exponent-150).
	first := exponent - 150 + 30
	word, shift := first>>5, first&31
	var product [3]uint32
	carry := uint32(0)
	for i := 2; i >= 0; i-- {
		at := word + uint32(i)
		window := perQuarterBits[at]<<shift | perQuarterBits[at+1]>>1>>(31-shift)
		hi, lo := mul32(window, significand)
		product[i] = lo + carry
		if product[i] < carry {
			hi++
		}
		carry = hi
	}
	return product
}

// mul32 returns the 64 bits of a*b in two words.
func mul32(a, b uint32) (hi, lo uint32) {
	ah, al, bh, bl := a>>16, a&0xFFFF, b>>16, b&0xFFFF
	t := al * bl
	middle := ah*bl + t>>16
	other := al*bh + middle&0xFFFF
	return ah*bh + middle>>16 + other>>16, other<<16 | t&0xFFFF
}

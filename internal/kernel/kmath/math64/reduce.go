package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// nearLimit is the magnitude below which three parts of pi/2 suffice to reduce
// an angle.
const nearLimit = 1e6

// reduce returns x - n*pi/2 as two numbers of magnitude up to pi/4, and n
// modulo 4 in the last bits of quadrant (Cody and Waite, 1980). The products
// with the first two parts are exact for |x| < nearLimit; a remainder so small
// that the last part is not enough goes the long way, as do large x.
func reduce(x float64) (high, low float64, quadrant uint32) {
	if !(bits.Abs(x) < nearLimit) {
		return reduceLong(x)
	}
	z := float64(x*perQuarter) + shifter
	n := z - shifter
	t := x - float64(n*quarter1)
	w := float64(n * quarter2)
	r := t - w
	d := r - t
	rest := ((t - (r - d)) - (w + d)) - float64(n*quarter3)
	high = r + rest
	if bits.Abs(high) < 0x1p-40 {
		return reduceLong(x)
	}
	return high, (r - high) + rest, bits.Lo(z)
}

// reduceLong is reduce for every finite x; NaN for others. The bits of 2/pi
// that matter for x are multiplied with its significand in integers (Payne and
// Hanek, 1983): two bits before the point and 190 after, when the remainder of
// no float64 is below 2^-62.
func reduceLong(x float64) (high, low float64, quadrant uint32) {
	if bits.Abs(x) < 0.5 {
		return x, 0, 0
	}
	hi := bits.Hi(x)
	if hi&0x7FFFFFFF >= infinityHi {
		return NaN(), 0, 0
	}
	product := quarters(hi&0xFFFFF|0x100000, bits.Lo(x), hi>>20&0x7FF)
	quadrant = product[0] >> 30
	negative := product[0]>>29&1 != 0 // the nearest multiple is the next one
	if negative {
		quadrant++
		for i := range 6 {
			product[i] = ^product[i]
		}
	}
	product[0] &= 0x1FFFFFFF
	weight := 0x1p-30
	for i := range 6 {
		var rest float64
		high, rest = fastTwoSum(high, float64(float64(product[i])*weight))
		low += rest
		weight = float64(weight * 0x1p-32)
	}
	high, low = fastTwoSum(high, low)
	high, low = mulPair(high, low, halfPiHi, halfPiLo)
	if negative {
		high, low = -high, -low
	}
	if hi>>31 != 0 {
		return -high, -low, -quadrant
	}
	return high, low, quadrant
}

// quarters returns x*2/pi modulo 4 as a number with 190 bits after the point,
// first word first, for x = (top*2^32+bottom)*2^(exponent-1075) and an exponent
// of at least 1022.
func quarters(top, bottom, exponent uint32) [6]uint32 {
	// The table has 64 zeros before the bits of 2/pi. Bit i of it weighs 2^(63-i);
	// the first one wanted weighs 2 when multiplied by 2^(exponent-1075).
	first := exponent - 1075 + 62
	word, shift := first>>5, first&31
	var window [6]uint32
	for i := range 6 {
		w := perQuarterBits[word+uint32(i)] << shift
		window[i] = w | perQuarterBits[word+uint32(i)+1]>>1>>(31-shift)
	}
	var product [6]uint32
	product = addProduct(product, window, bottom, 0)
	return addProduct(product, window, top, 1)
}

// addProduct returns product + window*factor, modulo its size, factor moved up
// by so many words.
func addProduct(product, window [6]uint32, factor uint32, words int) [6]uint32 {
	carry := uint32(0)
	for i := 5; i >= words; i-- {
		hi, lo := mul32(window[i], factor)
		sum := product[i-words] + lo
		if sum < lo {
			hi++
		}
		product[i-words] = sum + carry
		if sum+carry < carry {
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

package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// FMA returns x*y+z, rounded once.
func FMA(x, y, z float64) float64 {
	if !(bits.Abs(x) <= largest) || !(bits.Abs(y) <= largest) || x == 0 || y == 0 {
		return float64(x*y) + z
	}
	if !(bits.Abs(z) <= largest) {
		return z
	}
	if z == 0 {
		return float64(x * y)
	}
	xh, xl, xe := significand(x)
	yh, yl, ye := significand(y)
	zh, zl, ze := significand(z)
	product := multiply(xh, xl, yh, yl) // below 2^106
	productExp := xe + ye
	addend := [4]uint32{zh<<9 | zl>>23, zl << 9, 0, 0} // moved up to 2^105: 53 and 20
	addendExp := ze - 73
	product = shiftLeft(product, 20)
	productExp -= 20
	exp := max(productExp, addendExp)
	product = shiftRight(product, exp-productExp)
	addend = shiftRight(addend, exp-addendExp)
	sign := (bits.Hi(x) ^ bits.Hi(y)) & 0x80000000
	if (bits.Hi(z)^sign)>>31 == 0 {
		return pack(sign, addWords(product, addend), exp)
	}
	difference, borrow := subWords(product, addend)
	if borrow {
		difference, _ = subWords(addend, product)
		sign ^= 0x80000000
	}
	return pack(sign, difference, exp)
}

// significand returns |x| as (hi*2^32+lo)*2^exp, 53 bits with the first set,
// for x finite and not zero.
func significand(x float64) (hi, lo uint32, exp int) {
	if bits.Abs(x) < smallest {
		x = float64(x * 0x1p54)
		exp = -54
	}
	hi, lo = bits.Hi(x), bits.Lo(x)
	return hi&0xFFFFF | 0x100000, lo, exp + int(hi>>20&0x7FF) - 1075
}

// multiply returns the product of two numbers of two words each.
func multiply(ah, al, bh, bl uint32) [4]uint32 {
	var w [4]uint32
	h, l := mul32(al, bl)
	w[2], w[3] = h, l
	for i := range 2 {
		h, l = mul32(ah, bl)
		if i == 1 {
			h, l = mul32(al, bh)
		}
		w[2] += l
		if w[2] < l {
			h++ // h is below 2^32-1: the factors are not the largest
		}
		w[1] += h
		if w[1] < h {
			w[0]++
		}
	}
	h, l = mul32(ah, bh)
	w[1] += l
	if w[1] < l {
		h++
	}
	w[0] += h
	return w
}

// addWords returns a+b, which four words hold.
func addWords(a, b [4]uint32) [4]uint32 {
	carry := uint32(0)
	for i := 3; i >= 0; i-- {
		sum := a[i] + b[i]
		next := uint32(0)
		if sum < b[i] {
			next = 1
		}
		a[i] = sum + carry
		if a[i] < carry {
			next = 1
		}
		carry = next
	}
	return a
}

// subWords returns a-b modulo 2^128 and whether b is larger.
func subWords(a, b [4]uint32) (difference [4]uint32, borrow bool) {
	owed := uint32(0)
	for i := 3; i >= 0; i-- {
		d := a[i] - b[i]
		next := uint32(0)
		if a[i] < b[i] || d < owed {
			next = 1
		}
		difference[i] = d - owed
		owed = next
	}
	return difference, owed != 0
}

// shiftLeft returns w moved up by 0 <= n < 32 bits.
func shiftLeft(w [4]uint32, n int) [4]uint32 {
	u := uint32(n)
	for i := range 3 {
		w[i] = w[i]<<u | w[i+1]>>1>>(31-u)
	}
	w[3] <<= u
	return w
}

// shiftRight returns w moved down by n >= 0 bits, its last bit set if any bit
// that was lost was: enough to round what is added or subtracted later.
func shiftRight(w [4]uint32, n int) [4]uint32 {
	lost := uint32(0)
	for range min(n/32, 4) {
		lost |= w[3]
		w[3], w[2], w[1], w[0] = w[2], w[1], w[0], 0
	}
	u := uint32(n % 32)
	lost |= w[3] << 1 << (31 - u)
	for i := 3; i > 0; i-- {
		w[i] = w[i]>>u | w[i-1]<<1<<(31-u)
	}
	w[0] >>= u
	if lost != 0 {
		w[3] |= 1
	}
	return w
}

// pack returns w*2^exp with the sign, rounded to nearest, the even one of two;
// the sign of an exact zero is positive.
func pack(sign uint32, w [4]uint32, exp int) float64 {
	if w[0]|w[1]|w[2]|w[3] == 0 {
		return 0
	}
	for w[0] == 0 {
		w[0], w[1], w[2], w[3] = w[1], w[2], w[3], 0
		exp -= 32
	}
	for w[0]>>31 == 0 {
		w = shiftLeft(w, 1)
		exp--
	}
	biased := exp + 127 + 1023
	if biased >= 2047 {
		return bits.Make(sign|infinityHi, 0)
	}
	if biased <= 0 {
		w = shiftRight(w, 1-biased)
		biased = 1
	}
	hi, lo := w[0]>>11+uint32(biased-1)<<20, w[0]<<21|w[1]>>11
	if w[1]>>10&1 != 0 && (w[1]&0x3FF|w[2]|w[3]|lo&1) != 0 {
		lo++
		if lo == 0 {
			hi++
		}
	}
	return bits.Make(sign|hi, lo)
}

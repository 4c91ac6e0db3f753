package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// FMA returns x*y+z, rounded once.
func FMA(x, y, z float32) float32 {
	if !(bits.Abs32(x) <= largest) || !(bits.Abs32(y) <= largest) || x == 0 || y == 0 {
		return float32(x*y) + z
	}
	if !(bits.Abs32(z) <= largest) {
		return z
	}
	if z == 0 {
		return float32(x * y)
	}
	xs, xe := significand(x)
	ys, ye := significand(y)
	zs, ze := significand(z)
	ph, pl := mul32(xs, ys) // below 2^48, moved up by 14 bits
	ph, pl = ph<<14|pl>>18, pl<<14
	productExp := xe + ye - 14
	zh, zl := zs<<6, uint32(0) // moved up as far: 24 bits and 14
	addendExp := ze - 38
	exp := max(productExp, addendExp)
	ph, pl = shiftRight(ph, pl, exp-productExp)
	zh, zl = shiftRight(zh, zl, exp-addendExp)
	sign := (bits.Bits32(x) ^ bits.Bits32(y)) & 0x80000000
	if (bits.Bits32(z)^sign)>>31 == 0 {
		low := pl + zl
		if low < zl {
			ph++
		}
		return pack(sign, ph+zh, low, exp)
	}
	if ph < zh || ph == zh && pl < zl {
		ph, pl, zh, zl = zh, zl, ph, pl
		sign ^= 0x80000000
	}
	if pl < zl {
		ph--
	}
	return pack(sign, ph-zh, pl-zl, exp)
}

// significand returns |x| as bits*2^exp, 24 bits with the first set, for x
// finite and not zero.
func significand(x float32) (u uint32, exp int) {
	if bits.Abs32(x) < smallest {
		x = float32(x * 0x1p24)
		exp = -24
	}
	u = bits.Bits32(x)
	return u&0x7FFFFF | 0x800000, exp + int(u>>23&0xFF) - 150
}

// shiftRight returns hi*2^32+lo moved down by n >= 0 bits, its last bit set if
// any bit that was lost was: enough to round what is added or subtracted later.
func shiftRight(hi, lo uint32, n int) (shiftedHi, shiftedLo uint32) {
	lost := uint32(0)
	for range min(n/32, 2) {
		lost |= lo
		hi, lo = 0, hi
	}
	u := uint32(n % 32)
	lost |= lo << 1 << (31 - u)
	lo = lo>>u | hi<<1<<(31-u)
	if lost != 0 {
		lo |= 1
	}
	return hi >> u, lo
}

// pack returns (hi*2^32+lo)*2^exp with the sign, rounded to nearest, the even
// one of two; the sign of an exact zero is positive.
func pack(sign, hi, lo uint32, exp int) float32 {
	if hi|lo == 0 {
		return 0
	}
	for hi>>31 == 0 {
		hi, lo = hi<<1|lo>>31, lo<<1
		exp--
	}
	biased := exp + 63 + 127
	if biased >= 255 {
		return bits.From32(sign | infinity)
	}
	if biased <= 0 {
		hi, lo = shiftRight(hi, lo, 1-biased)
		biased = 1
	}
	u := hi>>8 + uint32(biased-1)<<23
	if hi>>7&1 != 0 && (hi&0x7F|lo|u&1) != 0 {
		u++
	}
	return bits.From32(sign | u)
}

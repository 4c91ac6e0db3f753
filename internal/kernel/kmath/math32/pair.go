package math32

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// splitter is 2^12+1: it cuts 24 bits into 12 and 12 (Veltkamp; Dekker, "A
// floating-point technique for extending the available precision", 1971).
const splitter = 0x1p12 + 1

// twoSum returns a+b rounded and what rounding left, exactly (Knuth).
func twoSum(a, b float32) (sum, rest float32) {
	sum = a + b
	t := sum - a
	return sum, (a - (sum - t)) + (b - t)
}

// fastTwoSum is twoSum for |a| >= |b| or a zero (Dekker).
func fastTwoSum(a, b float32) (sum, rest float32) {
	sum = a + b
	return sum, (a - sum) + b
}

// twoProduct returns a*b rounded and what rounding left, exactly unless |a| or
// |b| is above 2^115 or the rest is subnormal (Dekker).
func twoProduct(a, b float32) (product, rest float32) {
	product = float32(a * b)
	t := float32(a * splitter)
	ah := t - (t - a)
	al := a - ah
	t = float32(b * splitter)
	bh := t - (t - b)
	bl := b - bh
	rest = ((float32(ah*bh) - product) + float32(ah*bl) + float32(al*bh)) + float32(al*bl)
	return product, rest
}

// mulPair returns (ah+al)(bh+bl) as two numbers to about 44 bits.
func mulPair(ah, al, bh, bl float32) (high, low float32) {
	p, e := twoProduct(ah, bh)
	return fastTwoSum(p, e+(float32(ah*bl)+float32(al*bh)))
}

// divPair returns (ah+al)/(bh+bl) as two numbers, the pairs having |low| at
// most an ulp of high.
func divPair(ah, al, bh, bl float32) (high, low float32) {
	q := ah / bh
	p, e := twoProduct(q, bh)
	return fastTwoSum(q, (((ah-p)-e)+(al-float32(q*bl)))/bh)
}

// power2 returns 2^k for -126 <= k <= 127.
func power2(k int) float32 { return bits.From32(uint32(k+127) << 23) }

// scale returns x*2^k, rounded once, for 0.5 <= |x| < 4 and -250 <= k <= 250.
func scale(x float32, k int) float32 {
	half := k >> 1
	return float32(float32(x*power2(half)) * power2(k-half))
}

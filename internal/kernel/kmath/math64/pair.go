package math64

import "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"

// splitter is 2^27+1: it cuts 53 bits into 26 and 26 (Veltkamp; Dekker, "A
// floating-point technique for extending the available precision", 1971).
const splitter = 0x1p27 + 1

// twoSum returns a+b rounded and what rounding left, exactly (Knuth).
func twoSum(a, b float64) (sum, rest float64) {
	sum = a + b
	t := sum - a
	return sum, (a - (sum - t)) + (b - t)
}

// fastTwoSum is twoSum for |a| >= |b| or a zero (Dekker).
func fastTwoSum(a, b float64) (sum, rest float64) {
	sum = a + b
	return sum, (a - sum) + b
}

// twoProduct returns a*b rounded and what rounding left, exactly unless |a| or
// |b| is above 2^996 or the rest is subnormal (Dekker).
func twoProduct(a, b float64) (product, rest float64) {
	product = float64(a * b)
	t := float64(a * splitter)
	ah := t - (t - a)
	al := a - ah
	t = float64(b * splitter)
	bh := t - (t - b)
	bl := b - bh
	rest = ((float64(ah*bh) - product) + float64(ah*bl) + float64(al*bh)) + float64(al*bl)
	return product, rest
}

// mulPair returns (ah+al)(bh+bl) as two numbers to about 100 bits.
func mulPair(ah, al, bh, bl float64) (high, low float64) {
	p, e := twoProduct(ah, bh)
	return fastTwoSum(p, e+(float64(ah*bl)+float64(al*bh)))
}

// divPair returns (ah+al)/(bh+bl) as two numbers, the pairs having |low| at
// most an ulp of high.
func divPair(ah, al, bh, bl float64) (high, low float64) {
	q := ah / bh
	p, e := twoProduct(q, bh)
	return fastTwoSum(q, (((ah-p)-e)+(al-float64(q*bl)))/bh)
}

// power2 returns 2^k for -1022 <= k <= 1023.
func power2(k int) float64 { return bits.Make(uint32(k+1023)<<20, 0) }

// scale returns x*2^k, rounded once, for 0.5 <= |x| < 4 and -1100 <= k <= 1100.
func scale(x float64, k int) float64 {
	half := k >> 1
	return float64(float64(x*power2(half)) * power2(k-half))
}

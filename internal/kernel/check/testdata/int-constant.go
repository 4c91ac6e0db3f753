package reward

import "math"

const big = 1 << 40

func f(x float64, n int) float64 {
	n += big         // want "more than 32 bits"
	m := math.MaxInt // want "math.MaxInt32"
	_ = m
	k := math.MaxInt32
	u := uint32(math.MaxUint32)
	return x + big + float64(1<<50) + float64(n) + float64(k) + float64(u) + math.MaxInt64
}

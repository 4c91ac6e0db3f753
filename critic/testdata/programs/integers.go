package reward

import (
	"math"

	"env"
)

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	n := int(next.X * 100)
	var u uint32 = uint32(n&0xFFFF) * 2654435761
	u ^= u >> 16
	var w uint8 = uint8(n & 255)
	w += 200
	var h int32 = int32(n) * 65536
	h <<= 4
	sh := uint(n & 7)
	bits := 1<<sh | 3&^1
	mixed := 0x1 >> sh
	half := n / 2
	rem := n % 7
	neg := -n / 3
	f := float32(next.X) / 3
	var big int = math.MaxInt64
	big += n * n
	trunc := int64(next.X * 1e3)
	least := min(n, 5, -3)
	most := max(next.X, 0.5, next.Theta)
	small := min(float32(next.X), 0.25)
	word := max("a", "b")
	return float64(gcd(n*n+12, 18)), map[string]float64{
		"u": float64(u) / 1e6, "w": float64(w), "h": float64(h) / 1e6, "bits": float64(bits), "mixed": float64(mixed), "half": float64(half),
		"rem": float64(rem), "neg": float64(neg), "f": float64(f), "big": float64(big >> 40), "trunc": float64(trunc), "least": float64(least),
		"most": most, "small": float64(small), "word": float64(len(word) + int(word[0])), "not": float64(^n), "minint": float64(math.MinInt64 / 1e15),
	}
}

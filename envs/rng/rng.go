// Package rng gives environments counter-based random numbers.
//
// A Source is a position in the Philox4x32-10 stream (Salmon, Moraes, Dror and
// Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011) of one seed,
// environment instance, episode and step. Numbers depend on these four and on
// nothing else: any transition can be replayed alone, and how many workers
// share the instances does not matter.
//
// The package is kernel Go: environments may import it. Its products are rounded
// before they are added, and its mathematics is our own, so that natively, too,
// it gives the same bits on every processor.
package rng

import math "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"

// Stream separates the independent uses of one (seed, instance, episode, step).
// The values are part of the recorded format: never renumber them.
const (
	StreamReset   = 0 // Reset of an environment
	StreamStep    = 1 // Step of an environment
	StreamObserve = 2 // Observe of an environment
	StreamParams  = 3 // drawing of per-episode parameters
	StreamPolicy  = 4 // sampling of actions
	StreamLearner = 5 // initial weights and minibatch order
)

// Source yields the numbers of one stream in order. Its zero value is the
// reset stream of seed 0, instance 0, episode 0, step 0. The fields are its
// position; environments leave them alone.
type Source struct {
	Key     [2]uint32 // the seed
	Counter [4]uint32 // block number and stream, step, episode, instance
	Block   [4]uint32 // numbers of the current block
	Used    int       // how many of these were given out, plus one; 0 means none computed
}

// At returns the source of one stream. The halves of the seed are the Philox
// key.
func At(seedLow, seedHigh, stream, instance, episode, step uint32) Source {
	return Source{
		Key:     [2]uint32{seedLow, seedHigh},
		Counter: [4]uint32{stream << 24, step, episode, instance},
	}
}

// Uint32 returns a uniform 32-bit number.
func (s *Source) Uint32() uint32 {
	if s.Used == 0 || s.Used == 5 {
		s.Block = philox(s.Counter, s.Key)
		s.Counter[0]++
		s.Used = 1
	}
	u := s.Block[s.Used-1]
	s.Used++
	return u
}

// Float64 returns a uniform number in [0, 1). It has 24 random bits, so that
// it is exact in float32 as well.
func (s *Source) Float64() float64 {
	return float64(s.Uint32()>>8) * (1.0 / 16777216.0)
}

// Uniform returns a uniform number in [lo, hi).
func (s *Source) Uniform(lo, hi float64) float64 {
	return lo + float64((hi-lo)*s.Float64())
}

const pi = 3.14159265358979323846264338327950288419716939937510582097494459

// Normal returns a standard normal number by the method of Box and Muller
// (1958). It uses two uniforms; 1-u keeps the logarithm finite.
func (s *Source) Normal() float64 {
	u := 1 - s.Float64()
	v := s.Float64()
	return math.Sqrt(-2*math.Log(u)) * math.Cos(2*pi*v)
}

// Intn returns a uniform number in [0, n) by multiply-shift (Lemire 2019,
// without rejection: the bias is below n/2^32). n must be in 1..2^31-1.
func (s *Source) Intn(n int) int {
	hi, _ := mul(s.Uint32(), uint32(n))
	return int(hi)
}

// philox is the ten-round Philox 4x32 bijection.
func philox(c [4]uint32, k [2]uint32) [4]uint32 {
	for i := 0; i < 10; i++ {
		hi0, lo0 := mul(0xD2511F53, c[0])
		hi1, lo1 := mul(0xCD9E8D57, c[2])
		c = [4]uint32{hi1 ^ c[1] ^ k[0], lo1, hi0 ^ c[3] ^ k[1], lo0}
		k[0] += 0x9E3779B9
		k[1] += 0xBB67AE85
	}
	return c
}

// mul returns the high and low words of a 32 by 32 bit product in 16-bit
// pieces, because kernel Go has no 64-bit integer.
func mul(a, b uint32) (hi, lo uint32) {
	al, ah := a&0xFFFF, a>>16
	bl, bh := b&0xFFFF, b>>16
	low := al * bl
	mid := ah*bl + low>>16
	cross := al*bh + mid&0xFFFF
	return ah*bh + mid>>16 + cross>>16, a * b
}

package llm

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
)

// dice is the randomness of one place. Its numbers are made from those of a
// fully specified generator, so that they stay the same from one Go release to
// the next.
type dice struct{ source *rand.PCG }

// newDice returns the dice of a place, independent of those of any other.
func newDice(seed uint64, p Place) *dice {
	var b []byte
	for _, n := range []uint64{seed, uint64(p.Iteration), uint64(p.Sample), uint64(p.Attempt)} {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	sum := sha256.Sum256(b)
	return &dice{rand.NewPCG(binary.LittleEndian.Uint64(sum[:]), binary.LittleEndian.Uint64(sum[8:]))}
}

// float returns a number in [0,1).
func (d *dice) float() float64 { return float64(d.source.Uint64()>>11) / (1 << 53) }

// below returns an integer in [0,n).
func (d *dice) below(n int) int { return int(d.float() * float64(n)) }

// sign returns -1 or 1.
func (d *dice) sign() float64 {
	if d.float() < 0.5 {
		return -1
	}
	return 1
}

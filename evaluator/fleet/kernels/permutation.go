package kernels

import "github.com/rewardsmith/rewardsmith/envs/rng"

// rounds is the number of rounds of the Feistel network, and of its keys.
const rounds = 8

// Keys draws the keys of the permutations of a rollout, one permutation for each
// epoch. They are functions of the job's seed, the number of the rollout, counted
// from 1, and the epoch.
//
// There are epochs invocations per job.
//
//	seeds  [J][2], low word first
//	keys   [J][epochs][rounds]
func Keys(i, perJob, epochs, rollout uint32, active, seeds, keys []uint32) {
	job, epoch := place(i, perJob, active)
	if epoch >= epochs {
		return
	}
	source := rng.At(seeds[2*job], seeds[2*job+1], rng.StreamLearner, 0, 1+epoch, rollout)
	for k := uint32(0); k < rounds; k++ {
		keys[(job*epochs+epoch)*rounds+k] = source.Uint32()
	}
}

// permuted returns the place of element p of batch elements in the permutation
// whose keys begin at index at. batch is at least 2 and has so many bits: the
// number that batch-1 takes.
//
// It is a Feistel network whose halves may differ by a bit, repeated until the
// result is an element again (Black and Rogaway 2002, Ciphers with arbitrary
// finite domains, section 4: cycle walking). That ends, since the network is a
// bijection whose cycle comes back to p, after at most 2 passes on average. Five to
// seven elements, one of whose halves is a bit, do not come out evenly; all other
// numbers do.
func permuted(p, batch, bits, at uint32, keys []uint32) uint32 {
	low := bits / 2
	lowMask := uint32(1)<<low - 1
	highMask := uint32(1)<<(bits-low) - 1
	for {
		high := p >> low
		p &= lowMask
		for k := uint32(0); k < rounds; k += 2 {
			high ^= scramble(p^keys[at+k]) & highMask
			p ^= scramble(high^keys[at+k+1]) & lowMask
		}
		p |= high << low
		if p < batch {
			return p
		}
	}
}

// scramble is a bijection of words that mixes all bits: lowbias32 of Wellons 2018,
// Prospecting for hash functions (nullprogram.com/blog/2018/07/31).
func scramble(x uint32) uint32 {
	x ^= x >> 16
	x *= 0x7feb352d
	x ^= x >> 15
	x *= 0x846ca68b
	return x ^ x>>16
}

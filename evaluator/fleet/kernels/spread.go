package kernels

import math "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"

// ChunkAdvantages takes the moments of chunks of the advantages of every minibatch
// of an update.
//
// There are epochs·batches·chunks invocations per job, one for each chunk of a
// minibatch, of chunk iterations and those of as many permutations. batches is the
// number of minibatches in an epoch, minibatch their length; the last one ends with
// the batch. Sums are taken around the first value of a chunk: the squares then lose
// at most the length of a chunk in relative precision, and equal values have none.
//
//	advantages  [J][batch]
//	keys        [J][epochs][rounds]
//	moments     [J][epochs][batches][chunks]: count, mean, sum of squared deviations, 0
func ChunkAdvantages(i, perJob, epochs, batches, minibatch, chunk, chunks, batch, bits uint32,
	active, keys []uint32, advantages []float32, moments [][4]float32) {
	job, n := place(i, perJob, active)
	if n >= epochs*batches*chunks {
		return
	}
	epoch, within := split(n, batches*chunks)
	number, part := split(within, chunks)
	end := min((number+1)*minibatch, batch)
	first := min(number*minibatch+part*chunk, end)
	last := min(first+chunk, end)
	at := (job*epochs + epoch) * rounds
	var origin, sum, squares float32
	for p := first; p < last; p++ {
		x := advantages[job*batch+permuted(p, batch, bits, at, keys)]
		if p == first {
			origin = x
		}
		d := x - origin
		sum += d
		squares += d * d
	}
	to := job*epochs*batches*chunks + n
	if first == last {
		moments[to] = [4]float32{}
		return
	}
	count := float32(last - first)
	moments[to] = [4]float32{count, origin + sum/count, max(squares-sum*sum/count, 0), 0}
}

// SpreadAdvantages finds mean and scale that bring the advantages of every
// minibatch of an update to mean 0 and deviation 1, as ppo does: the scale is 0
// where the deviation is within 1e-6 of the mean, that is where all are equal.
//
// There are epochs·batches invocations per job, of chunks iterations each. The
// chunks' moments are merged in order (Chan, Golub and LeVeque 1983, equation 2.1).
//
//	moments  of ChunkAdvantages
//	spreads  [J][epochs][batches][2]: mean, 1 over the standard deviation
func SpreadAdvantages(i, perJob, epochs, batches, chunks uint32, active []uint32, moments [][4]float32, spreads []float32) {
	job, n := place(i, perJob, active)
	if n >= epochs*batches {
		return
	}
	n += job * epochs * batches
	var count, mean, squares float32
	for c := uint32(0); c < chunks; c++ {
		part := moments[n*chunks+c]
		if part[0] > 0 {
			total := count + part[0]
			d := part[1] - mean
			mean += d * (part[0] / total)
			squares += part[2] + d*d*(count*(part[0]/total))
			count = total
		}
	}
	deviation := math.Sqrt(squares / count)
	scale := float32(0)
	if deviation > 1e-6*math.Abs(mean) {
		scale = 1 / deviation
	}
	spreads[2*n], spreads[2*n+1] = mean, scale
}

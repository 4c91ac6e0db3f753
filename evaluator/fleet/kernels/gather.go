package kernels

// Gather copies the transitions of one minibatch from the rollout.
//
// There are count invocations per job, one for each row of the minibatch, of
// inputs + width iterations and those of the permutation. first is the place of
// the minibatch in the permutation of its epoch, stride the rows that a job has in
// the minibatch's buffers. batch and bits are those of permuted; inputs is the
// width of an observation in vectors of four, width that of a raw action.
//
//	keys                                            [J][epochs][rounds]
//	obs, raw, logProbs, advantages, returns         [J][batch] and the width of each
//	mbObs, mbRaw, mbLogProbs, mbAdvantages, mbReturns  [J][stride] and the width of each
func Gather(i, perJob, count, stride, first, batch, bits, epoch, epochs, inputs, width uint32,
	active, keys []uint32, obs [][4]float32, raw, logProbs, advantages, returns []float32,
	mbObs [][4]float32, mbRaw, mbLogProbs, mbAdvantages, mbReturns []float32) {
	job, row := place(i, perJob, active)
	if row >= count {
		return
	}
	from := job*batch + permuted(first+row, batch, bits, (job*epochs+epoch)*rounds, keys)
	to := job*stride + row
	for k := uint32(0); k < inputs; k++ {
		mbObs[to*inputs+k] = obs[from*inputs+k]
	}
	for k := uint32(0); k < width; k++ {
		mbRaw[to*width+k] = raw[from*width+k]
	}
	mbLogProbs[to] = logProbs[from]
	mbAdvantages[to] = advantages[from]
	mbReturns[to] = returns[from]
}

package kernels

// Gather copies transitions of one minibatch from the rollout, those among them that
// are in one part of it. Rows of the others stay as they are.
//
// There are count invocations per job, one for each row to fill, of
// inputs + width iterations and those of the permutation. first is the place of
// the first row in the permutation of its epoch, stride the rows that a job has in
// the minibatch's buffers. batch and bits are those of permuted; inputs is the
// width of an observation in vectors of four, width that of a raw action. The part
// has held transitions of each job, after the first before of them.
//
//	keys                                            [J][epochs][rounds]
//	obs, raw                                        [J][held] and the width of each
//	logProbs, advantages, returns                   [J][batch]
//	mbObs, mbRaw, mbLogProbs, mbAdvantages, mbReturns  [J][stride] and the width of each
func Gather(i, perJob, count, stride, first, batch, bits, epoch, epochs, inputs, width, before, held uint32,
	active, keys []uint32, obs [][4]float32, raw, logProbs, advantages, returns []float32,
	mbObs [][4]float32, mbRaw, mbLogProbs, mbAdvantages, mbReturns []float32) {
	job, row := place(i, perJob, active)
	if row >= count {
		return
	}
	drawn := permuted(first+row, batch, bits, (job*epochs+epoch)*rounds, keys)
	if drawn < before || drawn-before >= held {
		return
	}
	from, wide := job*batch+drawn, job*held+drawn-before
	to := job*stride + row
	for k := uint32(0); k < inputs; k++ {
		mbObs[to*inputs+k] = obs[wide*inputs+k]
	}
	for k := uint32(0); k < width; k++ {
		mbRaw[to*width+k] = raw[wide*width+k]
	}
	mbLogProbs[to] = logProbs[from]
	mbAdvantages[to] = advantages[from]
	mbReturns[to] = returns[from]
}

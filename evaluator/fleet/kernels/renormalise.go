package kernels

import math "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"

// ShiftBiases has the first layer of both networks follow the mean of the
// observations, as ppo's renormalise has it: before TakeOver, which then changes
// what they see.
//
// There are 2·outputs invocations per job, [net][outputs/4], of fields iterations
// each. Widths are in vectors of four.
//
//	moments     [J][4][fields]
//	normaliser  [J][2][4·inputs]: mean, scale
//	params      [J][2][size], beginning with the layer's [4·inputs][outputs] weights and its biases
func ShiftBiases(i, perJob, fields, inputs, outputs, size uint32,
	active []uint32, moments, normaliser []float32, params [][4]float32) {
	job, n := place(i, perJob, active)
	net, column := split(n, outputs)
	if net > 1 {
		return
	}
	w := (2*job+net)*size + column
	at := w + 4*inputs*outputs
	bias := params[at]
	for f := uint32(0); f < fields; f++ {
		mean := job*8*inputs + f
		shift := (moments[job*4*fields+f] - normaliser[mean]) * normaliser[mean+4*inputs]
		bias = addScaled(bias, shift, params[w])
		w += outputs
	}
	params[at] = bias
}

// TakeOver sets the normaliser of observations to their moments: the scale is 1 over
// the standard deviation, or 1 for a field that never moved. A deviation of 1e-6 of the
// mean is no move, since rounding comes to that: an environment whose fields are
// computed with more digits must not seem to jump.
//
// There are fields invocations per job. Layouts are those of ShiftBiases.
func TakeOver(i, perJob, fields, inputs uint32, active []uint32, moments, normaliser []float32) {
	job, f := place(i, perJob, active)
	if f >= fields {
		return
	}
	from := job*4*fields + f
	to := job*8*inputs + f
	normaliser[to] = moments[from]
	scale := float32(1)
	if d := deviation(moments[from+2*fields]); d > 1e-6*math.Abs(moments[from]) {
		scale = min(1/d, largest)
	}
	normaliser[to+4*inputs] = scale
}

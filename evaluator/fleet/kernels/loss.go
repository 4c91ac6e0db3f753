package kernels

import math "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"

// The loss of the policy is the mean over the minibatch of
//
//	-min(ρ·A, clip(ρ, 1-ε, 1+ε)·A) - c·H
//
// (Schulman et al. 2017, arXiv:1707.06347, equation 7 and the entropy of 9), where
// ρ is the probability of the action now over that when it was drawn, and A the
// advantage after normalisation. That of the value function is the mean of
// (V - return)²/2. Both are ppo's.
//
// Both entries have one invocation per row in the buffers and rows more that fill up
// the last four: for these the gradient is zero. count is the number of rows, share 1
// over that of the whole minibatch, stride the number that a job has in all buffers,
// outputs the padded width of the networks' outputs, spread the number of the minibatch
// among the spreads of a job.
// No invocation writes to the padding of a row, which is zero from the start.

// byLogProb is the derivative of the loss by the log probability of an action, given
// ρ and its advantage.
func byLogProb(ratio, advantage, share, clip float32) float32 {
	if advantage > 0 && ratio > 1+clip || advantage < 0 && ratio < 1-clip {
		return 0 // the clipped term is the smaller one, which is constant
	}
	return -share * advantage * ratio
}

// CategoricalLoss differentiates the losses of both networks by their outputs, for
// policies that choose output i with probability softmax(out)_i. It takes
// 3·choices iterations. With p that softmax,
//
//	∂ log p_k / ∂out_i = [i = k] - p_i
//	∂H / ∂out_i = -p_i (log p_i + H)
//
//	out, dOut                                [J][2][stride][outputs]
//	raw, logProbs, advantages, returns       [J][stride]; raw is the number of the choice
//	spreads                                  [J][spread count][2]
func CategoricalLoss(i, perJob, count, stride, outputs, choices, spread, spreads uint32, share, clip, entropy float32,
	active []uint32, out, raw, logProbs, advantages, returns, spreading, dOut []float32) {
	job, row := place(i, perJob, active)
	if row >= stride {
		return
	}
	policy := (2*job*stride + row) * outputs
	value := ((2*job+1)*stride + row) * outputs
	if row >= count {
		for k := uint32(0); k < choices; k++ {
			dOut[policy+k] = 0
		}
		dOut[value] = 0
		return
	}
	at := job*stride + row
	dOut[value] = share * (out[value] - returns[at])

	top := out[policy]
	for k := uint32(1); k < choices; k++ {
		if x := out[policy+k]; x > top {
			top = x
		}
	}
	var sum, below float32 // of the weights, and of weights times what outputs are below top
	for k := uint32(0); k < choices; k++ {
		x := out[policy+k] - top
		w := math.Exp(x)
		sum += w
		below -= w * x
	}
	norm := math.Log(sum)
	h := norm + below/sum
	chosen := uint32(raw[at])
	s := 2 * (job*spreads + spread)
	advantage := (advantages[at] - spreading[s]) * spreading[s+1]
	ratio := math.Exp(out[policy+chosen]-top-logProbs[at]) / sum
	by := byLogProb(ratio, advantage, share, clip)
	for k := uint32(0); k < choices; k++ {
		x := out[policy+k] - top
		p := math.Exp(x) / sum
		d := -p * by
		if k == chosen {
			d += by
		}
		dOut[policy+k] = d + share*entropy*p*(x-norm+h)
	}
}

// GaussianLoss differentiates the losses of both networks by their outputs, for
// policies that draw each field of an action from a normal distribution around the
// output, and by the log standard deviations: those are parameters, which begin at
// number free of the size parameters of a policy. It takes 2·fields iterations.
//
//	out, dOut                                [J][2][stride][outputs]
//	slopes                                   [J][2][stride][padded], of each row; those of the value function stay zero
//	raw                                      [J][stride][fields]
//	logProbs, advantages, returns            [J][stride]
//	spreads                                  [J][spread count][2]
//	params                                   [J][2][size]
func GaussianLoss(i, perJob, count, stride, outputs, fields, padded, free, size, spread, spreads uint32, share, clip, entropy float32,
	active []uint32, out, raw, logProbs, advantages, returns, spreading, params, dOut, slopes []float32) {
	job, row := place(i, perJob, active)
	if row >= stride {
		return
	}
	policy := (2*job*stride + row) * outputs
	value := ((2*job+1)*stride + row) * outputs
	slope := (2*job*stride + row) * padded
	if row >= count {
		for k := uint32(0); k < fields; k++ {
			dOut[policy+k], slopes[slope+k] = 0, 0
		}
		dOut[value] = 0
		return
	}
	at := job*stride + row
	dOut[value] = share * (out[value] - returns[at])

	logStds := 2*job*size + free
	var squares, norm float32
	for k := uint32(0); k < fields; k++ {
		logStd := params[logStds+k]
		z := (raw[at*fields+k] - out[policy+k]) * math.Exp(-logStd)
		squares += z * z
		norm += logStd + halfLog2Pi
	}
	s := 2 * (job*spreads + spread)
	advantage := (advantages[at] - spreading[s]) * spreading[s+1]
	by := byLogProb(math.Exp(-squares/2-norm-logProbs[at]), advantage, share, clip)
	for k := uint32(0); k < fields; k++ {
		inverse := math.Exp(-params[logStds+k])
		z := (raw[at*fields+k] - out[policy+k]) * inverse
		dOut[policy+k] = by * z * inverse
		slopes[slope+k] = by*(z*z-1) - share*entropy
	}
}

// halfLog2Pi is log(2π)/2.
const halfLog2Pi = 0.918938533204672741780329736405617640

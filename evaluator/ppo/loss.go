package ppo

import (
	"math"

	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// minibatch is a random selection of a rollout's transitions, gathered for one
// network. M is its number of rows.
type minibatch struct {
	observations []float32 // [M][O]
	raw          []float32 // [M][width]
	logProbs     []float32 // [M]
	targets      []float32 // [M]: advantages for the policy, returns for the value function
}

func newMinibatch(rows, inputs, width int) minibatch {
	return minibatch{
		observations: make([]float32, 0, rows*inputs),
		raw:          make([]float32, 0, rows*width),
		logProbs:     make([]float32, 0, rows),
		targets:      make([]float32, 0, rows),
	}
}

// gather fills the minibatch with the given elements of a rollout, and with
// those of targets.
func (b *minibatch) gather(r *rollout, elements []int, targets []float32) {
	batch := len(r.logProbs)
	inputs, width := len(r.observations)/batch, len(r.raw)/batch
	b.observations, b.raw, b.logProbs, b.targets = b.observations[:0], b.raw[:0], b.logProbs[:0], b.targets[:0]
	for _, i := range elements {
		b.observations = append(b.observations, r.observations[i*inputs:(i+1)*inputs]...)
		b.raw = append(b.raw, r.raw[i*width:(i+1)*width]...)
		b.logProbs = append(b.logProbs, r.logProbs[i])
		b.targets = append(b.targets, targets[i])
	}
}

// normalise brings values to mean 0 and standard deviation 1. Equal values
// become 0: there is nothing to prefer among them.
func normalise(values []float32) {
	sum, squares := 0.0, 0.0
	for _, v := range values {
		sum += float64(v)
	}
	mean := sum / float64(len(values))
	for _, v := range values {
		squares += (float64(v) - mean) * (float64(v) - mean)
	}
	scale := 0.0
	if deviation := math.Sqrt(squares / float64(len(values))); deviation > 1e-6*math.Abs(mean) {
		scale = 1 / deviation
	}
	for i, v := range values {
		values[i] = float32((float64(v) - mean) * scale)
	}
}

// policyLoss is the clipped surrogate of Schulman et al. 2017, equation 7, less
// the entropy bonus, as a loss to minimise: the mean over the minibatch of
//
//	-min(ρ·A, clip(ρ, 1-ε, 1+ε)·A) - c·H
//
// where ρ is the probability of the action now over that when it was drawn.
func policyLoss(b *minibatch, d distribution, free []float32, clip, entropy float64) nn.Loss {
	rows := len(b.targets)
	share := 1 / float64(rows)
	width := d.width()
	return func(first, count int, out, dOut, dFree []float32) {
		outputs := len(out) / count
		clear(dOut)
		for r := range count {
			i := first + r
			advantage := float64(b.targets[i])
			action, row := b.raw[i*width:(i+1)*width], out[r*outputs:(r+1)*outputs]
			logProb, _ := d.evaluate(action, row, free)
			ratio := math.Exp(logProb - float64(b.logProbs[i]))
			slope := 0.0
			if !clipped(ratio, advantage, clip) {
				slope = -share * advantage * ratio
			}
			d.differentiate(action, row, free, slope, -share*entropy, dOut[r*outputs:(r+1)*outputs], dFree)
		}
	}
}

// clipped says that the clipped term is the smaller one, which is constant.
func clipped(ratio, advantage, clip float64) bool {
	return advantage > 0 && ratio > 1+clip || advantage < 0 && ratio < 1-clip
}

// valueLoss is the mean over the minibatch of (V - return)²/2, without clipping.
func valueLoss(b *minibatch) nn.Loss {
	share := 1 / float32(len(b.targets))
	return func(first, count int, out, dOut, _ []float32) {
		for r := range count {
			dOut[r] = share * (out[r] - b.targets[first+r])
		}
	}
}

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
		observations: make([]float32, rows*inputs),
		raw:          make([]float32, rows*width),
		logProbs:     make([]float32, rows),
		targets:      make([]float32, rows),
	}
}

// gather fills the minibatch with the given transitions of a rollout for the
// policy.
func (b *minibatch) gather(r *rollout, rows []int) {
	b.observations = pick(b.observations, r.observations, rows, len(r.logProbs))
	b.raw = pick(b.raw, r.raw, rows, len(r.logProbs))
	b.logProbs = pick(b.logProbs, r.logProbs, rows, len(r.logProbs))
	b.targets = pick(b.targets, r.advantages, rows, len(r.logProbs))
}

// gatherReturns fills the minibatch with what the value function needs.
func (b *minibatch) gatherReturns(r *rollout, rows []int) {
	b.observations = pick(b.observations, r.observations, rows, len(r.logProbs))
	b.targets = pick(b.targets, r.returns, rows, len(r.logProbs))
}

// pick writes the chosen rows of a matrix of so many rows to the memory of out
// and returns them.
func pick(out, matrix []float32, chosen []int, rows int) []float32 {
	width := len(matrix) / rows
	out = out[:len(chosen)*width]
	if width == 1 {
		for k, i := range chosen {
			out[k] = matrix[i]
		}
		return out
	}
	for k, i := range chosen {
		from, to := matrix[i*width:][:width], out[k*width:][:width]
		//lint:ignore S1001 rows are too short for a call to pay
		for j, v := range from {
			to[j] = v
		}
	}
	return out
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

// objective is the clipped surrogate of Schulman et al. 2017, equation 7, with
// the entropy bonus, as a loss to minimise: the mean over the minibatch of
//
//	-min(ρ·A, clip(ρ, 1-ε, 1+ε)·A) - c·H
//
// where ρ is the probability of the action now over that when it was drawn.
type objective struct {
	share     float64 // of a row: 1 over the rows of the minibatch
	clip      float64 // ε
	byEntropy float64 // derivative of the loss by a row's entropy H
	free      []float32
}

// byLogProb is the derivative of the loss by the log probability of an action,
// given ρ and its advantage.
func (o *objective) byLogProb(ratio float64, advantage float32) float64 {
	a := float64(advantage)
	if clipped(ratio, a, o.clip) {
		return 0
	}
	return -o.share * a * ratio
}

// clipped says that the clipped term is the smaller one, which is constant.
func clipped(ratio, advantage, clip float64) bool {
	return advantage > 0 && ratio > 1+clip || advantage < 0 && ratio < 1-clip
}

// policyLoss is the objective as a loss on whatever the minibatch then holds.
func policyLoss(b *minibatch, d distribution, free []float32, clip, entropy float64) nn.Loss {
	width := d.width()
	return func(first, rows int, out, dOut, dFree []float32) {
		share := 1 / float64(len(b.targets))
		o := objective{share: share, clip: clip, byEntropy: -share * entropy, free: free}
		last := first + rows
		d.differentiate(&o, b.raw[first*width:last*width], b.logProbs[first:last], b.targets[first:last], out, dOut, dFree)
	}
}

// valueLoss is the mean over the minibatch of (V - return)²/2, without clipping.
func valueLoss(b *minibatch) nn.Loss {
	return func(first, rows int, out, dOut, _ []float32) {
		share := 1 / float32(len(b.targets))
		for r, target := range b.targets[first : first+rows] {
			dOut[r] = share * (out[r] - target)
		}
	}
}

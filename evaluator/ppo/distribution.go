package ppo

import (
	"math"

	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// distribution is a family of action distributions given the outputs of the
// policy network for one observation and its free parameters.
type distribution interface {
	// width is the length of a raw action.
	width() int

	// sample draws a raw action and returns its log probability (density).
	sample(raw, out, free []float32, r *rng.Source) float64

	// mode writes the most probable raw action.
	mode(raw, out []float32)

	// evaluate returns the log probability of raw and the entropy.
	evaluate(raw, out, free []float32) (logProb, entropy float64)

	// differentiate adds to dOut and dFree the gradient of
	// byLogProb·logProb + byEntropy·entropy at raw.
	differentiate(raw, out, free []float32, byLogProb, byEntropy float64, dOut, dFree []float32)
}

// categorical chooses output i with probability softmax(out)_i. A raw action is
// the number of the choice. It has no free parameters.
type categorical struct{}

func (categorical) width() int { return 1 }

// logSumExp returns the logarithm of the softmax denominator.
func logSumExp(out []float32) float64 {
	top := float64(out[0])
	for _, v := range out {
		top = max(top, float64(v))
	}
	sum := 0.0
	for _, v := range out {
		sum += math.Exp(float64(v) - top)
	}
	return top + math.Log(sum)
}

func (categorical) sample(raw, out, _ []float32, r *rng.Source) float64 {
	norm := logSumExp(out)
	u := r.Float64()
	for i, v := range out {
		u -= math.Exp(float64(v) - norm)
		if u < 0 || i == len(out)-1 { // rounding may leave a rest at the last
			raw[0] = float32(i)
			return float64(v) - norm
		}
	}
	return math.NaN() // no outputs: not reached, an environment has at least two choices
}

func (categorical) mode(raw, out []float32) {
	best := 0
	for i, v := range out {
		if v > out[best] {
			best = i
		}
	}
	raw[0] = float32(best)
}

func (categorical) evaluate(raw, out, _ []float32) (logProb, entropy float64) {
	norm := logSumExp(out)
	for _, v := range out {
		l := float64(v) - norm
		entropy -= math.Exp(l) * l
	}
	return float64(out[int(raw[0])]) - norm, entropy
}

// differentiate uses, for the softmax p of the outputs,
//
//	∂ log p_k / ∂out_i = [i = k] - p_i
//	∂H / ∂out_i = -p_i (log p_i + H)
func (c categorical) differentiate(raw, out, free []float32, byLogProb, byEntropy float64, dOut, _ []float32) {
	_, entropy := c.evaluate(raw, out, free)
	norm := logSumExp(out)
	for i, v := range out {
		l := float64(v) - norm
		p := math.Exp(l)
		dOut[i] += float32(-p * (byLogProb + byEntropy*(l+entropy)))
	}
	dOut[int(raw[0])] += float32(byLogProb)
}

// gaussian draws each field from a normal distribution with the output as mean.
// The free parameters are the log standard deviations, the same in every state.
type gaussian struct{ fields int }

// halfLog2Pi is log(2π)/2.
const halfLog2Pi = 0.918938533204672741780329736405617640

func (g gaussian) width() int { return g.fields }

func (g gaussian) sample(raw, out, free []float32, r *rng.Source) float64 {
	for i, mean := range out {
		raw[i] = float32(float64(mean) + math.Exp(float64(free[i]))*r.Normal())
	}
	logProb, _ := g.evaluate(raw, out, free)
	return logProb
}

func (gaussian) mode(raw, out []float32) { copy(raw, out) }

func (gaussian) evaluate(raw, out, free []float32) (logProb, entropy float64) {
	for i, mean := range out {
		logStd := float64(free[i])
		z := (float64(raw[i]) - float64(mean)) * math.Exp(-logStd)
		logProb -= z*z/2 + logStd + halfLog2Pi
		entropy += logStd + halfLog2Pi + 0.5
	}
	return logProb, entropy
}

func (gaussian) differentiate(raw, out, free []float32, byLogProb, byEntropy float64, dOut, dFree []float32) {
	for i, mean := range out {
		inverse := math.Exp(-float64(free[i]))
		z := (float64(raw[i]) - float64(mean)) * inverse
		dOut[i] += float32(byLogProb * z * inverse)
		dFree[i] += float32(byLogProb*(z*z-1) + byEntropy)
	}
}

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

	// differentiate overwrites dOut, [rows][outputs], and adds to dFree the
	// gradient of an objective, given the raw actions [rows][width], their log
	// probabilities when drawn, their advantages and the outputs now.
	differentiate(o *objective, raw, drawn, advantages, out, dOut, dFree []float32)
}

// scratch returns a slice of n numbers, in space where it suffices.
func scratch(space *[16]float64, n int) []float64 {
	if n <= len(space) {
		return space[:n]
	}
	return make([]float64, n)
}

// categorical chooses output i with probability softmax(out)_i. A raw action is
// the number of the choice. It has no free parameters.
type categorical struct{}

func (categorical) width() int { return 1 }

// softmax sets weights to the exponentials of the outputs less the largest one,
// top, and returns their sum.
func softmax(weights []float64, out []float32) (top, sum float64) {
	top = float64(out[0])
	for _, v := range out {
		top = max(top, float64(v))
	}
	for i, v := range out {
		w := 1.0
		if x := float64(v) - top; x != 0 {
			w = math.Exp(x)
		}
		weights[i] = w
		sum += w
	}
	return top, sum
}

func (categorical) sample(raw, out, _ []float32, r *rng.Source) float64 {
	var space [16]float64
	weights := scratch(&space, len(out))
	top, sum := softmax(weights, out)
	u := r.Float64() * sum
	for i, w := range weights {
		u -= w
		if u < 0 || i == len(out)-1 { // rounding may leave a rest at the last
			raw[0] = float32(i)
			return float64(out[i]) - top - math.Log(sum)
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
	var space [16]float64
	weights := scratch(&space, len(out))
	top, sum := softmax(weights, out)
	norm := top + math.Log(sum)
	for i, v := range out {
		entropy -= weights[i] / sum * (float64(v) - norm)
	}
	return float64(out[int(raw[0])]) - norm, entropy
}

// differentiate uses, for the softmax p of the outputs,
//
//	∂ log p_k / ∂out_i = [i = k] - p_i
//	∂H / ∂out_i = -p_i (log p_i + H)
//
// and takes logarithms only for the latter.
func (categorical) differentiate(o *objective, raw, drawn, advantages, out, dOut, _ []float32) {
	n := len(out) / len(raw)
	var space [16]float64
	weights := scratch(&space, n)
	for r, action := range raw {
		row, d := out[r*n:][:n], dOut[r*n:][:n]
		top, sum := softmax(weights, row)
		chosen := int(action)
		ratio := math.Exp(float64(row[chosen])-top-float64(drawn[r])) / sum
		byLogProb := o.byLogProb(ratio, advantages[r])
		for i := range weights {
			weights[i] /= sum
			d[i] = float32(-weights[i] * byLogProb)
		}
		d[chosen] += float32(byLogProb)
		if o.byEntropy != 0 {
			addEntropy(d, row, weights, top+math.Log(sum), o.byEntropy)
		}
	}
}

// addEntropy adds the gradient of byEntropy times the entropy of the softmax p of
// the outputs, whose denominator has the logarithm norm.
func addEntropy(d, out []float32, p []float64, norm, byEntropy float64) {
	entropy := 0.0
	for i, v := range out {
		entropy -= p[i] * (float64(v) - norm)
	}
	for i, v := range out {
		d[i] -= float32(byEntropy * p[i] * (float64(v) - norm + entropy))
	}
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

func (g gaussian) differentiate(o *objective, raw, drawn, advantages, out, dOut, dFree []float32) {
	n := g.fields
	var spaces [2][16]float64
	inverse, slopes := scratch(&spaces[0], n), scratch(&spaces[1], n)
	norm := 0.0
	for i, logStd := range o.free {
		inverse[i] = math.Exp(-float64(logStd))
		norm += float64(logStd) + halfLog2Pi
		slopes[i] = 0
	}
	for r, old := range drawn {
		mean, action, d := out[r*n:][:n], raw[r*n:][:n], dOut[r*n:][:n]
		squares := 0.0
		for i := range mean {
			z := (float64(action[i]) - float64(mean[i])) * inverse[i]
			squares += z * z
		}
		byLogProb := o.byLogProb(math.Exp(-squares/2-norm-float64(old)), advantages[r])
		for i := range mean {
			z := (float64(action[i]) - float64(mean[i])) * inverse[i]
			d[i] = float32(byLogProb * z * inverse[i])
			slopes[i] += byLogProb*(z*z-1) + o.byEntropy
		}
	}
	for i, s := range slopes {
		dFree[i] += float32(s)
	}
}

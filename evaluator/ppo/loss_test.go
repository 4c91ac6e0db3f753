package ppo

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lossCase is a minibatch together with the outputs that the loss judges.
type lossCase struct {
	distributionCase
	batch minibatch
	outs  []float32 // [M][outputs]
}

// lossCases covers rows on which the objective is and is not clipped, on both
// sides and for both signs of the advantage.
func lossCases() []lossCase {
	var cases []lossCase
	for _, d := range distributionCases() {
		c := lossCase{distributionCase: d}
		now, _ := d.d.evaluate(d.raw, d.out, d.free)
		for _, logRatio := range []float64{-0.5, -0.1, 0.1, 0.5} {
			for _, advantage := range []float32{-1.5, 0, 2} {
				c.batch.raw = append(c.batch.raw, d.raw...)
				c.batch.logProbs = append(c.batch.logProbs, float32(now-logRatio))
				c.batch.targets = append(c.batch.targets, advantage)
				c.outs = append(c.outs, d.out...)
			}
		}
		cases = append(cases, c)
	}
	return cases
}

// policyObjective evaluates the loss from its definition.
func (c *lossCase) policyObjective(clip, entropyWeight float64) float64 {
	width, outputs := c.d.width(), len(c.out)
	sum := 0.0
	for i, a := range c.batch.targets {
		logProb, entropy := c.d.evaluate(c.batch.raw[i*width:(i+1)*width], c.outs[i*outputs:(i+1)*outputs], c.free)
		ratio := math.Exp(logProb - float64(c.batch.logProbs[i]))
		bounded := min(max(ratio, 1-clip), 1+clip)
		sum -= min(ratio*float64(a), bounded*float64(a)) + entropyWeight*entropy
	}
	return sum / float64(len(c.batch.targets))
}

func TestPolicyLossGradient(t *testing.T) {
	const clip, entropyWeight = 0.2, 0.05
	for _, c := range lossCases() {
		loss := policyLoss(&c.batch, c.d, c.free, clip, entropyWeight)
		dOut, dFree := make([]float32, len(c.outs)), make([]float32, len(c.free))
		rows, outputs := len(c.batch.targets), len(c.out)
		loss(0, 5, c.outs[:5*outputs], dOut[:5*outputs], dFree) // in two shards
		loss(5, rows-5, c.outs[5*outputs:], dOut[5*outputs:], dFree)

		value := func() float64 { return c.policyObjective(clip, entropyWeight) }
		for i, got := range dOut {
			if want := central(c.outs, i, value); !near(float64(got), want, 1e-4) {
				t.Errorf("%s: derivative for row %d output %d = %v, want %v", c.name, i/outputs, i%outputs, got, want)
			}
		}
		for i, got := range dFree {
			if want := central(c.free, i, value); !near(float64(got), want, 1e-4) {
				t.Errorf("%s: derivative for free parameter %d = %v, want %v", c.name, i, got, want)
			}
		}
	}
}

func TestValueLossGradient(t *testing.T) {
	b := minibatch{targets: []float32{1, -2, 0.5}}
	out := []float32{0.25, 3, 0.5}
	value := func() float64 {
		sum := 0.0
		for i, v := range out {
			sum += float64(v-b.targets[i]) * float64(v-b.targets[i]) / 2
		}
		return sum / 3
	}
	dOut := make([]float32, 3)
	valueLoss(&b)(0, 1, out[:1], dOut[:1], nil)
	valueLoss(&b)(1, 2, out[1:], dOut[1:], nil)
	for i, got := range dOut {
		if want := central(out, i, value); !near(float64(got), want, 1e-4) {
			t.Errorf("derivative for row %d = %v, want %v", i, got, want)
		}
	}
}

func TestNormalise(t *testing.T) {
	v := []float32{1, 2, 3, 6}
	normalise(v)
	sum, squares := 0.0, 0.0
	for _, x := range v {
		sum += float64(x)
		squares += float64(x) * float64(x)
	}
	if !near(sum, 0, 1e-6) || !near(squares/4, 1, 1e-6) {
		t.Errorf("normalised to %v: sum %v, mean square %v", v, sum, squares/4)
	}
	for _, scale := range []float32{1e-20, 1e20} {
		w := []float32{1 * scale, 2 * scale, 3 * scale, 6 * scale}
		normalise(w)
		for i := range w {
			if !near(float64(w[i]), float64(v[i]), 1e-5) {
				t.Errorf("times %g: element %d = %v, want %v as unscaled", scale, i, w[i], v[i])
			}
		}
	}
	shifted := []float32{1001, 1002, 1003, 1006}
	normalise(shifted)
	for i := range shifted {
		if !near(float64(shifted[i]), float64(v[i]), 1e-3) {
			t.Errorf("1000 higher: element %d = %v, want %v as unshifted", i, shifted[i], v[i])
		}
	}
	equal := []float32{0.1, 0.1, 0.1}
	normalise(equal)
	if diff := cmp.Diff([]float32{0, 0, 0}, equal); diff != "" {
		t.Errorf("equal advantages (-want +got):\n%s", diff)
	}
}

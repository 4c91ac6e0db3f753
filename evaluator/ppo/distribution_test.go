package ppo

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// A case of a distribution at one observation.
type distributionCase struct {
	name           string
	d              distribution
	raw, out, free []float32
}

func distributionCases() []distributionCase {
	return []distributionCase{
		{"two choices", categorical{}, []float32{1}, []float32{0.3, -0.7}, nil},
		{"four choices", categorical{}, []float32{2}, []float32{1.5, -2, 0.25, 3}, nil},
		{"one field", gaussian{1}, []float32{0.4}, []float32{-0.2}, []float32{-0.5}},
		{"three fields", gaussian{3}, []float32{0.4, -1, 2}, []float32{-0.2, 0, 1.5}, []float32{-0.5, 0.25, -1}},
	}
}

// central returns the central difference of f in v[i], with the step that
// float32 really takes.
func central(v []float32, i int, f func() float64) float64 {
	const h = 1.0 / 512
	at := v[i]
	v[i] = at + h
	up, hi := f(), float64(v[i])
	v[i] = at - h
	down, lo := f(), float64(v[i])
	v[i] = at
	return (up - down) / (hi - lo)
}

func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*max(1, math.Abs(want))
}

// TestDistributionGradients looks at the log probability and the entropy each by
// itself: where the ratio is 1, the objective falls by the advantage times the
// change of the log probability.
func TestDistributionGradients(t *testing.T) {
	for _, c := range distributionCases() {
		for _, weights := range [][2]float64{{1, 0}, {0, 1}, {-0.7, 0.3}} {
			value := func() float64 {
				logProb, entropy := c.d.evaluate(c.raw, c.out, c.free)
				return weights[0]*logProb + weights[1]*entropy
			}
			drawn, _ := c.d.evaluate(c.raw, c.out, c.free)
			o := objective{share: 1, clip: 0.2, byEntropy: weights[1], free: c.free}
			dOut, dFree := make([]float32, len(c.out)), make([]float32, len(c.free))
			c.d.differentiate(&o, c.raw, []float32{float32(drawn)}, []float32{float32(-weights[0])}, c.out, dOut, dFree)
			for i, got := range dOut {
				if want := central(c.out, i, value); !near(float64(got), want, 1e-4) {
					t.Errorf("%s, weights %v: derivative for output %d = %v, want %v", c.name, weights, i, got, want)
				}
			}
			for i, got := range dFree {
				if want := central(c.free, i, value); !near(float64(got), want, 1e-4) {
					t.Errorf("%s, weights %v: derivative for free parameter %d = %v, want %v", c.name, weights, i, got, want)
				}
			}
		}
	}
}

// TestSamplesFollowDensity compares the mean of -log p over samples with the
// entropy, and each sample's log probability with evaluate.
func TestSamplesFollowDensity(t *testing.T) {
	for _, c := range distributionCases() {
		const samples = 20000
		raw := make([]float32, c.d.width())
		sum := 0.0
		for i := range uint32(samples) {
			source := rng.New(1, rng.StreamPolicy, 0, 0, i)
			got := c.d.sample(raw, c.out, c.free, &source)
			if want, _ := c.d.evaluate(raw, c.out, c.free); !near(got, want, 1e-9) {
				t.Fatalf("%s: log probability of sample %v = %v, want %v", c.name, raw, got, want)
			}
			sum -= got
		}
		_, entropy := c.d.evaluate(raw, c.out, c.free)
		if got := sum / samples; !near(got, entropy, 0.03) {
			t.Errorf("%s: mean surprise of samples %v, want the entropy %v", c.name, got, entropy)
		}
	}
}

func TestModeIsMostProbable(t *testing.T) {
	for _, c := range distributionCases() {
		mode := make([]float32, c.d.width())
		c.d.mode(mode, c.out)
		best, _ := c.d.evaluate(mode, c.out, c.free)
		raw := make([]float32, c.d.width())
		for i := range uint32(200) {
			source := rng.New(2, rng.StreamPolicy, 0, 0, i)
			if p := c.d.sample(raw, c.out, c.free, &source); p > best {
				t.Errorf("%s: %v is more probable than the mode %v", c.name, raw, mode)
			}
		}
	}
}

func TestCategoricalProbabilitiesSumToOne(t *testing.T) {
	out := []float32{1000, -1000, 999}
	sum := 0.0
	for i := range out {
		logProb, _ := categorical{}.evaluate([]float32{float32(i)}, out, nil)
		sum += math.Exp(logProb)
	}
	if !near(sum, 1, 1e-9) {
		t.Errorf("probabilities sum to %v", sum)
	}
}

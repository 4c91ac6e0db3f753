package kernels

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// optimised is a network's parameters with the moments of their gradient.
type optimised struct{ params, m, v []float32 }

// step is what nn.Trainer does with a gradient.
func (o *optimised) step(grad []float32, number int, rate float64, c nn.AdamConfig) {
	k, n := nn.GoKernels(), float64(number)
	scale := min(1, c.MaxNorm/math.Sqrt(k.SumSquares(grad)))
	k.Adam(o.params, grad, o.m, o.v, nn.AdamStep{
		Scale: float32(scale), Beta1: float32(c.Beta1), Beta2: float32(c.Beta2), Epsilon: float32(c.Epsilon),
		Rate: float32(rate / (1 - math.Pow(c.Beta1, n))), RootCorr: float32(1 / math.Sqrt(1-math.Pow(c.Beta2, n))),
	})
}

// TestAdam follows nn's optimiser on gradients of all lengths, below the limit and
// above.
func TestAdam(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(10, 11))
			m := newMachine(t, shape, coefficients)
			newNetworks(m, r)
			want := map[int]*optimised{}
			for z := range 2 * shape.Jobs {
				params := m.download(Params, z/2, z%2)
				want[z] = &optimised{params, make([]float32, len(params)), make([]float32, len(params))}
			}
			for number := 1; number <= 6; number++ {
				m.giveGradient(r, math.Pow(10, float64(number-5)))
				m.run(m.plan.adam(number, 1e-2))
				for z, o := range want {
					o.step(m.download(Grad, z/2, z%2), number, 1e-2, m.plan.Adam)
					for i, p := range m.download(Params, z/2, z%2) {
						if !near(float64(p), float64(o.params[i]), 2e-6, 1) {
							t.Fatalf("step %d: parameter %d of network %d is %g, want %g", number, i, z, p, o.params[i])
						}
					}
				}
			}
		})
	}
}

// giveGradient gives every network a random gradient in one chunk of rows, and adds
// up its squares.
func (m *machine) giveGradient(r *rand.Rand, scale float64) {
	size := m.plan.Params()
	for z := range 2 * m.plan.Jobs {
		m.eachParam(z%2, func(_, padded int) { m.floats(Partial)[z*size+padded] = float32(scale * r.NormFloat64()) })
	}
	m.run(m.plan.reduce(1)...)
}

// TestDivergence gives one network of one job a gradient that is not finite: it is
// told, and stays as it was, and so do the others' steps.
func TestDivergence(t *testing.T) {
	shape := shapes["odd"]
	for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1))} {
		r := rand.New(rand.NewPCG(12, 13))
		m := newMachine(t, shape, coefficients)
		newNetworks(m, r)
		before := slices.Clone(m.floats(Params))
		m.giveGradient(r, 1)
		const z = 3 // the value function of job 1
		m.floats(Partial)[z*m.plan.Params()+5] = bad
		m.run(append(m.plan.reduce(1), m.plan.adam(1, 1e-2))...)
		for k, word := range m.memory[Diverged] {
			if (word == 1) != (k == z) || word > 1 {
				t.Errorf("gradient %g in network %d: network %d has diverged: %d", bad, z, k, word)
			}
			size := m.plan.Params()
			same := slices.Equal(before[k*size:(k+1)*size], m.floats(Params)[k*size:(k+1)*size])
			if same != (k == z) {
				t.Errorf("gradient %g in network %d: parameters of network %d are the same: %t", bad, z, k, same)
			}
		}
		for _, b := range []Buffer{AdamM, AdamV, Params} {
			for i, x := range m.floats(b) {
				if x != x {
					t.Fatalf("gradient %g: %s has NaN at %d", bad, b, i)
				}
			}
		}
	}
}

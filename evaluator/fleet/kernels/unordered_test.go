package kernels

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
)

// TestDivergenceWithoutOrder holds that a network with a gradient that is not finite
// is told also on a device whose comparisons take no number for NaN: Vulkan need not
// keep NaN in arithmetic.
func TestDivergenceWithoutOrder(t *testing.T) {
	program := compile(t)
	irtest.Unordered(program)
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		r := rand.New(rand.NewPCG(14, 15))
		m := newMachine(t, tiny["discrete"], coefficients)
		newNetworks(m, r)
		m.giveGradient(r, 1)
		m.floats(Partial)[3] = float32(bad)
		m.exclusive(program)
		m.run(append(m.plan.reduce(1), m.plan.adam(1, 1e-2))...)
		for z, word := range m.memory[Diverged] {
			if (word == 1) != (z == 0) {
				t.Errorf("gradient %g in network 0: network %d has diverged: %d", bad, z, word)
			}
		}
		for i, x := range m.floats(Params) {
			if x != x {
				t.Fatalf("gradient %g: parameter %d is NaN", bad, i)
			}
		}
	}
}

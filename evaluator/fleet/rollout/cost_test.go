package rollout

import "testing"

// TestIterationsBound holds the estimate of loop iterations to what the interpreter
// counts: above it, but not far for code without loops of its own.
func TestIterationsBound(t *testing.T) {
	slow(t)
	for _, name := range []string{"cartpole", "pendulum"} {
		spec := brief(t, name, 5).Spec()
		d, active := acting(t, spec, own, []int{1}, []uint64{3}, 9)
		for _, steps := range []int{0, 1, 9} {
			d.roll(t, active, 0, steps)
			// Random numbers of the environment: ten iterations for four of them.
			bound := d.program.Iterations(steps, 40, 0)
			if d.most > bound || bound > 2*d.most+200 {
				t.Errorf("%s: %d steps take %d iterations, at most %d expected", name, steps, d.most, bound)
			}
		}
		if n := d.program.Steps(60_000, 1000, 1000); d.program.Iterations(n, 1000, 1000) > 60_000 || d.program.Iterations(n+1, 1000, 1000) <= 60_000 {
			t.Errorf("%s: %d steps in 60,000 iterations", name, n)
		}
	}
}

package ppo

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
)

// TestEstimateAdvantages computes the estimator from its definition, the sum of
// (γλ)^k δ up to the end of the episode or of the rollout.
func TestEstimateAdvantages(t *testing.T) {
	const T, N, gamma, lambda = 6, 3, 0.9, 0.8
	b := &envs.Transitions{T: T, N: N, Terminated: make([]bool, T*N), Truncated: make([]bool, T*N)}
	at := func(t, n int) int { return t*N + n }
	b.Terminated[at(2, 0)] = true
	b.Truncated[at(3, 1)] = true
	b.Terminated[at(1, 2)], b.Truncated[at(1, 2)] = true, true // termination wins

	rewards, values, next := make([]float32, T*N), make([]float32, T*N), make([]float32, T*N)
	for i := range rewards {
		rewards[i] = float32(i%5) - 2
		values[i] = float32(i%7) / 2
		next[i] = float32(i%11) / 3
	}
	advantages, returns := make([]float32, T*N), make([]float32, T*N)
	estimateAdvantages(advantages, returns, rewards, values, next, b, gamma, lambda)

	delta := func(i int) float64 {
		d := float64(rewards[i]) - float64(values[i])
		if !b.Terminated[i] {
			d += gamma * float64(next[i])
		}
		return d
	}
	for n := range N {
		for t0 := range T {
			want, weight := 0.0, 1.0
			for k := t0; k < T; k++ {
				want += weight * delta(at(k, n))
				weight *= gamma * lambda
				if b.Terminated[at(k, n)] || b.Truncated[at(k, n)] {
					break
				}
			}
			i := at(t0, n)
			if !near(float64(advantages[i]), want, 1e-6) {
				t.Errorf("advantage at t=%d n=%d is %v, want %v", t0, n, advantages[i], want)
			}
			if wantReturn := want + float64(values[i]); !near(float64(returns[i]), wantReturn, 1e-6) {
				t.Errorf("return at t=%d n=%d is %v, want %v", t0, n, returns[i], wantReturn)
			}
		}
	}
}

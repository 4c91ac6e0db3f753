package ppo

import "github.com/rewardsmith/rewardsmith/envs"

// estimateAdvantages fills advantages and returns, [T][N], by generalised
// advantage estimation (Schulman et al. 2016, arXiv:1506.02438, equation 16).
//
// values is V at the state of each transition and next at its true successor,
// both [T][N]. What follows a terminated transition is worth nothing; one that
// was truncated would have gone on, and its successor's value stands for the
// rest. The trace is cut in both cases, since the next row is another episode.
func estimateAdvantages(advantages, returns, rewards, values, next []float32, b *envs.Transitions, gamma, lambda float64) {
	for n := range b.N {
		trace := 0.0
		for t := b.T - 1; t >= 0; t-- {
			i := t*b.N + n
			target := float64(rewards[i])
			if !b.Terminated[i] {
				target += gamma * float64(next[i])
			}
			if b.Terminated[i] || b.Truncated[i] {
				trace = 0
			}
			trace = target - float64(values[i]) + gamma*lambda*trace
			advantages[i] = float32(trace)
			returns[i] = float32(trace + float64(values[i]))
		}
	}
}

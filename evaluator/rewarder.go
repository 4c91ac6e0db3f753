package evaluator

import (
	"context"

	"github.com/rewardsmith/rewardsmith/envs"
)

// Rewarder computes a reward on batches of transitions. Interpreted, compiled
// and native rewards implement it. One Rewarder serves one training: it may
// keep memory per instance, which lasts from batch to batch and is zeroed where
// a transition starts an episode.
type Rewarder interface {
	// Terms returns the names of the reward's terms in sorted order.
	Terms() []string

	// Reward sets total[i] to the reward of transition i of b and
	// terms[k][i] to term k of it. len(total) and len(terms[k]) are b.Len().
	// Values may be NaN or infinite; the caller judges them. An error means
	// that the reward failed (a panic, a spent budget, a lost process) and
	// that the Rewarder is unusable.
	Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error

	// Close frees what the Rewarder holds.
	Close() error
}

package evaluator

import (
	"context"

	"github.com/rewardsmith/rewardsmith/envs"
)

// Played is what a policy did on some instances of a family.
type Played struct {
	// Transitions goes on until the last of the instances has ended its first
	// episode. What others did after theirs is in it, too.
	Transitions *envs.Transitions
	Endings     []Ending // of the first episode of each instance
}

// Ending is what the task says of an episode.
type Ending struct {
	Number  int     // of the episode in its family
	Steps   int     // of the episode, at least 1
	Score   float64 // finite
	Success bool    // false where the task has none
	End     string  // EndTimeLimit or as envs.Spec.EndReason has it
}

// PlayEpisodes has the deterministic policy play episodes 0 to n-1 of a family, each
// to its end, in batches of equal size; the last of them may hold some that are not
// asked for, without an ending. The same arguments give the same transitions, whatever
// s.Cores is. It fails where the policy does not fit the environment or the
// environment cannot score what happened.
func PlayEpisodes(ctx context.Context, s Setup, p *Policy, family Family, n int) ([]Played, error) {
	k, err := s.kernels()
	if err != nil {
		return nil, err
	}
	m := meter{setup: &s, kernels: k}
	var all []Played
	for first, size := 0, batchSize(n); first < n; first += size {
		b, err := m.play(ctx, p, family, first, size)
		if err != nil {
			return nil, err
		}
		if err := m.judge(ctx, b); err != nil {
			return nil, err
		}
		all = append(all, m.endings(b, first, min(size, n-first)))
	}
	return all, nil
}

// batchSize divides n episodes into the fewest batches, of equal size.
func batchSize(n int) int {
	batches := max(1, (n+measureBatch-1)/measureBatch)
	return (n + batches - 1) / batches
}

// endings tells the endings of the first n instances of a batch.
func (m *meter) endings(b *measureRun, first, n int) Played {
	p := Played{Transitions: b.transitions}
	for i := range n {
		e := m.episode(b, i)
		p.Endings = append(p.Endings, Ending{Number: first + i, Steps: e.steps, Score: e.score, Success: e.ok, End: e.end})
	}
	return p
}

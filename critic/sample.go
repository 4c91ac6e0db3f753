package critic

import (
	"math/rand/v2"
	"slices"

	"github.com/rewardsmith/rewardsmith/envs"
)

// sample returns about n of the subject's reachable transitions as one batch of
// one instance. Of each batch it takes those that hold the extremes of each
// column, some that end an episode, and one at random of each of so many equal
// stretches: at even distances it could meet the same few instances each time.
func sample(s *Subject, n int) *envs.Transitions {
	out := emptyBatch(s)
	for k, share := range shares(s.Reachable, n) {
		b := s.Reachable[k]
		for i, chosen := range choose(b, share) {
			if chosen {
				appendTransition(out, b, i)
			}
		}
	}
	out.T = len(out.Start)
	return out
}

// choose marks about n transitions of b.
func choose(b *envs.Transitions, n int) []bool {
	chosen := make([]bool, b.Len())
	if n == 0 {
		return chosen
	}
	for _, group := range [][][]float64{b.State, b.Action, b.Next} {
		for _, column := range group {
			markExtremes(column, chosen)
		}
	}
	ends := 0
	for i := 0; i < b.Len() && ends < n/4; i++ {
		if b.Terminated[i] {
			chosen[i] = true
			ends++
		}
	}
	n = min(n, b.Len())
	r := rand.New(rand.NewPCG(playSeed, 2))
	for k := range n {
		from, to := k*b.Len()/n, (k+1)*b.Len()/n
		chosen[from+r.IntN(to-from)] = true
	}
	return chosen
}

// shares divides n transitions among batches evenly. What a small batch cannot
// use is left to the others.
func shares(batches []*envs.Transitions, n int) []int {
	order := make([]int, len(batches))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return batches[a].Len() - batches[b].Len() })
	all := make([]int, len(batches))
	for done, k := range order {
		all[k] = min(batches[k].Len(), n/(len(order)-done))
		n -= all[k]
	}
	return all
}

// stretch returns the beginning of b, at most n transitions: of as many
// instances as do not have to be cut short, at least of one.
func stretch(b *envs.Transitions, n int) *envs.Transitions {
	instances := min(b.N, max(1, n/max(b.T, 1)))
	rows := min(b.T, n/max(instances, 1))
	if instances == b.N {
		return b.Rows(0, rows)
	}
	return &envs.Transitions{
		T: rows, N: instances,
		State: narrowAll(b, b.State, rows, instances), Action: narrowAll(b, b.Action, rows, instances), Next: narrowAll(b, b.Next, rows, instances),
		Start:      narrow(b, b.Start, rows, instances),
		Terminated: narrow(b, b.Terminated, rows, instances), Truncated: narrow(b, b.Truncated, rows, instances),
	}
}

// narrow returns the first rows of a column of b for its first instances.
func narrow[T any](b *envs.Transitions, column []T, rows, instances int) []T {
	out := make([]T, 0, rows*instances)
	for t := range rows {
		out = append(out, column[t*b.N:t*b.N+instances]...)
	}
	return out
}

func narrowAll(b *envs.Transitions, columns [][]float64, rows, instances int) [][]float64 {
	out := make([][]float64, len(columns))
	for f, column := range columns {
		out[f] = narrow(b, column, rows, instances)
	}
	return out
}

func markExtremes(column []float64, chosen []bool) {
	if len(column) == 0 {
		return
	}
	lo, hi := 0, 0
	for i, v := range column {
		if v < column[lo] {
			lo = i
		}
		if v > column[hi] {
			hi = i
		}
	}
	chosen[lo], chosen[hi] = true, true
}

func emptyBatch(s *Subject) *envs.Transitions {
	return &envs.Transitions{
		N: 1, State: make([][]float64, len(s.State)), Action: make([][]float64, len(s.Action)), Next: make([][]float64, len(s.State)),
	}
}

// appendTransition adds transition i of b to out, as an episode of its own. The
// caller sets out.T.
func appendTransition(out, b *envs.Transitions, i int) {
	for f := range b.State {
		out.State[f] = append(out.State[f], b.State[f][i])
		out.Next[f] = append(out.Next[f], b.Next[f][i])
	}
	for f := range b.Action {
		out.Action[f] = append(out.Action[f], b.Action[f][i])
	}
	out.Start = append(out.Start, true)
	out.Terminated = append(out.Terminated, b.Terminated[i])
	out.Truncated = append(out.Truncated, b.Truncated[i])
}

// backwards returns at most n transitions of b at even distances, the last first,
// and where in b each was.
func backwards(b *envs.Transitions, n int) (out *envs.Transitions, origin []int) {
	out = &envs.Transitions{
		N: 1, State: make([][]float64, len(b.State)), Action: make([][]float64, len(b.Action)), Next: make([][]float64, len(b.Next)),
	}
	stride := (b.Len() + n - 1) / n
	for i := b.Len() - 1; i >= 0; i -= stride {
		appendTransition(out, b, i)
		origin = append(origin, i)
	}
	out.T = len(origin)
	return out, origin
}

// started returns b with every instance's first transition marked as the start
// of an episode.
func started(b *envs.Transitions) *envs.Transitions {
	c := *b
	c.Start = append([]bool(nil), b.Start...)
	for i := range min(b.N, len(c.Start)) {
		c.Start[i] = true
	}
	return &c
}

// first returns a batch whose first transition is one to try first: one that
// play has produced, or else all zeros.
func (s *Subject) first() *envs.Transitions {
	for _, b := range s.Reachable {
		if b.Len() > 0 {
			return started(b)
		}
	}
	zero := &envs.Transitions{T: 1, N: 1, Start: []bool{true}, Terminated: []bool{false}, Truncated: []bool{false}}
	zero.State, zero.Action, zero.Next = makeColumns(len(s.State), 1), makeColumns(len(s.Action), 1), makeColumns(len(s.State), 1)
	return zero
}

package critic

import (
	"github.com/rewardsmith/rewardsmith/envs"
)

// sample returns at most about n of the subject's reachable transitions as one
// batch of one instance: those that hold the extremes of each column, those that
// end an episode, then others at even distances.
func sample(s *Subject, n int) *envs.Transitions {
	out := emptyBatch(s)
	ends := 0
	for _, b := range s.Reachable {
		chosen := make([]bool, b.Len())
		for _, group := range [][][]float64{b.State, b.Action, b.Next} {
			for _, column := range group {
				markExtremes(column, chosen)
			}
		}
		for i := range b.Len() {
			if ends < n/4 && b.Terminated[i] {
				chosen[i] = true
				ends++
			}
		}
		stride := max(1, (b.Len()*len(s.Reachable)+n-1)/n)
		for i := 0; i < b.Len(); i += stride {
			chosen[i] = true
		}
		for i, c := range chosen {
			if c {
				appendTransition(out, b, i)
			}
		}
	}
	out.T = len(out.Start)
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

// reversed returns the transitions of b, which has one instance, in reverse order.
func reversed(b *envs.Transitions) *envs.Transitions {
	flip := func(columns [][]float64) [][]float64 {
		out := make([][]float64, len(columns))
		for f, column := range columns {
			out[f] = make([]float64, len(column))
			for i, v := range column {
				out[f][len(column)-1-i] = v
			}
		}
		return out
	}
	return &envs.Transitions{
		T: b.T, N: b.N, State: flip(b.State), Action: flip(b.Action), Next: flip(b.Next),
		Start: b.Start, Terminated: b.Terminated, Truncated: b.Truncated,
	}
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

package screen

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Ranking tells how far a reward ranks episodes as the task's score does, over all
// pairs of episodes.
type Ranking struct {
	Form     Form `json:"form"`
	Episodes int  `json:"episodes"`

	Concordant  int `json:"concordant"`   // pairs that return and score order the same way
	Discordant  int `json:"discordant"`   // pairs that they order in opposite ways
	TiedReturns int `json:"tied_returns"` // pairs of equal return, whatever the scores
	TiedScores  int `json:"tied_scores"`  // pairs of equal score, whatever the returns

	// Blind says that all scores, or all returns, are equal or that there are fewer
	// than two episodes: there is no ranking to compare, and both numbers are 0.
	Blind bool `json:"blind"`

	// TauB is Kendall's tau-b (Kendall 1945), in [-1, 1]: 1 where the two rank alike. It
	// is the Trajectory Alignment Coefficient (Muslimani et al., arXiv 2503.05996) with
	// the task's score in the place of a person.
	TauB float64 `json:"tau_b"`

	// Agreement is (2P-N)/N over the N pairs whose scores differ, of which the reward
	// orders P as the score does and a pair of equal returns counts as half of one.
	Agreement float64 `json:"agreement"`
}

// NewRanking compares the episodes' order by return, in a form, with that by score.
// returns must be those of the episodes, in their order, and finite.
func NewRanking(t *Trajectories, returns []Return, f Form) Ranking {
	scores := make([]float64, len(t.Episodes))
	for i, e := range t.Episodes {
		scores[i] = e.Score
	}
	r := rank(In(returns, f), scores)
	r.Form = f
	return r
}

// rank counts the pairs of x, returns, and y, scores, by sorting (Knight 1966).
func rank(x, y []float64) Ranking {
	n := len(x)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(x[i], x[j]), cmp.Compare(y[i], y[j])) })
	sorted := make([]float64, n) // y in the order of x
	for k, i := range order {
		sorted[k] = y[i]
	}
	r := Ranking{Episodes: n}
	r.TiedReturns = tiedPairs(n, func(k int) bool { return x[order[k]] == x[order[k-1]] })
	both := tiedPairs(n, func(k int) bool { return x[order[k]] == x[order[k-1]] && sorted[k] == sorted[k-1] })
	r.Discordant = inversions(sorted, make([]float64, n))
	r.TiedScores = tiedPairs(n, func(k int) bool { return sorted[k] == sorted[k-1] })
	all := n * (n - 1) / 2
	r.Concordant = all - r.TiedReturns - r.TiedScores + both - r.Discordant
	r.correlate(all-r.TiedReturns, all-r.TiedScores)
	return r
}

// correlate fills the coefficients from the pairs whose returns differ and those whose
// scores do.
func (r *Ranking) correlate(returns, scores int) {
	if returns == 0 || scores == 0 {
		r.Blind = true
		return
	}
	surplus := float64(r.Concordant - r.Discordant)
	r.TauB = surplus / (math.Sqrt(float64(returns)) * math.Sqrt(float64(scores)))
	r.Agreement = surplus / float64(scores)
}

// tiedPairs counts the pairs within runs of equal values, where same says that value k
// of n is equal to the one before.
func tiedPairs(n int, same func(k int) bool) int {
	pairs, run := 0, 0
	for k := 1; k < n; k++ {
		if run++; !same(k) {
			run = 0
		}
		pairs += run
	}
	return pairs
}

// inversions sorts values and counts the pairs that were in the wrong order. buffer is
// as long as values.
func inversions(values, buffer []float64) int {
	if len(values) < 2 {
		return 0
	}
	half := len(values) / 2
	count := inversions(values[:half], buffer[:half]) + inversions(values[half:], buffer[half:])
	copy(buffer, values)
	left, right := buffer[:half], buffer[half:]
	for k := range values {
		if len(right) == 0 || len(left) > 0 && left[0] <= right[0] {
			values[k], left = left[0], left[1:]
			continue
		}
		values[k], right = right[0], right[1:]
		count += len(left)
	}
	return count
}

// String is one line that says what came of the comparison.
func (r Ranking) String() string {
	if r.Blind {
		return fmt.Sprintf("rank correlation (%s) is blind: returns or scores of %d episodes are all equal", r.Form, r.Episodes)
	}
	return fmt.Sprintf("rank correlation (%s): tau-b %.3f, agreement %.3f over %d episodes (%d pairs alike, %d opposed)",
		r.Form, r.TauB, r.Agreement, r.Episodes, r.Concordant, r.Discordant)
}

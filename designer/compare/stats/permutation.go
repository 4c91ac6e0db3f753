package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// MaxExact is the largest number of splits that [Permutation] goes through one by
// one; two groups of ten have 184756.
const MaxExact = 200_000

// Draws is how many random splits stand for all where there are more than
// MaxExact. The standard error of a p value of 0.05 is then 0.0007.
const Draws = 99_999

// Test is the outcome of a permutation test.
type Test struct {
	N          int     `json:"n"`          // values of the first group
	M          int     `json:"m"`          // values of the second
	Difference float64 `json:"difference"` // mean of the first less mean of the second
	P          float64 `json:"p"`          // two-sided, in (0, 1]
	Exact      bool    `json:"exact"`      // all splits were counted, else Splits drawn ones
	Splits     int     `json:"splits"`
}

// Permutation tests whether two independent groups of values come from one
// distribution. Under that hypothesis every split of all values into groups of
// these sizes was as likely as the one observed; P is the share of the splits
// whose means differ by at least as much, in either direction.
//
// All splits are counted where there are at most [MaxExact]. Else [Draws] splits
// are drawn at random from the seed and P is (b+1)/(Draws+1), where b of them
// differ as much: the share alone would understate p and could be 0 (Phipson and
// Smyth 2010, "Permutation P-values Should Never Be Zero").
//
// The values must be finite and each group must have one; else there is an error.
// Neither slice is retained.
func Permutation(a, b []float64, seed uint64) (Test, error) {
	if len(a) == 0 || len(b) == 0 {
		return Test{}, fmt.Errorf("permutation test of %d and %d values: want at least one of each", len(a), len(b))
	}
	pool := make([]float64, 0, len(a)+len(b))
	pool = append(append(pool, a...), b...)
	for i, v := range pool {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return Test{}, fmt.Errorf("permutation test: value %d is %v, want finite numbers", i, v)
		}
	}
	t := Test{N: len(a), M: len(b), Difference: mean(a) - mean(b)}
	s := newSplitter(pool, len(a))
	if splits := Splits(len(a), len(b)); splits <= MaxExact {
		t.Exact, t.Splits = true, int(splits)
		t.P = float64(s.count(0, len(a), 0)) / splits
		return t, nil
	}
	t.Splits = Draws
	t.P = float64(s.draw(Draws, seed)+1) / (Draws + 1)
	return t, nil
}

// Splits is in how many ways n+m values fall into groups of n and m: the binomial
// coefficient of n+m over n, +Inf where that is too large.
func Splits(n, m int) float64 {
	c := 1.0
	for i := 1; i <= min(n, m); i++ {
		c = math.Round(c * float64(max(n, m)+i) / float64(i))
	}
	return c
}

// SmallestP is the smallest p value that [Permutation] can return for groups of n
// and m values. With equal sizes the mirrored split always differs as much.
func SmallestP(n, m int) float64 {
	splits := Splits(n, m)
	switch {
	case splits > MaxExact:
		return 1.0 / (Draws + 1)
	case n == m:
		return min(2/splits, 1)
	}
	return 1 / splits
}

// splitter counts the splits of a pool that differ at least as much as the one
// observed, the pool's first n values against the others.
type splitter struct {
	pool []float64 // less their mean, so that the sums of both groups cancel
	n    int
	// least is the sum of the first group, in magnitude, from which on a split
	// counts. The pool sums to zero, so that sum orders splits as the difference
	// of the means does. It lies below the observed one by what rounding may do
	// to a sum: a split of equal difference must count whatever its order.
	least float64
}

func newSplitter(values []float64, n int) *splitter {
	s := &splitter{pool: make([]float64, len(values)), n: n}
	centre, largest := mean(values), 0.0
	for i, v := range values {
		s.pool[i] = v - centre
		largest = max(largest, math.Abs(s.pool[i]))
	}
	s.least = math.Abs(sum(s.pool[:n])) - 1e-12*largest*float64(len(values))
	return s
}

// count returns the number of ways to choose further values from pool[from:]
// for a first group that sums up to partial so far.
func (s *splitter) count(from, more int, partial float64) int {
	if more == 0 {
		if math.Abs(partial) >= s.least {
			return 1
		}
		return 0
	}
	total := 0
	for i := from; i+more <= len(s.pool); i++ {
		total += s.count(i+1, more-1, partial+s.pool[i])
	}
	return total
}

// draw returns how many of so many random splits differ as much.
func (s *splitter) draw(draws int, seed uint64) int {
	r := rand.New(rand.NewPCG(seed, 0))
	extreme := 0
	for range draws {
		partial := 0.0
		for i := range s.n { // the first n of a shuffle by Fisher and Yates
			j := i + r.IntN(len(s.pool)-i)
			s.pool[i], s.pool[j] = s.pool[j], s.pool[i]
			partial += s.pool[i]
		}
		if math.Abs(partial) >= s.least {
			extreme++
		}
	}
	return extreme
}

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}

// mean returns the mean of values, which must not be empty.
func mean(values []float64) float64 { return sum(values) / float64(len(values)) }

package stats

import "slices"

// Holm returns the p values of a family of tests, corrected so that the chance of
// one or more false findings among all of them is at most the level at which they
// are read (Holm 1979, "A Simple Sequentially Rejective Multiple Test Procedure").
// The i-th smallest of m is multiplied by m-i+1, is never below the one before it
// and never above 1. The order is kept; the slice is not changed.
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case p[i] < p[j]:
			return -1
		case p[i] > p[j]:
			return 1
		}
		return 0
	})
	corrected := make([]float64, len(p))
	least := 0.0
	for rank, i := range order {
		least = max(least, min(1, float64(len(p)-rank)*p[i]))
		corrected[i] = least
	}
	return corrected
}

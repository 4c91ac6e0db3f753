// Package stats holds the statistics by which design methods are compared. They
// are fixed in advance, so that nobody chooses among tests after seeing results.
//
// The unit of replication is a whole design run with answers of its own: its
// value is the mean of its final measurements over training seeds. Runs of two
// methods are compared by a permutation test ([Permutation]), and all tests of a
// comparison are corrected together ([Holm]). How much runs differ and how much
// training seeds do is told apart ([Components]).
//
// Intervals over runs are Student's t intervals, as [evaluator.NewStat] makes
// them, and not bootstrap ones: comparisons have five to ten runs, and the
// percentile bootstrap of so few values is too narrow, by the factor
// sqrt((n-1)/n) in its standard error and by the normal quantile that it amounts
// to in place of t's. At n = 5 that is 0.63 of the width (Hesterberg 2015, "What
// Teachers Should Know About the Bootstrap").
//
// [evaluator.NewStat]: https://pkg.go.dev/github.com/rewardsmith/rewardsmith/evaluator#NewStat
package stats

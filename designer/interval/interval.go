// Package interval fits the intervals of statistics to what can be.
package interval

import (
	"math"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

// Clip returns s with its interval cut to lo..hi, the range of the values that it
// is of. A mean over few seeds has a t interval that may reach far beyond. What is
// cut off cannot hold the mean, so the interval keeps its level. An end of NaN or
// an empty range cuts nothing, and the mean always stays inside.
func Clip(s evaluator.Stat, lo, hi float64) evaluator.Stat {
	if !(lo < hi) {
		return s
	}
	s.Lo = math.Max(s.Lo, math.Min(lo, s.Mean))
	s.Hi = math.Min(s.Hi, math.Max(hi, s.Mean))
	return s
}

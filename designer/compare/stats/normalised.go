package stats

import (
	"fmt"
	"math"
)

// Yardstick is what scores of a task are normalised by: the final measurements of
// its sparse and of its human reward.
type Yardstick struct {
	Sparse float64 `json:"sparse"` // mean
	Human  float64 `json:"human"`  // mean
	// Deviation is the standard deviation over training seeds, pooled over the two
	// rewards; it has no meaning where there are not two trainings of either.
	Deviation float64 `json:"deviation"`
	// Unusable says why scores cannot be normalised, "" where they can.
	Unusable string `json:"unusable,omitempty"`
}

// NewYardstick makes one of measurements over training seeds, which must be
// finite. It is unusable where the two rewards were not both measured, and where
// their means differ by less than chance makes seeds differ: dividing by that
// would make noise of every score.
func NewYardstick(sparse, human []float64) Yardstick {
	var y Yardstick
	if len(sparse) == 0 || len(human) == 0 {
		y.Unusable = "the sparse and the human reward were not both measured"
		return y
	}
	y.Sparse, y.Human = mean(sparse), mean(human)
	degrees := len(sparse) + len(human) - 2
	if degrees == 0 {
		y.Unusable = "one training each of the sparse and the human reward does not show how much seeds differ"
		return y
	}
	_, squares := sumsOfSquares([][]float64{sparse, human}, 0)
	y.Deviation = math.Sqrt(squares / float64(degrees))
	gap := math.Abs(y.Human - y.Sparse)
	switch {
	case gap == 0:
		y.Unusable = "the human and the sparse reward lead to the same score"
	case gap < y.Deviation:
		y.Unusable = fmt.Sprintf("the human and the sparse reward differ by %.3g, less than training seeds do (pooled standard deviation %.3g)", gap, y.Deviation)
	}
	return y
}

// Normalised returns a score on the scale on which the sparse reward is 0 and the
// human one is 1 or, where it is worse than the sparse one, -1:
// (score - sparse) / |human - sparse|, the human normalised score of Eureka (Ma
// et al. 2024, section 4). It is NaN where the yardstick is unusable.
func (y *Yardstick) Normalised(score float64) float64 {
	if y.Unusable != "" {
		return math.NaN()
	}
	return (score - y.Sparse) / math.Abs(y.Human-y.Sparse)
}

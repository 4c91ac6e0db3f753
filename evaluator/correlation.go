package evaluator

import (
	"math"
	"slices"
)

// Correlation is Pearson's. x and y must be finite and of one length. It is 0
// where x or y is constant or shorter than two, and lies in [-1, 1].
func Correlation(x, y []float64) float64 {
	if len(x) < 2 || slices.Min(x) == slices.Max(x) || slices.Min(y) == slices.Max(y) {
		return 0
	}
	x, y = centred(x), centred(y)
	xy, xx, yy := 0.0, 0.0, 0.0
	for i := range x {
		xy, xx, yy = xy+x[i]*y[i], xx+x[i]*x[i], yy+y[i]*y[i]
	}
	return max(-1, min(1, xy/math.Sqrt(xx*yy)))
}

// centred returns values less their mean, as multiples of the largest magnitude
// of a value, so that no square overflows. The values must not be all 0.
func centred(values []float64) []float64 {
	unit := max(math.Abs(slices.Min(values)), math.Abs(slices.Max(values)))
	list := make([]float64, len(values))
	mean := 0.0
	for i, v := range values {
		list[i] = v / unit
		mean += list[i] / float64(len(values))
	}
	for i := range list {
		list[i] -= mean
	}
	return list
}

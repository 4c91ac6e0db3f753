package main

import (
	"cmp"
	"fmt"
	"math"
)

// kendall is Kendall's rank correlation of two rankings of the same things, in the
// form that corrects for ties (tau-b; Kendall 1945, "The treatment of ties in ranking
// problems", equation 10): of all pairs that are tied in neither, the share in the same
// order less the share in the other, over the geometric mean of the pairs that each
// ranking tells apart. It is within -1..1, and NaN where a ranking tells no two apart
// or holds NaN. x and y must have the same length, at least 2.
func kendall(x, y []float64) (float64, error) {
	if len(x) != len(y) || len(x) < 2 {
		return 0, fmt.Errorf("rankings of %d and %d things, want the same number, at least 2", len(x), len(y))
	}
	agree, apartX, apartY := 0, 0, 0
	for i := range x {
		for j := range i {
			if math.IsNaN(x[i]) || math.IsNaN(y[i]) || math.IsNaN(x[j]) || math.IsNaN(y[j]) {
				return math.NaN(), nil
			}
			a, b := cmp.Compare(x[i], x[j]), cmp.Compare(y[i], y[j])
			agree += a * b
			apartX += a * a
			apartY += b * b
		}
	}
	return float64(agree) / math.Sqrt(float64(apartX)*float64(apartY)), nil
}

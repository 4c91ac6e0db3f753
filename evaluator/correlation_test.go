package evaluator

import (
	"math"
	"testing"
)

func TestCorrelation(t *testing.T) {
	for _, c := range []struct {
		reason string
		x, y   []float64
		want   float64
	}{
		{"a line", []float64{1, 2, 4}, []float64{5, 7, 11}, 1},
		{"a falling line", []float64{1, 2, 4}, []float64{-1, -2, -4}, -1},
		{"9 / sqrt(10 · 10)", []float64{1, 2, 3, 4, 5}, []float64{1, 3, 2, 4, 5}, 0.9},
		{"not a line", []float64{1, 2, 3, 4}, []float64{1, 10, 100, 1000}, 1543.5 / math.Sqrt(5*701520.75)},
		{"squares beyond the range of numbers", []float64{-1e300, 0, 1e300}, []float64{1, 2, 3}, 1},
		{"constant, its mean inexact", []float64{0.1, 0.1, 0.1}, []float64{1, 2, 3}, 0},
		{"empty", nil, nil, 0},
		{"single", []float64{1}, []float64{2}, 0},
	} {
		got, other := Correlation(c.x, c.y), Correlation(c.y, c.x)
		if !(math.Abs(got-c.want) <= 1e-12) || got != other {
			t.Errorf("%s: %v and %v the other way round, want %v", c.reason, got, other, c.want)
		}
	}
}

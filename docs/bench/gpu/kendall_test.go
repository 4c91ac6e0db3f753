package main

import (
	"math"
	"testing"
)

func TestKendall(t *testing.T) {
	for _, c := range []struct {
		name string
		x, y []float64
		want float64
	}{
		{"the same order", []float64{1, 2, 3, 4}, []float64{10, 20, 30, 40}, 1},
		{"the other order", []float64{1, 2, 3, 4}, []float64{4, 3, 2, 1}, -1},
		{"one pair of six swapped", []float64{1, 2, 3, 4}, []float64{1, 3, 2, 4}, 4.0 / 6},
		{"order of the things does not matter", []float64{3, 1, 4, 2}, []float64{2, 1, 4, 3}, 4.0 / 6},
		// Kendall 1945 treats such data: 5 pairs agree, none disagrees, one is tied in y.
		{"a tie in one", []float64{1, 2, 3, 4}, []float64{1, 2, 2, 3}, 5 / math.Sqrt(6*5)},
		{"the same tie in both", []float64{1, 2, 2, 3}, []float64{1, 2, 2, 3}, 1},
		// scipy.stats.kendalltau of the same lists.
		{"a published example", []float64{12, 2, 1, 12, 2}, []float64{1, 4, 7, 1, 0}, -0.4714045207910316},
	} {
		got, err := kendall(c.x, c.y)
		if err != nil || !(math.Abs(got-c.want) < 1e-15) {
			t.Errorf("%s: %v, error %v, want %v", c.name, got, err, c.want)
		}
	}
}

func TestKendallWithoutAnswer(t *testing.T) {
	for name, c := range map[string][2][]float64{
		"all tied": {{1, 1, 1}, {1, 2, 3}},
		"a NaN":    {{1, math.NaN(), 3}, {1, 2, 3}},
	} {
		if got, err := kendall(c[0], c[1]); err != nil || !math.IsNaN(got) {
			t.Errorf("%s: %v, error %v, want NaN", name, got, err)
		}
	}
	for name, c := range map[string][2][]float64{
		"different lengths": {{1, 2}, {1, 2, 3}},
		"one thing":         {{1}, {1}},
	} {
		if got, err := kendall(c[0], c[1]); err == nil {
			t.Errorf("%s: %v, want an error", name, got)
		}
	}
}

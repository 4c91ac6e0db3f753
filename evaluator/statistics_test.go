package evaluator

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestNewStat(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   Stat
	}{
		{nil, Stat{}},
		{[]float64{3}, Stat{N: 1, Mean: 3, Min: 3, Max: 3, Lo: 3, Hi: 3}},
		// t(2) = 4.3027, standard error 1/sqrt(3)
		{[]float64{1, 3, 2}, Stat{N: 3, Mean: 2, Std: 1, Min: 1, Max: 3, Lo: 2 - 4.3027/math.Sqrt(3), Hi: 2 + 4.3027/math.Sqrt(3)}},
	} {
		if diff := cmp.Diff(c.want, NewStat(c.values), cmpopts.EquateApprox(0, 1e-12)); diff != "" {
			t.Errorf("NewStat(%v) (-want +got):\n%s", c.values, diff)
		}
	}
}

// TestStudentT compares with values of the published tables.
func TestStudentT(t *testing.T) {
	for degrees, want := range map[int]float64{1: 12.706, 4: 2.776, 9: 2.262, 10: 2.228, 11: 2.201, 15: 2.131, 30: 2.042, 100: 1.984, 1000000: 1.960} {
		if got := studentT(degrees); !(math.Abs(got-want) <= 6e-4) {
			t.Errorf("97.5 %% quantile for %d degrees of freedom = %.4f, want %.3f", degrees, got, want)
		}
	}
}

func TestRankCorrelation(t *testing.T) {
	for _, c := range []struct {
		reason string
		x, y   []float64
		want   float64
	}{
		{"monotone, not linear", []float64{1, 2, 3, 4}, []float64{1, 10, 100, 1000}, 1},
		{"reversed", []float64{1, 2, 3}, []float64{5, 4, -7}, -1},
		{"one swap: 1 - 6·2/(4·15)", []float64{1, 2, 3, 4}, []float64{1, 3, 2, 4}, 0.8},
		{"ties share their rank", []float64{1, 2, 2, 3}, []float64{1, 2, 2, 3}, 1},
		{"constant", []float64{1, 1, 1}, []float64{1, 2, 3}, 0},
		{"empty", nil, nil, 0},
		{"single", []float64{1}, []float64{2}, 0},
	} {
		if got := RankCorrelation(c.x, c.y); !(math.Abs(got-c.want) <= 1e-12) {
			t.Errorf("%s: %v, want %v", c.reason, got, c.want)
		}
	}
}

package evaluator

import (
	"math"
	"slices"
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

// TestEqualValues holds means to the values: three successes of 0.9 must reach a
// threshold of 0.9, and equal values must not differ by how many there are.
func TestEqualValues(t *testing.T) {
	for _, v := range []float64{0.9, 0.1, -0.7, 1e-300, 1.0 / 3} {
		for n := 1; n <= 50; n++ {
			s := NewStat(slices.Repeat([]float64{v}, n))
			if s.Mean != v || s.Lo != v || s.Hi != v || s.Std != 0 {
				t.Fatalf("%d times %v: %+v", n, v, s)
			}
		}
	}
}

func TestAbove(t *testing.T) {
	for _, c := range []struct {
		reason    string
		high, low []float64
		want      bool
	}{
		{"intervals apart", []float64{5, 5.1, 5.2}, []float64{1, 1.1, 1.2}, true},
		{"intervals overlap", []float64{5, 1, 3}, []float64{2, 1, 3}, false},
		{"one value of one", []float64{5}, []float64{1, 1.1, 1.2}, false},
		{"no values", nil, nil, false},
		{"equal values, two of each", []float64{1, 1}, []float64{0, 0}, false},
		{"equal values, three of each: 2 orders of 20", []float64{1, 1, 1}, []float64{0, 0, 0}, false},
		{"equal values, four of each: 2 orders of 70", []float64{1, 1, 1, 1}, []float64{0, 0, 0, 0}, true},
		{"one side equal, few", []float64{1, 1, 1}, []float64{0.1, 0.11, 0.12}, false},
		{"one side equal, many", []float64{1, 1, 1, 1, 1}, []float64{0.1, 0.5, 0.9, 0, 0.3}, true},
		{"one side equal, values meet", []float64{1, 1, 1, 1, 1}, []float64{0.1, 0.5, 1, 0, 0.3}, false},
		{"the same value, other counts", []float64{0.9, 0.9, 0.9}, []float64{0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9}, false},
	} {
		high, low := NewStat(c.high), NewStat(c.low)
		if got := high.Above(low); got != c.want {
			t.Errorf("%s: above is %v, want %v", c.reason, got, c.want)
		}
		if low.Above(high) {
			t.Errorf("%s: the lower is above the higher", c.reason)
		}
	}
	many := slices.Repeat([]float64{1}, 2000)
	if !NewStat(many).Above(NewStat(make([]float64, 2000))) {
		t.Error("two thousand equal values are not enough")
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
		{"not a number, in constant company", []float64{math.NaN(), math.NaN()}, []float64{1, 1}, 0},
		{"single", []float64{1}, []float64{2}, 0},
	} {
		if got := RankCorrelation(c.x, c.y); !(math.Abs(got-c.want) <= 1e-12) {
			t.Errorf("%s: %v, want %v", c.reason, got, c.want)
		}
	}
}

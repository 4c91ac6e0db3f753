package interval

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/evaluator"
)

func TestClip(t *testing.T) {
	wide := evaluator.Stat{N: 2, Mean: 352.5, Lo: -1522, Hi: 2227}
	for _, c := range []struct {
		name           string
		lo, hi         float64
		wantLo, wantHi float64
	}{
		{"both ends", 1, 500, 1, 500},
		{"one end", 0, math.Inf(1), 0, 2227},
		{"no range", math.Inf(-1), math.Inf(1), -1522, 2227},
		{"range not known", 0, 0, -1522, 2227},
		{"NaN", math.NaN(), 500, -1522, 2227},
		{"mean outside by rounding", 1, 352, 1, 352.5},
	} {
		got := Clip(wide, c.lo, c.hi)
		if got.Lo != c.wantLo || got.Hi != c.wantHi || got.Mean != wide.Mean {
			t.Errorf("%s: %g [%g, %g], want %g [%g, %g]", c.name, got.Mean, got.Lo, got.Hi, wide.Mean, c.wantLo, c.wantHi)
		}
	}
}

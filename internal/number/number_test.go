package number

import (
	"fmt"
	"math"
	"testing"
)

func TestNoNegativeZero(t *testing.T) {
	for _, c := range []struct {
		v                  float64
		fixed, significant string
	}{
		{-0.001, "0.00", "-0.001"},
		{math.Copysign(0, -1), "0.00", "0"},
		{-0.006, "-0.01", "-0.006"},
		{-10, "-10.00", "-10"},
		{0, "0.00", "0"},
		{math.Inf(-1), "-Inf", "-Inf"},
		{math.NaN(), "NaN", "NaN"},
		{-1234567, "-1234567.00", "-1.235e+06"},
	} {
		if got := Fixed(c.v, 2); got != c.fixed {
			t.Errorf("Fixed(%v) = %s, want %s", c.v, got, c.fixed)
		}
		if got := Significant(c.v, 4); got != c.significant {
			t.Errorf("Significant(%v) = %s, want %s", c.v, got, c.significant)
		}
	}
	for _, v := range []float64{0.1, 1e-7, 123456, 1e21, 99999.5, 0.00012345} { // as fmt writes them
		if got, want := Significant(v, 4), fmt.Sprintf("%.4g", v); got != want {
			t.Errorf("Significant(%v) = %s, want %s", v, got, want)
		}
	}
}

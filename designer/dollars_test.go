package designer

import "testing"

func TestDollars(t *testing.T) {
	for usd, want := range map[float64]string{
		0: "$0.00", 0.0024: "$0.0024", 0.00000713: "$0.0000071", 0.0104: "$0.010", 0.0999: "$0.100",
		0.1: "$0.10", 0.376: "$0.38", 12.345678: "$12.35", 1234: "$1234.00",
	} {
		if got := Dollars(usd); got != want {
			t.Errorf("%v dollars are written %s, want %s", usd, got, want)
		}
	}
}

// Package spread checks that random quantities fill their declared range.
package spread

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/envs/rng"
)

// Check draws a uniform quantity 2000 times and fails where it leaves lo..hi
// or does not come within 1 % of both ends.
func Check(t *testing.T, name string, lo, hi float64, draw func(r *rng.Source) float64) {
	t.Helper()
	least, most := hi, lo
	for episode := range uint32(2000) {
		r := rng.New(1, rng.StreamReset, 0, episode, 0)
		v := draw(&r)
		if !(v >= lo && v <= hi) {
			t.Fatalf("%s is drawn as %v, outside %v..%v", name, v, lo, hi)
		}
		least, most = min(least, v), max(most, v)
	}
	if margin := 0.01 * (hi - lo); least > lo+margin || most < hi-margin {
		t.Errorf("%s is drawn from %v..%v only, want %v..%v", name, least, most, lo, hi)
	}
}

package vm

import (
	"fmt"
	"os"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
)

// maxRefused is the share of random programs, in percent, that may be refused as
// rewards: the others are what is tested.
const maxRefused = 10

// TestEngines holds random programs, with every construct that rewards may have,
// interpreted against compiled.
func TestEngines(t *testing.T) {
	first, count := uint64(0), 150
	if testing.Short() {
		count = 15
	}
	if s := os.Getenv("RANDOM_PROGRAMS"); s != "" { // first seed and count
		if _, err := fmt.Sscan(s, &first, &count); err != nil {
			t.Fatal(err)
		}
	}
	b := newBench(t, arena)
	counts := tally{}
	for seed := first; seed < first+uint64(count); seed++ {
		if diff := b.engines(asReward(fuzz.GenerateInterpretable(seed)), transitions(seed, 20), counts); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
	}
	t.Log(counts)
	if 100*counts["refused"] > maxRefused*counts["programs"] {
		t.Errorf("%d of %d programs are refused, at most %d %% may be", counts["refused"], counts["programs"], maxRefused)
	}
	if all := 20 * (counts["programs"] - counts["refused"]); 2*counts["the same"] < all {
		t.Errorf("%d of %d transitions come to an end", counts["the same"], all)
	}
}

// FuzzEngines does so with any seed. What differs is told as a program made small.
func FuzzEngines(f *testing.F) {
	for seed := range uint64(5) {
		f.Add(seed)
	}
	b := newBench(f, arena)
	f.Fuzz(func(t *testing.T, seed uint64) {
		s, batch := fuzz.GenerateInterpretable(seed), transitions(seed, 20)
		diff := b.engines(asReward(s), batch, tally{})
		if diff == "" {
			return
		}
		small := fuzz.Shrink(s, func(s fuzz.Source) bool { return b.engines(asReward(s), batch, tally{}) == diff }, 400)
		t.Errorf("seed %d: %s\n%s", seed, diff, asReward(small))
	})
}

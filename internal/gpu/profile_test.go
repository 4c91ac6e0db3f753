package gpu

import (
	"slices"
	"testing"
	"time"
)

func TestTimes(t *testing.T) {
	f, d, b := fakeDevice(t)
	f.info.Limits.Tick, d.info.Limits.Tick = 2.5, 2.5
	f.clock = 1<<32 - 15 // the second stamp has a high word
	b.slots = append(b.slots, slot{part: part{x: 1, y: 1}, dispatch: 1, word: b.slots[1].word})
	live := f.live
	got, err := b.Profile(ctx)
	if want := []time.Duration{25, 50, 25}; err != nil || !slices.Equal(got, want) {
		t.Errorf("times %v, want %v: %v", got, want, err)
	}
	if f.live != live {
		t.Errorf("%d things live, %d before", f.live, live)
	}
	d.info.Limits.Tick = 0
	if got, err := b.Profile(ctx); got != nil || err != nil {
		t.Errorf("times %v without a clock: %v", got, err)
	}
}

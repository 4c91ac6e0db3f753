package fleet

import (
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
)

// TestWideLayersTrain trains networks that leave user code less than usual.
func TestWideLayersTrain(t *testing.T) {
	if testing.Short() {
		t.Skip("wide networks take software devices seconds")
	}
	s := tiny()
	s.Steps, s.Hidden = s.Steps/4, []int{256, 256}
	f := newFleet(t, NewDevice(gputest.Open(t)), newCartpole(t), s, Job{human, 1})
	defer f.Close()
	if err := f.Advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := f.Fault(0); err != nil {
		t.Errorf("the job ended: %v", err)
	}
	if e := f.Experience(0); e.Steps != s.Steps {
		t.Errorf("%d steps, want %d", e.Steps, s.Steps)
	}
}

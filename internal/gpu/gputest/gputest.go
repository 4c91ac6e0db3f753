// Package gputest opens devices for tests.
package gputest

import (
	"errors"
	"os"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// Demand is the environment variable that, set to 1, makes tests fail instead of
// skip where no device can be opened.
const Demand = "REWARDSMITH_GPU_TESTS"

// Open opens a device for a test, which closes it: a GPU if there is one, else one
// of software. Without either the test is skipped, or fails where
// Demand is set and the build has GPUs.
func Open(t testing.TB) *gpu.Device {
	t.Helper()
	return OpenWith(t, gpu.Options{})
}

// OpenWith is Open with options, which may use software.
func OpenWith(t testing.TB, o gpu.Options) *gpu.Device {
	t.Helper()
	o.Software = true
	d, err := gpu.Open(o)
	if err != nil {
		if os.Getenv(Demand) == "1" && !errors.Is(err, gpu.ErrBuiltWithout) {
			t.Fatalf("no device, and %s=1 demands one: %v", Demand, err)
		}
		t.Skipf("no device: %v", err)
	}
	t.Cleanup(d.Close)
	return d
}

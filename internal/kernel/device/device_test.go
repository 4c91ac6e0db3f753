package device_test

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/device"
)

func TestNatively(t *testing.T) {
	device.Refuel(0)
	if n := device.Stopped(); n != 0 {
		t.Errorf("an invocation has stopped at %d", n)
	}
	// Rounded once it would be the product's rounding error, not 0.
	x := math.Nextafter32(1, 2)
	if y := device.MulAdd(x, x, -x*x); y != 0 {
		t.Errorf("x*x-x*x = %v, want 0, each operation being rounded", y)
	}
}

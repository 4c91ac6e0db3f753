package gpu

import (
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// Errors of this package. What is returned wraps one of them and says more.
var (
	// There is nothing to compute on.
	ErrBuiltWithout = errors.New("this program is built without support of GPUs")
	ErrNoLoader     = driver.ErrNoLoader
	ErrNoDriver     = driver.ErrNoDriver
	ErrOnlySoftware = errors.New("there is only a software device")
	ErrNoAdapter    = errors.New("there is no such device")

	// The device cannot do what it is asked to.
	ErrOutOfMemory = driver.ErrMemory
	ErrLimit       = errors.New("beyond a limit of the device")

	// The device can be used no longer.
	ErrLost    = driver.ErrLost
	ErrLibrary = errors.New("the graphics library has failed")
	ErrClosed  = errors.New("the device is closed")

	// A batch has not come to its end in time.
	ErrTimeout = errors.New("the device takes too long")
)

// noDevice says why no device can be used, and what to do.
func noDevice(err error) error {
	switch {
	case errors.Is(err, ErrNoLoader):
		return fmt.Errorf("%w: install it (Debian: libvulkan1) and the driver of the GPU, or use the CPU", err)
	case errors.Is(err, ErrNoDriver):
		return fmt.Errorf("%w: install the driver of the GPU with its Vulkan part; a container of NVIDIA's toolkit needs "+
			"NVIDIA_DRIVER_CAPABILITIES=all, or compute,utility,graphics; or use the CPU", err)
	case errors.Is(err, ErrBuiltWithout):
		return fmt.Errorf("%w: use a build without the tag nogpu, for Linux, macOS or Windows on amd64 or arm64, or use the CPU", err)
	}
	return fmt.Errorf("vulkan: %w", err)
}

// wayOut adds to an error of the driver what to do.
func wayOut(err error) error {
	switch {
	case errors.Is(err, ErrLost):
		return fmt.Errorf("%w: its driver has reset it, or it has gone; the system's log (dmesg) may say why; open it again, or use the CPU", err)
	case errors.Is(err, ErrOutOfMemory):
		return fmt.Errorf("%w: use less of it at a time, end other programs that use the device, or use the CPU", err)
	}
	return err
}

package evaluator

import (
	"runtime"

	"golang.org/x/sys/cpu"

	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// Device describes the processor as far as results depend on it: two machines
// with equal descriptions give the same bits. The functions of package math
// fuse multiplication and addition where the processor can.
func Device() string {
	device := runtime.GOOS + "/" + runtime.GOARCH
	if cpu.X86.HasFMA {
		device += " fma"
	}
	return device
}

// Kernels names the kernel set that networks run on.
func Kernels() string { return kernels().Name }

// kernels is the set that everything in this package runs on.
func kernels() *nn.Kernels { return nn.GoKernels() }

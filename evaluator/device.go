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

// KernelSets lists the names that [ChooseKernels] takes.
func KernelSets() []string { return nn.Names() }

// ChooseKernels returns the name of the kernel set that networks run on: the one
// asked for, or the fastest that this processor has for "auto" and "". It fails
// where there is no such set, or the processor cannot run it.
func ChooseKernels(name string) (string, error) {
	k, err := (&Setup{Kernels: name}).kernels()
	if err != nil {
		return "", err
	}
	return k.Name, nil
}

// kernels is the set that everything of a setup runs on.
func (s *Setup) kernels() (*nn.Kernels, error) {
	if s.Kernels == "" {
		return nn.Choose(nn.Auto)
	}
	return nn.Choose(s.Kernels)
}

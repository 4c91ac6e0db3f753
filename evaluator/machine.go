package evaluator

import (
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// Names of backends.
const (
	BackendAuto = "auto" // a GPU if there is one, else the CPU
	BackendCPU  = "cpu"
	BackendGPU  = "gpu"
)

// Backends lists the names that [ChooseBackend] takes.
func Backends() []string { return []string{BackendAuto, BackendCPU, BackendGPU} }

// ChooseBackend opens the GPU that trainings are to run on, for Setup.GPU: nil for the
// CPU. For BackendAuto, without says why there is no GPU where it chooses the CPU; a
// software device is no GPU unless the options say so. The caller closes the device.
func ChooseBackend(name string, o gpu.Options) (d *fleet.Device, without, err error) {
	switch name {
	case BackendCPU:
		return nil, nil, nil
	case BackendGPU:
		d, err = fleet.Open(o)
		return d, nil, err
	case BackendAuto:
		d, without = fleet.Open(o)
		return d, without, nil
	}
	return nil, nil, fmt.Errorf("there is no backend %q; there are %s", name, strings.Join(Backends(), ", "))
}

// Machine is what trainings run on: two machines with equal descriptions give
// the same bits.
type Machine struct {
	Backend string // BackendCPU or BackendGPU
	Device  string // as Device names the processor, or the accelerator and its driver
	Kernels string // what the networks run on: a kernel set, see ChooseKernels
}

// Machine returns what trainings of the setup run on. It fails where the processor
// cannot run the kernel set.
func (s *Setup) Machine() (Machine, error) {
	if s.GPU != nil {
		info := s.GPU.Info()
		return Machine{BackendGPU, fmt.Sprintf("%s, %s", info.Name, info.Driver), fleet.Kernels}, nil
	}
	k, err := s.kernels()
	if err != nil {
		return Machine{}, err
	}
	return Machine{BackendCPU, Device(), k.Name}, nil
}

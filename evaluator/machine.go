package evaluator

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
)

// Names of backends.
const (
	BackendCPU = "cpu"
	BackendGPU = "gpu"
)

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

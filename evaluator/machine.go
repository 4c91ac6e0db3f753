package evaluator

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

package driver

import "github.com/rewardsmith/rewardsmith/internal/kernel/spirv"

// Kind is what an adapter is made of.
type Kind int

// The kinds, in the order in which they are preferred.
const (
	Discrete   Kind = iota // a card with memory of its own
	Integrated             // part of the processor, which shares its memory
	Virtual                // lent by the host of a virtual machine
	Other                  // something that does not say
	Software               // the processor, by a program: Mesa's llvmpipe, SwiftShader
)

// String is the kind in words.
func (k Kind) String() string {
	switch k {
	case Discrete:
		return "discrete"
	case Integrated:
		return "integrated"
	case Virtual:
		return "virtual"
	case Software:
		return "software"
	}
	return "other"
}

// Info describes an adapter.
type Info struct {
	Name   string // as the driver spells it
	Vendor string // NVIDIA, AMD, Intel and so on, or the number of the vendor
	Driver string // name and version of the driver
	API    string // version of Vulkan, as in 1.3.236
	Kind   Kind
	Limits Limits
	Floats spirv.Floats // what it offers, as far as it says: since Vulkan 1.2
}

// Shaders are the options of modules for the device. They ask for all that it offers
// of float32 arithmetic, so that results are those of other devices, and of the
// processor, where that can be had. That includes subnormal numbers, which cost
// nothing on GPUs of the last years: older ones multiply and add in two
// instructions for them.
func (i Info) Shaders() spirv.Options {
	return spirv.Options{Software: i.Kind == Software, Floats: i.Floats}
}

// Limits bound what a device can be asked for.
type Limits struct {
	BufferBytes  uint64 // of one buffer
	BindingBytes uint64 // of the part of a buffer that one dispatch is given
	MemoryBytes  uint64 // of the device's largest heap, whoever uses it; 0 is unknown
	Allocations  int    // buffers that can exist at one time

	Groups  uint32 // workgroups of a dispatch in each of two dimensions
	Storage int    // buffers of a kernel
	Uniform int    // bytes of the uniform block of a kernel

	StorageAlign uint64 // bytes; where in a buffer a view can start
	UniformAlign uint64 // bytes; likewise in a uniform buffer

	Tick float64 // nanoseconds of a unit of the device's clock; 0 where it has none
}

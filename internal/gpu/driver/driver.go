package driver

import "time"

// Library is a graphics library that has been loaded.
type Library interface {
	// Adapters lists what the library has found, in its own order. An empty list
	// is no error.
	Adapters() ([]Adapter, error)

	// Close releases the library. Devices have been closed before.
	Close()
}

// Adapter is something that computes.
type Adapter interface {
	Info() Info
	Open() (Device, error)
}

// Device is an adapter in use. Errors are of type *Error where the driver has
// refused a call.
type Device interface {
	// Memory allocates bytes, a multiple of 4. What they hold is left open.
	Memory(bytes uint64, place Place) (Memory, error)

	// Shader takes the words of a SPIR-V module, Pipeline one of its entry points,
	// which has a uniform block at binding 0 and storage buffers at those after it.
	Shader(code []uint32) (Shader, error)
	Pipeline(s Shader, entry string, storage int) (Pipeline, error)

	// Record prepares steps. Each sees what those before it have written, and what
	// was submitted before has; the host sees what they have written once Wait has
	// said that they are done. The memories outlive the commands.
	Record(steps []Step) (Commands, error)

	// Submit starts commands that are not under way.
	Submit(c Commands) error

	// Wait waits for commands that have been submitted, at most so long, and
	// reports whether they are done.
	Wait(c Commands, limit time.Duration) (bool, error)

	// Close waits for what is under way and releases the device. What was made
	// from it has been released before.
	Close()
}

// Place is where memory is and who can reach it.
type Place int

// The places.
const (
	Local    Place = iota // beside the processor of the device; the host cannot reach it
	Upload                // the host writes it
	Download              // the host reads it
	Shared                // the host writes it, the device reads it again and again
)

// Memory is a piece of memory.
type Memory interface {
	// Words are those that the host can reach, nil where it can none.
	Words() []uint32
	Release()
}

// Shader is a module of code.
type Shader interface{ Release() }

// Pipeline is an entry point, compiled.
type Pipeline interface{ Release() }

// Commands are steps that have been recorded.
type Commands interface{ Release() }

// Range is a part of a memory, in bytes; both are multiples of 4.
type Range struct {
	Memory    Memory
	At, Bytes uint64
}

// Step is a Dispatch, a Copy, a Clear or a Stamp.
type Step interface{ step() }

// Dispatch runs x times y workgroups of a pipeline.
type Dispatch struct {
	Pipeline Pipeline
	Uniform  Range
	Storage  []Range // of the bindings from 1 on
	X, Y     uint32
}

// Copy copies bytes between ranges that have as many and do not overlap.
type Copy struct{ From, To Range }

// Clear sets bytes to zero.
type Clear struct{ Range Range }

// Stamp writes the time, in units of Limits.Tick, to 8 bytes, low word first: when
// all steps before it have ended.
type Stamp struct{ To Range }

func (Dispatch) step() {}
func (Stamp) step()    {}
func (Copy) step()     {}
func (Clear) step()    {}

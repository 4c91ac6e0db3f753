// Package gpu runs compiled kernel Go on a GPU: it finds a device, keeps buffers in
// its memory, and runs batches of dispatches, which are put together once and then
// run many times with other arguments.
//
//	d, err := gpu.Open(gpu.Options{})
//	p, err := d.Load(module)            // of package internal/kernel/spirv
//	k, err := p.Kernel("Scale")
//	x, err := d.NewBuffer("x", 4096)
//	b, err := d.NewBatch([]gpu.Dispatch{{
//		Kernel: k, Invocations: 4096, Args: []uint32{math.Float32bits(2)}, Buffers: []gpu.View{x.All()},
//	}})
//	err = b.Run(ctx)
//	err = x.Read(ctx, 0, words)
//
// # Kernels
//
// A module has grid entries and row entries. Both get a uniform block at binding 0
// and buffers at the bindings after it: a grid entry those of its parameters, a row
// entry the columns of its inputs, the columns of its results, and the faults.
// [Device.Rows] does with a row entry all that there is to do.
//
// # Order
//
// Each dispatch of a batch sees what those before it have written, each batch what
// was run and written before it. A Device takes one call after another: its methods,
// and those of what is made from it, may be called from several goroutines, and wait
// for their turn.
//
// # Failures
//
// Every error of a kind that a caller can act on is one of the Err values of this
// package, wrapped in a message that names the cause and a way out. A device that is
// lost, or hangs, stays so: every call from then on returns that error, and a new
// device has to be opened. That a batch has run is not taken from the driver's word:
// its last step copies a number that differs in every run, which is compared.
//
// # Without a GPU
//
// Importing this package loads no library: Open and List do. A binary that imports
// it is linked to the C library all the same. Built with the tag nogpu it is not,
// and Open and List return [ErrBuiltWithout].
//
// Software devices compute on the processor and are for tests: Open takes one only
// if told to.
package gpu

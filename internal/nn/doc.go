// Package nn trains small fully connected float32 networks on the CPU.
//
// A [Network] is a stack of dense layers with tanh between them and a linear
// output, held in one flat parameter vector. A [Pass] holds the buffers of one
// batch, runs it forward and differentiates it. A [Trainer] splits a minibatch
// into shards of fixed size, sums their gradients in a fixed order, clips and
// applies Adam: the result has the same bits for any number of workers.
//
// All arithmetic on whole arrays goes through [Kernels]. [GoKernels] is the
// portable set; avx2 and avx512, for amd64, and neon, for arm64, are assembly,
// which the module in the folder asm generates. Nothing else in the program
// depends on the set. The two for amd64 agree with each other to the bit, others
// to rounding, which is why a report names the set it was made with.
//
// Shapes are written [rows][columns], row-major. M is the number of rows of a
// batch.
package nn

// Package kernels is the learner of a fleet: PPO for many jobs at once, as grid
// entries in kernel Go that a GPU runs. A job trains one policy; what is computed is
// defined by packages evaluator/ppo and internal/nn, of which this is the form in
// float32 without loops over rows.
//
// The same files are ordinary Go, which runs natively, and text for the compiler: see
// Text. A grid entry is called once for every invocation of a grid, with the number
// of the invocation and with slices that all invocations share. None reads an element
// that another one writes. Each job has perJob invocations, a multiple of 64 so that
// workgroups belong to one job, of which those in excess do nothing; invocations are
// numbered by the jobs that still train, which active lists.
//
// Sums have a fixed order, which depends on shapes, but not on the number of jobs or
// on which of them are active: neither changes a bit of a job's result. No invocation
// takes more than MaxIterations iterations of loops.
//
// [Plan] says how the entries are launched and how large their buffers are. Where a
// device has only smaller ones, a rollout is in parts and a minibatch in portions, see
// Shape.
//
// Letters: J jobs; N instances of a job; T steps of a rollout, B = N·T its
// transitions, in [T][N] order; O observed fields; U outputs of the policy; A fields
// of an action; M rows of a minibatch. Widths are rounded up to multiples of 4 and the
// padding is zero; z = 2·job + net, where net 0 is the policy and 1 the value
// function, numbers networks, which all have the same padded shape: for each layer
// weights [in][out] and biases [out], then room for A log standard deviations.
package kernels

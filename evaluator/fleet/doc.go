// Package fleet trains many policies together on one device: a fleet is a number of
// jobs, each one reward and one seed, that have environment and settings in common.
// The definition of what is trained is that of evaluator/ppo, and so are the policies.
//
// Everything that a rollout and the update on it take stays on the device: package
// rollout writes the program in which instances act, package kernels the learner. The
// host writes the arguments of a batch of dispatches that was put together once, runs
// it, and reads a handful of sums.
//
// A job has the same bits alone as in any fleet: invocations share nothing but what
// they read, and sums have an order that depends on no other job. A job that stops
// leaves the list of those that are active, and changes nothing for the others.
//
// What a fleet needs of memory is known before anything is allocated: see [Estimate]
// and [Split]. Where buffers of a single job would be larger than a device allows, its
// observations and actions are in several, each for some steps of a rollout, and its
// minibatches are gone through in portions; that changes no bit either.
//
// Letters are those of package kernels: J jobs, N instances of each, T steps of a
// rollout, O observed fields, P parameters of a network.
package fleet

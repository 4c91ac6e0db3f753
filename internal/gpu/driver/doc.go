// Package driver says what internal/gpu needs of a graphics driver: adapters,
// memory, pipelines, and lists of steps that are recorded once and submitted many
// times. Package vulkan fulfils it; tests of internal/gpu have a device of their
// own that fails when told to.
//
// What is said here is not safe for concurrent use: the caller takes turns.
package driver

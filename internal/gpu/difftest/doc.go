// Package difftest holds devices to the interpreter of kernel Go: its tests run
// programs on a device and in package interp and compare all that comes out. It has
// nothing but tests.
//
// Programs are those that are made by chance, every entry of the built-in
// environments, the rewards of recorded answers, and grids written for it. What the
// interpreter computes from a program in float32 is what WebAssembly computes, which
// the fuzz tests of package kernel hold: so a device that agrees with the one agrees
// with the other.
//
// # How far they agree
//
// Integers, truth values and stops agree exactly, and so do floats on devices that
// round divisions and square roots correctly and keep subnormal numbers, which
// Vulkan does not demand: each test asks its device first. Mesa's llvmpipe does, with
// spirv.Options.Software. On other devices, programs made by chance are compared
// where they do not depend on that, and others within a tolerance.
package difftest

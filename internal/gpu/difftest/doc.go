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
// Integers, truth values and stops agree exactly. On Mesa's llvmpipe, with
// spirv.Options.Software, floats do as well, if the interpreter takes subnormal
// numbers for zero as that processor does: see flushed. Devices whose divisions and
// square roots are not rounded correctly, which Vulkan permits, are compared in
// programs that have neither, and within a tolerance in others that are not made by
// chance.
package difftest

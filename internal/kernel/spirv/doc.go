// Package spirv emits compute shaders from the intermediate representation of
// kernel Go: [Emit] as a binary of SPIR-V 1.3, which Vulkan 1.1 accepts, [Fprint]
// as text. Programs have no float64: package narrow takes it from them.
//
// # Why SPIR-V
//
// The other way would have been WGSL, which a GPU library translates to SPIR-V.
// The translator at hand, gogpu/naga 0.19, compiles ordinary WGSL wrongly without
// a word: a let of an array or struct is an alias, a var without initialiser has
// the value of the iteration before, constant arrays of a module read as zero, the
// remainder of floats is another, x != x is false for NaN. It checks hardly any
// types, so that mistakes surface as invalid SPIR-V or not at all, and what it
// emits has to be patched. WGSL itself leaves open what is needed here: it may
// contract a product and a sum, assume that there is no NaN, and has no product
// of 32 by 32 bits with which to find an overflow.
//
// Directly, every instruction is one that this package has chosen: NoContraction
// on each float operation, exact integer arithmetic with its overflow, clamped
// indices, explicit initial values. The representation is structured and typed
// already, so that the emitter is no larger than one of WGSL text would be, and
// there is a validator, spirv-val, that knows the rules, where WGSL would have had
// only the translator. The price is that a browser, and Metal or Direct3D without
// Vulkan, would need a translator from SPIR-V.
//
// # A module
//
// Each entry is an entry point of the same name, in workgroups of
// [Options].Workgroup invocations along x, with bindings of its own in descriptor
// set 0.
//
// # Rows
//
// Of an entry for columns, invocation i computes row Params.First+i, if that is
// before Params.End, from four bindings:
//
//	0 BindingParams   uniform: the words of Params
//	1 BindingInputs   storage, read only: columns of the parameters' leaves
//	2 BindingResults  storage: columns of the results' leaves
//	3 BindingFaults   storage: the first row that stopped, then a word per row
//
// Columns are arrays of words: leaf c of row r is word c*Params.Inputs + r of the
// inputs, and likewise in the results. f32, int and u32 are their 32 bits; bool is
// 1 or 0, any word but 0 being true. NaN leaves as the one NaN.
//
// Word 1+r of the faults becomes 0 where row r has run to its end, and else the
// index in [Module].Sites of the place where it stopped: so a word that the host
// has set to something else shows a row that has not run. The results of a row
// that has stopped stay what they were. Word 0 becomes the smallest number of a
// row that has stopped, if the host has set it to [NoRow] before.
//
// # Grids
//
// Of an entry for a grid, invocation x, y computes number First + x + y*Row, if
// that is before End. Binding 0 is a uniform block: the words of [GridParams],
// then one for each scalar, an int, u32 or f32 by its bits, a bool as 1 or 0, any
// word but 0 being true. From [BindingBuffers] on follow the buffers as storage:
// runtime arrays of float, uint, int or, 16 bytes apart, four float. What nothing
// puts to is read only. Buffers to which something puts may not overlap others.
//
// Nothing checks an index of a buffer, and nothing reports a stop: the program
// asks for it and puts it into a buffer of its own, as an index in [Module].Sites.
// A NaN that is put has any bits of a NaN.
//
// # Control flow
//
// Conditionals, loops and direct breaks have a form in SPIR-V's structured control
// flow. Other exits set a variable, and what they leave is skipped: see exits.
//
// A stop is no exit. It notes the site, if it is the first, and the row computes
// on with whatever its operations yield, which nobody sees: every loop ends at its
// next iteration, functions with loops or calls do nothing, indices of arrays are
// clamped, divisors are not zero. So a check costs a few instructions and no
// branch. Loops and calls that are free take no fuel and do not ask: in a grid
// they go on after a stop, until the program has noted it.
//
// # Numbers
//
// int and u32 are exact, and so are conversions from and between them, whole
// numbers of floats, neg, abs, copysign, bits, min and max: they are written out
// where SPIR-V leaves NaN, the sign of zero or a value out of range open.
//
// Vulkan promises that add, sub and mul of float32 are rounded correctly, though
// not to nearest, and neither NaN, infinities, signs of zero nor subnormal numbers
// unless [Floats] asks for them; devices in use round to nearest. Its div may be
// wrong by 2.5 units in the last place, for divisors of normal size; its sqrt is
// that of 1/inversesqrt, where the latter may be wrong by 2 units. Devices often do
// better: where both are rounded correctly, and subnormal numbers kept, results have
// the bits of the interpreter. Mesa's software driver is one such device, given
// [Options].Software. The tests of package internal/gpu/difftest hold devices to
// this.
//
// # Compile time
//
// Drivers inline every call, and what they do next takes longer than in proportion.
// So it pays to have one call of a large function where there could be two, and
// neither loops nor arrays in functions that many call.
//
// # Limits
//
// [MaxDepth] keeps to what Mesa's software driver computes correctly. That driver
// also, without a word, leaves every loop after 65535 iterations of one invocation, so Params.Fuel
// must be less there: a loop's iteration takes a unit of fuel.
package spirv

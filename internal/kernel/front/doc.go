// Package front turns kernel Go into the intermediate representation: it parses
// and type-checks packages given as text, holds them to the rules of package
// check, and lowers the functions that the entries need.
//
// # What is followed while lowering
//
// What exists at run time are numbers, truth values, and structs and arrays of
// these. Everything else a source may use is gone after lowering: strings,
// functions as values, pointers, slices and maps. A function that takes or
// returns one of them is inlined where it is called; a pointer is the place it
// points to, a slice a part of an array, a map one variable and one presence flag
// for each key. What variables of these types hold is kept for each point of the
// program in a flow state. Where ways meet that leave different ones, what can be
// stored is stored in variables of the function: which string, whether a key is
// there; maps are copied into one. The rest is refused. A loop that changes such
// a variable is lowered again with it stored, or unrolled.
//
// Functions with pointers to numbers and structs of numbers are called: the value
// is passed and returned. Where two pointers of one call may lead to the same
// variable the function is inlined.
//
// # Grids and free packages
//
// An entry of a grid runs on a device, once for each invocation: it takes the
// number of the invocation, scalars and slices, which are buffers of the device. A
// slice of a buffer is followed as well: as the buffer, where it begins and how
// long it is, the latter two computed at run time and not checked. So functions
// with such parameters are inlined, and structs may hold them. Only packages that
// are free have such entries: text of this program, whose loops and calls take no
// fuel. Where they call others, which do, control goes on behind the call whatever
// becomes of it: what is inlined of those stands in a block that is free.
//
// # Order of evaluation
//
// Calls in one statement come first, in order; variables are read after them. Go
// leaves that open, and its compiler does the same.
package front

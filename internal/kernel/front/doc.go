// Package front turns kernel Go into the intermediate representation: it parses
// and type-checks packages given as text, and lowers the functions that the
// entries need.
//
// What exists at run time are numbers, truth values, and structs and arrays of
// these. Everything else a source may use is gone after lowering: strings,
// functions as values, pointers, slices and maps are followed while compiling.
// A function that takes or returns one of them is inlined where it is called, a
// pointer becomes the place it points to, a map one variable and one presence
// flag for each key. Where control flow makes one of them depend on run-time
// values, what can be stored is stored (which string, whether a key is there),
// and the rest is refused.
package front

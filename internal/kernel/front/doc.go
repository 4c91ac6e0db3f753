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
// # Order of evaluation
//
// Calls in one statement come first, in order; variables are read after them. Go
// leaves that open, and its compiler does the same.
package front

// Package check tells kernel Go from the rest of Go: it finds everything in a
// source that the compiler does not take, all at once, positioned, each with
// what to write instead.
package check

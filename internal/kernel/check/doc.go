// Package check tells kernel Go from the rest of Go: it finds everything in a
// source that the compiler does not take, all at once, positioned, each with
// what to write instead.
//
// It works in two stages. [Parse] and [Syntax] look at text and syntax alone and
// bound what parser and type checker can be made to consume. [Package] looks at
// a type-checked package. [Rules] and [Limits] are the data behind both, and the
// tables in docs/kernel-go.md.
//
// What the language means is written there, and in internal/kernel/ir.
package check

// Package narrow rewrites programs of package ir so that every float64 is a
// float32: the form of a program that a GPU runs, where float64 is slow or
// missing.
//
// Types, variables, tables and the columns of entries change with it; integers,
// truth values, control flow, fuel and stops stay what they are, so that random
// numbers, which are made of u32, keep their bits. Each operation rounds to
// float32 on its own.
//
// A constant is rounded to the nearest float32, but stays finite where it was
// finite and other than zero where it was not zero: math.MaxFloat64 becomes the
// largest float32, so that comparisons with it still ask for infinity, and 1e-300
// becomes the smallest normal float32, so that it still keeps a divisor from zero.
// Other numbers beyond float32 become the largest one, too, which is not what their
// program means: Changed finds them.
//
// A call of a function of package math becomes a call of the function of that
// name in kmath/math32. The bodies that it had, which take float64 apart by hi, lo
// and join, are left out; there is no narrow form of these operations.
package narrow

// Package math32 is package math of kernel Go for float32, in kernel Go.
//
// Every product is rounded by a conversion, so that no compiler on any machine
// fuses it with a sum: a call gives the same bits on every CPU. Where rounding
// once to float32 loses too much, a value travels as two numbers, high and low,
// whose sum it is. Function Accuracy of the package above bounds the errors;
// special cases are those of Go's package math.
package math32

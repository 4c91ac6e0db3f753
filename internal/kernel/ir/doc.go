// Package ir is the typed intermediate representation of kernel Go: what the
// front end produces, the passes rewrite and every target is emitted from.
//
// # Shape
//
// A [Program] is a list of functions, callees before their callers: there is no
// recursion, so every call graph is finite and every frame has a fixed address.
// A [Func] has parameters, results and a body. Control flow is structured: a
// [Block] is a list of values, and the values if, loop and block hold blocks of
// their own. There are no jumps but break and continue to an enclosing loop or
// block, and return; there are no pointers, no addresses and no allocation, so
// that WebAssembly, Go and shader languages can all be written from it directly.
//
// A [Value] is one operation. It is assigned once, and may be used later in its
// block and in blocks within, never outside: definition dominates use by
// nesting. What changes is a [Var], a local variable of the function, read by
// load and written by store, as a whole or by a path of fields and indices.
// Aggregates (structs, arrays) are values as well.
//
// # Meaning
//
// Arithmetic on f64 and f32 is IEEE 754, every operation rounded on its own and
// never fused with another. NaN is one value: what tells one NaN from another,
// its sign and payload, is never observable, see hi, lo, bits and copysign. int
// has 32 bits and stops the program with a [Fault] where a result leaves them;
// u32 wraps around. The table [Ops] says what each operation does and when it
// stops.
//
// Each iteration of a loop and each call takes one unit of fuel from a budget
// that the caller sets; a program that has used it up stops. Targets add that
// where they emit loops and calls that are not Free: it is not visible here.
//
// A pointer parameter of kernel Go is passed by value and returned: the function
// lists it in Pointers, and its final value is a further result after the
// ordinary ones. A map of terms is a struct with one field per key.
//
// # Grids
//
// A function of a grid is run by a device, once for each number below some end,
// all in any order or at once. It has [Buffer] storage, with which it is called
// for its effects: fetch reads an element, put sets one. Nothing checks an index
// there. Buffers are distinct: what is put to one is not seen in another.
//
// A stop is no end there. The invocation notes the place of the first one, which
// stopped yields, and goes on: with whatever the operation yields that has
// stopped, or after a trap at the end of the block around it; a loop that takes
// fuel ends, and a call yields zeros, or whatever the function computes, if it or
// something in the function takes fuel. Only what is free goes on as it would
// have: loops and calls, and what follows a block that is free.
//
// # Reading it
//
//	func F(x f64, n int) (y f64) entry F {
//	  var sum f64
//	  var i int
//	  loop L1 {
//	    %1 = load i
//	    %2 = load n
//	    %3 = ge %1, %2
//	    if %3 {
//	      break L1
//	    }
//	    %4 = load sum
//	    %5 = load x
//	    %6 = add f64 %4, %5
//	    store sum, %6
//	  } post {
//	    %7 = load i
//	    %8 = const int 1
//	    %9 = add int %7, %8
//	    store i, %9
//	  }
//	  %10 = load sum
//	  return %10
//	}
//
// Parameters are variables like others. [Fprint] writes this form, [Parse] reads
// it back, and [Check] holds the invariants. Package interp runs it.
package ir

// Package wasm emits WebAssembly from the intermediate representation of kernel
// Go: [Emit] as a binary that package engine runs, [Fprint] as text.
//
// # A module
//
// It imports nothing, and its memory is fixed: the host can hand out columns as
// views of it, and the module can reach nothing else. From address 0 on, memory
// holds
//
//   - the tables of the program,
//   - for each function that is called, its variables and values that are arrays
//     or structs; scalars are locals,
//   - for each entry, a column of numbers for every scalar of its results and
//     parameters, then the variables of its body.
//
// No function calls itself, so all of that has addresses that are known when the
// module is made. Programs that were optimised keep little in memory, as their
// structs and small arrays have become scalars; others work as well.
//
// Each entry is exported under its name as a function of (row, end, fuel): it
// computes the rows of its columns from row on before end, each with as much
// fuel. The body stands in the loop over rows itself. Columns are float64 for
// every kind: bool is 0 or 1, and what is no value of a kind becomes one as the
// operation convert has it. NaN leaves a module as the one NaN.
//
// # Stopping
//
// Where a program stops, the module traps, after it has put the number of the
// place (an index of [Module].Faults) into the global [ExportFault]. The global
// [ExportRow] holds the row. It can be called again afterwards.
//
// Fuel is taken at the beginning of each iteration of a loop and before each
// call; see package ir.
//
// # Speed
//
// What is done here for the sake of wazero, which translates WebAssembly to
// machine code without much optimisation, is said where it is done: constants
// are globals, checks are branches out of the common path, columns and frames
// are accessed from their ends, NaN is made canonical without a jump.
package wasm

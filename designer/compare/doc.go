// Package compare compares design methods honestly: it plans one run for each
// task, method and run number under one budget, has them carried out one after
// another, and makes a table of what they came to.
//
//	Plan     what is compared; written before anything is run and never changed
//	Cell     one run of it, an ordinary run folder
//	Execute  carries out the cells that are not done
//	Sample   what one finished run contributes
//	Table    the samples beside each other, with tests
//
// The unit of replication is a whole run: its own root seed and its own answers
// of the model. What is said about two methods is what one test supports that was
// fixed beforehand, a permutation test on the final scores of their runs, with
// Holm's correction over all pairs of methods and all tasks (package stats). With
// fewer than [MinRuns] runs of either nothing is said.
package compare

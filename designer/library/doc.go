// Package library finds rewards of other environments to show to a model as
// examples.
//
// A language model writes better rewards when its prompt holds a good one for a
// similar task: Text2Reward (Xie et al., ICLR 2024) shows the one whose
// instruction is nearest by the embedding of its sentence, out of a pool of
// rewards that experts wrote, the task at hand left out. A [Library] is such a
// pool. Its entries come with the program ([Builtin]) and from folders of
// earlier runs (package harvest).
//
// # What is never shown
//
// An example must not give away the task at hand. [Library.Nearest] leaves out
// whatever has the environment's name, its digest or its sentence, and
// environments that are nearly the same by what they declare, such as one with
// changed constants. It says of each entry why it was left out.
//
// # Nearness
//
// Where an endpoint for embeddings is given, nearness is the cosine between the
// embeddings of two descriptions. Without one, or where it has none, it is the
// BM25 score, and the result says so.
package library

// Package fit tunes the named constants of a reward without asking a model.
//
// Language models choose the form of a reward well and its weights by guessing.
// [Constants] finds the numbers that a reward names, [With] writes others in
// their place, and [Fit] searches for values under which trained policies do the
// task better, at one training, or a few, for each point that it tries.
//
// # The scale
//
// A constant keeps its sign and stays within a factor of [Reach] of what it was:
// weights and temperatures are off by factors. The search sees logarithms. One
// that is 0 has no factor and is searched linearly between -1 and 1. Values that
// are tried have four significant digits.
//
// # The search
//
// The Nelder-Mead simplex method of gonum, with parameters for its dimension
// (Gao and Han 2012), starts from the reward as it is with one vertex more for
// each constant. Where its simplex has become so small that noise decides, it
// starts anew around the best point in other directions.
// On noisy test functions of 2 to 10 constants it left less of the shortfall after
// 40 and 100 evaluations than a CMA-ES did, unless the noise was as large as the
// shortfall (docs/fit.md); gonum's own CMA-ES does not apply its step size to the
// points that it draws, and hardly improves on the start within such budgets.
package fit

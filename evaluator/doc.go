// Package evaluator trains policies on rewards and measures them on the task.
//
// A job is one reward and one training seed; [Evaluate] spreads jobs over the
// cores. Policies are trained by proximal policy optimisation on vectorised
// environments and measured with deterministic actions on episodes of the
// select family while searching and of the final family once at the end.
// Measurements are of the task's score and success, which rewards never see.
package evaluator

// Package evaluator trains policies on rewards and measures them on the task.
//
// A [Job] is one reward and one training seed; [Evaluate] spreads jobs over the
// cores. Policies are trained by proximal policy optimisation on vectorised
// environments (package ppo) with the settings of [Tuned] and measured with
// deterministic actions: on episodes of the select family during the training,
// whose last checkpoint is what candidates are compared by, and by
// [MeasurePolicy] on the final family once at the end. Measurements are of the
// task's score and success, which rewards never see. [NewReport] sums up the
// trainings of one reward.
//
// What goes wrong is told apart. A reward that fails or is not finite is a fault
// of the reward and a network that diverges one of the training; both are part
// of the result. Errors of the environment or the set-up end the evaluation.
// Doubts about a result that is there, such as a return that rose while the task
// metric fell, are its warnings.
//
// The same environment, settings, root seed and seed index give the same result
// to the bit on machines with the same [Device] and kernel set, for any number of
// cores; only times differ.
package evaluator

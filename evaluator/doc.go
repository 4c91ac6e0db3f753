// Package evaluator trains policies on rewards and measures them on the task.
//
// A [Job] is one reward and one training seed; [Evaluate] spreads jobs over the
// cores, or trains them together on a GPU. An [Evaluation] can be a [Race], in which
// the worse candidates stop on their way. Policies are trained by proximal policy
// optimisation on vectorised environments (package ppo, and package fleet for GPUs)
// with the settings of [Tuned] and measured with deterministic actions, always on the
// processor and in float64: on episodes of the select family during the training,
// whose last checkpoint is what candidates are compared by, and by
// [MeasurePolicy] on the final family once at the end. Measurements are of the
// task's score and success, which rewards never see. [NewReport] sums up the
// trainings of one reward, and [NewHindsight] tells of candidates that were all trained
// to the end what a race would have saved and missed.
//
// What goes wrong is told apart. A reward that fails or is not finite is a fault
// of the reward and a network that diverges one of the training; both are part
// of the result. Errors of the environment or the set-up end the evaluation.
// Doubts about a result that is there, such as a return that rose while the task
// metric fell, are its warnings.
//
// The same environment, settings, root seed and seed index give the same result
// to the bit on the same [Machine], for any number of cores and in the company of any
// other jobs; only times differ. The two backends take the same settings and differ as
// two seeds do, not more: float32 instead of float64, and other minibatches. A GPU pays
// off with many instances, which want settings of their own: envs of 1024 and more, a
// horizon of 16 to 32, minibatches of thousands of transitions, a learning rate of 2e-3
// to 3e-3.
package evaluator

// Package ppo trains a policy by proximal policy optimisation (Schulman et al.
// 2017, arXiv:1707.06347) on a vectorised environment.
//
// The objective is the smaller part of what makes PPO work. These are the
// details, each in one place, with the source that shows its effect:
//
//	detail                                           where           source
//	orthogonal initial weights, small policy head    nn, learner.go  [H] 2; Engstrom et al. 2020 [E]; Andrychowicz et al. 2021 [A] 3.2
//	Adam with epsilon 1e-5, rate falling linearly    learner.go      Huang et al. 2022 [H] 3, 4
//	separate policy and value networks, tanh         learner.go      [A] 3.2; [H] 13, continuous 4
//	observations normalised by running moments       normalise.go    [H] continuous 6, 7; [E]; [A] 3.3
//	networks that follow the moving mean             rollout.go      measured: see renormalise
//	rewards over the deviation of discounted returns normalise.go    [H] continuous 8, 9; [E]
//	advantages normalised within each minibatch      loss.go         [H] 7
//	clipped policy objective, unclipped value loss   loss.go         Schulman et al. 2017; [A] 3.1 and [E] on value clipping
//	entropy bonus                                    loss.go         Schulman et al. 2017, equation 9
//	log standard deviation independent of the state  distribution.go [H] continuous 2
//	actions in [-1, 1] over the physical range       action.go       [H] continuous 5
//	bootstrapping through truncations                advantage.go    Pardo et al. 2018 [P]
//	gradients clipped in norm, per network           nn              [H] 11
//
//	[E] Implementation matters in deep policy gradients, arXiv:2005.12729
//	[A] What matters for on-policy deep actor-critic methods?, arXiv:2006.05990
//	[H] The 37 implementation details of PPO, ICLR blog track 2022
//	[P] Time limits in reinforcement learning, arXiv:1712.00378
//
// The learner is free of scale: rewards times a positive factor train the same
// policy, to rounding, as long as they stay within MaxMagnitude and the standard
// deviation of their discounted returns stays above 1e-100; far below, squares
// of it vanish in float64 and rewards count as constant. All random numbers are functions of seed, instance and
// step, sums have a fixed order, and so the number of workers never changes a
// bit of a result.
//
// Dimension letters: N instances, T steps of a rollout, O observation, A action
// fields, M rows of a minibatch. Batches are in [T][N] order.
package ppo

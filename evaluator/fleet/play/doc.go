// Package play simulates an environment on a device, without training: instances
// take given or random actions, episodes that end begin anew, and a reward judges
// every transition. The program is that of package rollout, entries Reset and Play.
//
// # The same as on the processor
//
// An instance is what an envs.Simulator makes of the same seed, number and actions:
// random numbers have the same bits, the rest is float32. Random actions are those of
// conform.RandomActions, drawn on the device: choices are the same, numbers the same
// but for rounding. Instances may follow a policy instead, by entry Rollout, with the
// random numbers of a ppo.Learner. [Compare] plays an environment in both places and tells how far
// they are apart.
//
// # What comes back
//
// Sums over the episodes that ended are kept on the device for each instance and
// added up when [Player.Totals] asks. Transitions come back of the first few instances
// alone: see Config.Recorded. Instances differ in nothing but their random numbers,
// and are the same alone as among a million.
//
// How much memory a simulation takes is known before there is one: see [Estimate].
package play

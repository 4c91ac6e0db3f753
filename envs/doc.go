// Package envs defines what an environment is and gives the rest of the
// program one view of all of them.
//
// # The folder of an environment
//
// An environment is a folder of plain, restricted Go. env.go is shown to the
// language model; task.go never is, and env.go may not refer to it. The files
// may import package math, without what handles bits or text, and the packages
// geom and rng of this folder, task.go metric and draw.go draw. What env.go
// exports about states and actions, rewards may call; it may not lead to Reset,
// Step, Observe, Choose or rng: see [Spec.View].
//
// env.go declares
//
//	type Params struct      // difficulty and variant; set by the task file or drawn per episode
//	type State struct       // everything the world is, at most 1 KiB
//	type Action struct      // physical quantities, each with bounds
//	type Observation struct // what the policy sees, in this order
//	const Dt, MaxSteps      // seconds per step; steps until truncation
//	const Choices = n       // discrete environments only,
//	func Choose(i int) Action // with the action of choice i
//	func Reset(p Params, r *rng.Source) State
//	func Step(s State, a Action, r *rng.Source) State
//	func Observe(s State, r *rng.Source) Observation
//	func Terminated(next State) bool // failure or an absorbing goal; MaxSteps is not part of it
//
// task.go declares
//
//	const Task, ScoreOver, ScoreMin, ScoreMax, SolvedAt
//	func Score(s State, a Action, next State) float64 // higher is better
//	const SuccessOver, SolvedSuccess                  // where the task has a success,
//	func Success(s State, a Action, next State) bool  // with this
//	func SparseReward(s State, a Action, next State) (total float64, terms map[string]float64)
//	func HumanReward(s State, a Action, next State) (total float64, terms map[string]float64)
//
// and an optional draw.go declares func Draw(s State) draw.Scene. Package folder
// compiles such a folder and runs it as it is. In a Go program one more file of
// the package, which is ordinary Go, binds the functions with [Native].
//
// # Fields
//
// Params, State, Action and Observation consist of float64, float32, int, bool
// and uint32, of fixed arrays and of structs of these. Their leaves, in
// declaration order, are the fields of a [Schema]. The comment behind a field
// is data, in one grammar:
//
//	Name type // description [unit, low..high, default value]
//
// The unit comes first, "-" where there is none; range and default (Params
// only) may be left out. Numbers may be written with pi and inf: -4pi..4pi,
// 0..inf. The range of a State field is where it lies while an episode goes on;
// the last state of a terminated episode may lie outside. Actions are clipped
// to their ranges, which must be finite. From the comments come the tables in
// docs and prompts, the bounds checks and the critic's probes.
//
// # Rules
//
// next is always the true successor of s, never the state after a reset. Score
// and rewards get the applied (clipped) action. A termination means that
// nothing follows, a truncation that the clock ran out; where both fall on one
// step the termination counts. Functions are pure: the same arguments give the
// same bits, randomness comes from the [rng.Source] alone, and the stream of a
// step depends only on seed, instance, episode and step. NaN or infinity in a
// state is an error of the environment and stops the simulation.
//
// Actions and parameters are numbers outside of the environment. A bool field
// becomes true from 0.5 on, an int or uint32 field takes the nearest whole
// number; a whole parameter drawn from a range takes each whole number in it,
// both ends included, with the same probability.
//
// Every leaf type is exactly representable in float64: an int has 32 bits, and an
// environment stops where one leaves them. So batches of transitions are columns
// of float64: see [Transitions].
package envs

package envs

import (
	"context"

	"github.com/rewardsmith/rewardsmith/envs/draw"
)

// Env is an environment with its task. Implementations are safe for use by
// several goroutines; the Simulators they make are not.
type Env interface {
	// Spec describes the environment. The result must not be changed.
	Spec() *Spec

	// NewSimulator makes instances of the environment, each in the first
	// state of its first episode.
	NewSimulator(SimConfig) (Simulator, error)

	// Score sets out[i] to the task's score of transition i of b. len(out) is
	// b.Len(). An error is one of the environment.
	Score(b *Transitions, out []float64) error

	// Success sets out[i] to the task's success at transition i of b. It
	// sets all to false where Spec().Success is nil.
	Success(b *Transitions, out []bool) error

	// Reward returns one of the task's own rewards, RewardSparse or
	// RewardHuman, or an error that names those.
	// It serves one goroutine; Close it after use.
	Reward(name string) (Reward, error)

	// Draw shows one state, given as a row of its fields, as shapes; false
	// where the environment has no picture.
	Draw(state []float64) (draw.Scene, bool)
}

// Reward is one of a task's own rewards. It keeps nothing from one call to the
// next.
type Reward interface {
	// Terms returns the names of the reward's terms in sorted order.
	Terms() []string

	// Reward sets total[i] to the reward of transition i of b, and terms[k][i]
	// to its term k. len(total) and len(terms[k]) are b.Len(). It fails where a
	// transition lacks a term or has another one.
	Reward(ctx context.Context, b *Transitions, total []float64, terms [][]float64) error

	// Close frees what the reward holds.
	Close() error
}

// Names of the rewards that every task has.
const (
	RewardSparse = "sparse" // the metric itself
	RewardHuman  = "human"  // shaped by an expert, with its source
)

// SimConfig says what instances to make.
type SimConfig struct {
	N             int              // number of instances, at least 1
	Seed          uint64           // key of all random numbers
	FirstInstance uint32           // number of the first instance in the random streams
	Params        map[string]Range // settings of Params fields by name; the others keep their defaults
}

// Range is the interval from which a parameter is drawn anew for each episode;
// where Lo equals Hi the parameter is fixed. Of int and uint32 parameters it
// holds the whole numbers from Lo to Hi; a bool is true from 0.5 on.
type Range struct{ Lo, Hi float64 }

// Simulator advances N instances of an environment in lockstep. An instance
// whose episode ends is reset at once.
//
// Remote simulators will fit this interface: a step takes a context and can fail.
type Simulator interface {
	// Observations returns the observation of every instance's current state,
	// [N][O]. The slice is overwritten by the next Step.
	Observations() []float32

	// Step applies actions, [N][A] in physical units, clipped to the action's
	// bounds, and records the transitions as time t of b. NaN actions and
	// non-finite successor states are errors, after which the simulator is
	// unusable.
	Step(ctx context.Context, actions []float64, b *Transitions, t int) error

	// FinalObservations returns the observations of the true successors of
	// the last Step, [N][O]: where an episode ended they differ from
	// Observations, which is then that of the next episode's first state.
	FinalObservations() []float32

	// Close frees what the simulator holds.
	Close() error
}

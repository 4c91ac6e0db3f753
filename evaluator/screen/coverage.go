package screen

import (
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/rewardsmith/rewardsmith/envs"
)

// Pairing says how the transitions are put together on which rewards are compared.
type Pairing string

// The pairings.
const (
	// PairIndependent draws state, action and next state each for itself, as in the
	// definition of EPIC for a product distribution. Most such transitions are
	// impossible: no action leads from the one state to the other.
	PairIndependent Pairing = "independent"

	// PairPlayed takes transitions as they were played. The expectations within the
	// canonical form are over independent draws all the same.
	PairPlayed Pairing = "played"
)

// Pairings lists all pairings.
func Pairings() []Pairing { return []Pairing{PairIndependent, PairPlayed} }

// ParsePairing returns the pairing of a name, or an error that lists them.
func ParsePairing(name string) (Pairing, error) { return named("coverage", name, Pairings()) }

// CoverageOptions are settings of Trajectories.Coverage; the zero value stands for
// those of DefaultCoverage.
type CoverageOptions struct {
	Transitions int     // over which the correlation of rewards is taken
	Means       int     // draws of action and next state over which each expectation is taken
	Pairing     Pairing // of the transitions
	Seed        uint64  // of the draws
}

// DefaultCoverage returns the usual settings, for which a million rewards have to be
// computed: about half a second of a compiled reward. Transitions are many since what is
// rare and large, such as a fine for falling, decides correlations; the expectations need
// few draws. docs/screen.md has what was measured.
func DefaultCoverage() CoverageOptions {
	return CoverageOptions{Transitions: 16384, Means: 32, Pairing: PairIndependent}
}

// Coverage is the distribution over transitions on which rewards are compared: every
// step of every episode is equally likely, so that long episodes weigh more. States are
// drawn from those before a step and next states from those after one, which hold the
// last states of episodes.
type Coverage struct {
	CoverageOptions
	Steps int // that were drawn from

	spec        *envs.Spec
	transitions *envs.Transitions // [Transitions][1]
	means       *envs.Transitions // [Means][1], of which Action and Next count
}

// Coverage draws from the episodes, the same for the same episodes and options. It
// fails without episodes.
func (t *Trajectories) Coverage(o CoverageOptions) (*Coverage, error) {
	usual := DefaultCoverage()
	if o.Transitions == 0 {
		o.Transitions = usual.Transitions
	}
	if o.Means == 0 {
		o.Means = usual.Means
	}
	if o.Pairing == "" {
		o.Pairing = usual.Pairing
	}
	if len(t.Episodes) == 0 {
		return nil, errors.New("there are no episodes to draw transitions from; let a policy play first")
	}
	d := newDrawer(t, o.Seed)
	c := &Coverage{CoverageOptions: o, Steps: d.steps(), spec: t.Spec}
	c.transitions = d.draw(o.Transitions, o.Pairing)
	c.means = d.draw(o.Means, PairIndependent)
	return c, nil
}

// String says in a sentence what was drawn from what.
func (c *Coverage) String() string {
	return fmt.Sprintf("%d transitions, each against %d draws, from %d played steps; states, actions and next states of the transitions are %s",
		c.Transitions, c.Means, c.Steps, map[Pairing]string{PairIndependent: "drawn independently", PairPlayed: "as played"}[c.Pairing])
}

// drawer draws steps of episodes.
type drawer struct {
	from   *Trajectories
	before []int // steps of the episodes before each, and of all
	random *rand.Rand
}

func newDrawer(t *Trajectories, seed uint64) *drawer {
	d := &drawer{from: t, before: []int{0}, random: rand.New(rand.NewPCG(seed, 0xE91C))}
	for i, e := range t.Episodes {
		d.before = append(d.before, d.before[i]+e.Steps)
	}
	return d
}

func (d *drawer) steps() int { return d.before[len(d.before)-1] }

// step draws one step of all: a batch and the element in it.
func (d *drawer) step() (b *envs.Transitions, at int) {
	k := d.random.IntN(d.steps())
	lo, hi := 0, len(d.from.Episodes) // the episode lies in lo..hi-1
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; d.before[mid] <= k {
			lo = mid
		} else {
			hi = mid
		}
	}
	e := &d.from.Episodes[lo]
	b = d.from.batches[e.batch]
	return b, (k-d.before[lo])*b.N + e.column
}

// draw returns n transitions, each the start of an episode of its own.
func (d *drawer) draw(n int, p Pairing) *envs.Transitions {
	out := envs.NewTransitions(d.from.Spec, n, 1)
	for i := range n {
		out.Start[i] = true
		b, at := d.step()
		put(out.State, i, b.State, at)
		if p == PairIndependent {
			b, at = d.step()
		}
		put(out.Action, i, b.Action, at)
		if p == PairIndependent {
			b, at = d.step()
		}
		put(out.Next, i, b.Next, at)
	}
	return out
}

// put copies row at of the columns from to row i of the columns to.
func put(to [][]float64, i int, from [][]float64, at int) {
	for f := range to {
		to[f][i] = from[f][at]
	}
}

package play

import (
	"context"
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/conform"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// Comparison is how far a device is from the processor when both play the same: the
// same seed, and the same actions in the same steps. An instance is compared for as
// long as its episodes end alike in both places.
type Comparison struct {
	Agreement rollout.Agreement // whose tolerances count
	Known     bool              // Agreement is that of this very environment, which it has to keep

	// Quantities are the fields of a state, by name, and then what else is compared:
	// first states, observations, scores, rewards and ends. See Gap.
	Quantities []Gap

	Episodes, Alike int         // that ended on the processor or the device while in step; that ended in both alike
	Longest         int         // steps of the longest part of an episode that was compared
	Fault           *FaultError // what went wrong on the device alone, nil where nothing did
}

// Gap is how far one quantity is apart.
type Gap struct {
	Name  string
	Exact bool // it has to be the same: whole numbers, truth values, ends

	// Apart is the largest difference: of a field in units of its range, or, where that
	// is infinite, of 1 plus the size of the number; of scores and rewards always the
	// latter.
	Apart float64

	// Left is the step of an episode, counted from 0, at which the quantity first
	// leaves the tolerance, -1 if never. Of scores, rewards and observations only
	// steps count before which the state has stayed within.
	Left int
}

// GapFirst is the name of the quantity that is the first states of episodes: they tell
// that episodes have the same numbers and random numbers. GapReward is that of the
// reward with its terms.
const (
	GapFirst  = "first states"
	GapReward = "reward and terms"
)

// Names of other quantities besides fields.
const (
	gapObservations = "observations"
	gapScore        = "score"
	gapSuccess      = "success"
	gapEnds         = "ends of episodes"
)

// Compare plays so many steps on the processor and on a GPU. What of c is about
// recording is not used, and the reward has to be one of the environment's own. The
// actions are those of conform.PlayActions, rounded to float32. An error is one of the
// processor's play, or of the device as such.
func Compare(ctx context.Context, g *gpu.Device, env envs.Env, c Config, steps int) (*Comparison, error) {
	return compare(ctx, env, roomy(c, steps), steps, func(c Config) (*Player, error) { return New(ctx, g, c) })
}

// mostCompared is the number of steps that are recorded at a time.
const mostCompared = 64

// roomy makes room for what Compare needs.
func roomy(c Config, steps int) Config {
	c.Recorded, c.Given, c.Steps = c.Instances, true, min(steps, mostCompared)
	return c
}

func compare(ctx context.Context, env envs.Env, c Config, steps int, open func(Config) (*Player, error)) (*Comparison, error) {
	actions := make([][]float64, steps)
	for t := range actions {
		actions[t] = conform.PlayActions(c.Spec, simConfig(c), t)
		for i, v := range actions[t] {
			actions[t][i] = float64(float32(v))
		}
	}
	want, err := refer(ctx, env, c, steps, func(t int, _ []float32) []float64 { return actions[t] })
	if err != nil {
		return nil, fmt.Errorf("on the processor: %w", err)
	}
	x := newComparison(c.Spec)
	p, err := open(c)
	if err != nil {
		return x, x.fault(err)
	}
	defer p.Close()
	walks := make([]walk, c.Instances)
	for from := 0; from < steps; from += c.Steps {
		var rows []float64
		for _, row := range actions[from:min(from+c.Steps, steps)] {
			rows = append(rows, row...)
		}
		got, err := p.Act(ctx, rows)
		if err := x.fault(err); err != nil {
			return nil, err
		}
		for n := range walks {
			x.follow(&walks[n], c.Spec, n, from, got, want)
		}
	}
	return x, nil
}

func newComparison(spec *envs.Spec) *Comparison {
	x := &Comparison{}
	x.Agreement, x.Known = rollout.AgreementOf(spec.Name)
	for _, f := range spec.State {
		x.Quantities = append(x.Quantities, Gap{Name: f.Name, Exact: exact(f), Left: -1})
	}
	for _, name := range []string{GapFirst, gapObservations, gapScore, gapSuccess, GapReward, gapEnds} {
		x.Quantities = append(x.Quantities, Gap{Name: name, Exact: name == gapSuccess || name == gapEnds, Left: -1})
	}
	return x
}

// fault keeps what went wrong with an instance; any other error is returned.
func (x *Comparison) fault(err error) error {
	var fault *FaultError
	if errors.As(err, &fault) {
		x.Fault = fault
		return nil
	}
	return err
}

// Problems says what is wrong: nothing where the device keeps the agreement.
func (x *Comparison) Problems() []string {
	var list []string
	if x.Fault != nil {
		list = append(list, x.Fault.Error())
	}
	for _, q := range x.Quantities {
		if q.Left < 0 || q.Left >= x.Agreement.Steps {
			continue
		}
		what := "is beyond the tolerance"
		if q.Exact {
			what = "differs"
		}
		list = append(list, fmt.Sprintf("%s: %s from step %d of an episode on, by %.2g at most; %d steps have to agree", q.Name, what, q.Left, q.Apart, x.Agreement.Steps))
	}
	return list
}

// Horizon returns the number of steps of an episode in which everything agrees: Longest
// where nothing ever left its tolerance.
func (x *Comparison) Horizon() int {
	steps := x.Longest
	for _, q := range x.Quantities {
		if q.Left >= 0 {
			steps = min(steps, q.Left)
		}
	}
	return steps
}

// Ranges lets every parameter of an environment be drawn from its whole range, where
// that is finite.
func Ranges(spec *envs.Spec) map[string]envs.Range {
	ranges := map[string]envs.Range{}
	for _, f := range spec.Params {
		if f.Bounded() {
			ranges[f.Name] = envs.Range{Lo: f.Lo, Hi: f.Hi}
		}
	}
	return ranges
}

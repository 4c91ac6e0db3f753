package play

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
)

// FaultError is what went wrong with an instance on the device, and at which
// transition. Time counts from the start of the simulation.
type FaultError struct {
	rollout.Fault
	Instance int
	TermName string // of BadReward: "" for the total
	Place    string // of Stopped and RewardStopped: where the text has stopped
	spec     *envs.Spec
}

// Error names the instance, the time and the transition.
func (f *FaultError) Error() string {
	what := f.Kind.String()
	switch f.Kind {
	case rollout.Stopped, rollout.RewardStopped:
		what += " in " + f.Place
	case rollout.BadReward:
		name := "the total"
		if f.TermName != "" {
			name = "the term " + f.TermName
		}
		what += fmt.Sprintf(": %s is %g", name, f.Value)
	case rollout.BadScore:
		what += fmt.Sprintf(": it is %g", f.Value)
	}
	return fmt.Sprintf("%s: %s (in float32, instance %d, time %d, state {%s}, action {%s}, next {%s})",
		f.spec.Name, what, f.Instance, f.Time, f.spec.State.Format(f.State), f.spec.Action.Format(f.Action), f.spec.State.Format(f.Next))
}

// Columns of faults that are read by themselves.
const (
	kindColumn = 0
	timeColumn = 2
)

// faulty returns a *FaultError of the first instance, in order of time and then of
// instances, that something went wrong with; nil where there is none.
func (p *Player) faulty(ctx context.Context) error {
	if p.fault != nil {
		return p.fault
	}
	stopped, err := p.sum(ctx, p.program.Statistics().Faults)
	if err != nil || stopped == 0 {
		return err
	}
	kinds, err := p.faultColumn(ctx, kindColumn, p.config.Instances)
	if err != nil {
		return err
	}
	times, err := p.faultColumn(ctx, timeColumn, p.config.Instances)
	if err != nil {
		return err
	}
	first := -1
	for n, kind := range kinds {
		if kind != uint32(rollout.NoFault) && (first < 0 || times[n] < times[first]) {
			first = n
		}
	}
	if first < 0 {
		return fmt.Errorf("%s: the device counts %g faults, and shows none: it cannot be relied on", p.config.Spec.Name, stopped)
	}
	if p.fault, err = p.faultOf(ctx, first); err != nil {
		return err
	}
	return p.fault
}

// faultOf reads the fault of an instance, of the last steps.
func (p *Player) faultOf(ctx context.Context, n int) (*FaultError, error) {
	words := make([]uint32, p.config.words(p.program)["faults"]/p.config.Instances)
	for c := range words {
		if err := p.machine.read(ctx, "faults", c*p.config.Instances+n, words[c:c+1]); err != nil {
			return nil, err
		}
	}
	f := &FaultError{Fault: p.program.Fault(words), Instance: n, spec: p.config.Spec}
	if f.Kind == rollout.Stopped || f.Kind == rollout.RewardStopped {
		f.Place = p.machine.site(f.Site)
	}
	if f.Kind == rollout.BadReward && f.Term >= 0 {
		f.TermName = p.Terms()[f.Term]
	}
	f.Time += p.clock
	return f, nil
}

// faultColumn reads a word of the faults of the first n instances.
func (p *Player) faultColumn(ctx context.Context, column, n int) ([]uint32, error) {
	words := make([]uint32, n)
	return words, p.machine.read(ctx, "faults", column*p.config.Instances, words)
}

package folder

import (
	"errors"
	"fmt"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
)

// batch calls an entry point that takes (s, a, next) for every transition of b,
// and hands its results over in pieces: columns of n values for the transitions
// from at on.
func batch(i *engine.Instance, name string, b *envs.Transitions, take func(at, n int, out [][]float64)) error {
	entry, err := i.Entry(name)
	if err != nil {
		return err
	}
	for at := 0; at < b.Len(); at += entry.Rows() {
		n := min(entry.Rows(), b.Len()-at)
		in := entry.In
		for _, group := range [][][]float64{b.State, b.Action, b.Next} {
			for _, column := range group {
				copy(in[0], column[at:at+n])
				in = in[1:]
			}
		}
		if err := entry.Run(n); err != nil {
			return stopped(err, at)
		}
		take(at, n, entry.Out)
	}
	return nil
}

// stopped names the transition at which a program stopped, the row counted from
// first.
func stopped(err error, first int) error {
	var fault *engine.Fault
	if errors.As(err, &fault) {
		return fmt.Errorf("%w at transition %d", err, first+fault.Row)
	}
	return err
}

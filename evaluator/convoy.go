package evaluator

import (
	"context"
	"errors"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// convoy is a fleet on its way, with those who observe its trainings.
type convoy struct {
	setup     *Setup
	settings  *Settings
	fleet     *fleet.Fleet
	observers []*observer // nil once the training has ended
	seconds   []float64   // of each training
}

// run trains to the end. The error is none of a reward or a training.
func (c *convoy) run(ctx context.Context) error {
	c.seconds = make([]float64, len(c.observers))
	for !c.fleet.Done() {
		c.part()
		active := c.fleet.Active()
		if active == 0 {
			return nil
		}
		before, start := c.fleet.Steps(), c.setup.Now()
		if err := c.fleet.Advance(ctx); err != nil {
			return err
		}
		share := c.setup.Now().Sub(start).Seconds() / float64(active)
		due := c.fleet.Done() || c.settings.checkpointBetween(before, c.fleet.Steps())
		for j, f := range c.observers {
			if f == nil {
				continue
			}
			c.seconds[j] += share
			if err := c.tell(ctx, j, due); err != nil {
				return err
			}
		}
	}
	return nil
}

// part lets trainings leave the fleet whose observers found a fault.
func (c *convoy) part() {
	for j, f := range c.observers {
		if f != nil && f.left.Load() {
			c.fleet.Stop(j)
			c.leave(j)
		}
	}
}

// leave ends what observer j is told.
func (c *convoy) leave(j int) {
	close(c.observers[j].incoming)
	c.observers[j] = nil
}

// tell passes on how far training j is. One with a fault leaves.
func (c *convoy) tell(ctx context.Context, j int, due bool) error {
	p, err := c.progress(ctx, j, due)
	if err != nil {
		return err
	}
	select {
	case c.observers[j].incoming <- p:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if p.fault != nil {
		c.fleet.Stop(j)
		c.leave(j)
	}
	return nil
}

// progress is how far training j is, with its policy where a checkpoint is due.
func (c *convoy) progress(ctx context.Context, j int, due bool) (p progress, err error) {
	p = progress{steps: c.fleet.Steps(), seconds: c.seconds[j], fault: c.fleet.Fault(j)}
	if p.fault != nil {
		return p, nil
	}
	p.addTo = adds(*c.fleet.Experience(j))
	if !due {
		return p, nil
	}
	p.policy, err = c.fleet.Policy(ctx, j)
	if errors.Is(err, ppo.ErrDiverged) {
		p.fault, err = err, nil
	}
	return p, err
}

// adds returns what adds a rollout to a window.
func adds(e fleet.Experience) func(w *window) {
	return func(w *window) {
		w.steps += e.Steps
		w.episodes += e.Episodes
		w.score += e.Score
		w.success += e.Successes
		w.length += e.Length
		w.ret += e.Return
		w.total += e.Reward
		for k, v := range e.Terms {
			w.terms[k] += v
		}
	}
}

// end closes what observers are told, wherever the fleet is.
func (c *convoy) end() {
	for j, f := range c.observers {
		if f != nil {
			c.leave(j)
		}
	}
}

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
	until     int         // steps at which all rest, 0 for none

	// At these steps, rising, the convoy waits for its observers, and decide says of
	// which trainings a race stops.
	rungs  []int
	decide func(marks []mark) map[int]Stopped // by job
}

// run trains to the end, or until all rest. The error is none of a reward or a training.
func (c *convoy) run(ctx context.Context) error {
	for !c.fleet.Done() && (c.until == 0 || c.fleet.Steps() < c.until) {
		c.part()
		active := c.fleet.Active()
		if active == 0 {
			return nil
		}
		before, start := c.fleet.Steps(), c.setup.Now()
		if err := c.fleet.Advance(ctx); err != nil {
			return err
		}
		c.spend(c.setup.Now().Sub(start).Seconds() / float64(active))
		due := c.fleet.Done() || c.settings.checkpointBetween(before, c.fleet.Steps())
		if err := c.tellAll(ctx, due); err != nil {
			return err
		}
	}
	return nil
}

// spend adds to the time of every training.
func (c *convoy) spend(seconds float64) {
	for j, f := range c.observers {
		if f != nil {
			c.seconds[j] += seconds
		}
	}
}

// tellAll passes on how far all are. At a rung it waits until their checkpoints are
// measured, and stops those that have lost.
func (c *convoy) tellAll(ctx context.Context, due bool) error {
	var marks chan mark
	if len(c.rungs) > 0 && c.fleet.Steps() == c.rungs[0] {
		c.rungs = c.rungs[1:]
		marks = make(chan mark, len(c.observers))
	}
	for j, f := range c.observers {
		if f == nil {
			continue
		}
		if err := c.tell(ctx, j, due, marks); err != nil {
			return err
		}
	}
	if marks == nil {
		return nil
	}
	return c.stop(ctx, marks)
}

// stop waits for a mark of every training that is left, and stops those that lose.
func (c *convoy) stop(ctx context.Context, marks <-chan mark) error {
	var list []mark
	for _, f := range c.observers {
		if f == nil {
			continue
		}
		select {
		case m := <-marks:
			list = append(list, m)
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	c.part()
	stopped := c.decide(list)
	for j, f := range c.observers {
		if f == nil {
			continue
		}
		if s, stops := stopped[f.job]; stops {
			f.stopped = &s
			c.fleet.Stop(j)
			c.leave(j)
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

// tell passes on how far training j is. One with a fault leaves, and brings no mark.
func (c *convoy) tell(ctx context.Context, j int, due bool, marks chan<- mark) error {
	p, err := c.progress(ctx, j, due)
	if err != nil {
		return err
	}
	if p.fault == nil {
		p.marks = marks
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
	if err == nil && p.fault == nil {
		p.counts, err = c.counts(ctx, j)
	}
	return p, err
}

// counts is what training j has counted, by which its checkpoint is measured.
func (c *convoy) counts(ctx context.Context, j int) (*Counts, error) {
	terms, err := c.fleet.Counts(ctx, j)
	if terms == nil || err != nil {
		return nil, err
	}
	counts := &Counts{}
	for _, t := range terms {
		counts.Terms = append(counts.Terms, TermCounts(t))
	}
	return counts, nil
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

// end closes what observers are told, wherever the fleet is. Its trainings rest where
// they are to go on later.
func (c *convoy) end(rest bool) {
	for j, f := range c.observers {
		if f != nil {
			f.rests = rest
			c.leave(j)
		}
	}
}

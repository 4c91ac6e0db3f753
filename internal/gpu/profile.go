package gpu

import (
	"context"
	"fmt"
	"time"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// Profile runs the batch as Run does and returns how long each dispatch has taken,
// by the device's clock. Where it has none it returns nil.
func (b *Batch) Profile(ctx context.Context) (times []time.Duration, err error) {
	d := b.device
	if d.info.Limits.Tick == 0 {
		return nil, b.Run(ctx)
	}
	if err := d.enter(ctx); err != nil {
		return nil, fmt.Errorf("profile of %d dispatches: %w", len(b.list), err)
	}
	defer d.leave()
	defer d.guard(&err)
	if b.gone {
		return nil, fmt.Errorf("batch of %d dispatches has been released", len(b.list))
	}
	clock, err := d.dev.Memory(8*uint64(len(b.slots)+1), driver.Download)
	if err != nil {
		return nil, fmt.Errorf("profile of %d dispatches: %w", len(b.list), d.fail(err))
	}
	defer func() {
		if !d.hangs {
			clock.Release()
		}
	}()
	b.fill()
	if err := d.stamped(ctx, b.stamps(clock)); err != nil {
		return nil, fmt.Errorf("profile of %d dispatches: %w", len(b.list), err)
	}
	return b.times(clock.Words()), nil
}

// stamps are the steps of the batch with a stamp before, between and after them.
func (b *Batch) stamps(clock driver.Memory) []driver.Step {
	stamp := func(i int) driver.Stamp {
		return driver.Stamp{To: driver.Range{Memory: clock, At: 8 * uint64(i), Bytes: 8}}
	}
	steps := []driver.Step{stamp(0)}
	for i, s := range b.slots {
		steps = append(steps, b.step(s), stamp(i+1))
	}
	return steps
}

// stamped runs steps, MaxDispatches at a time.
func (d *Device) stamped(ctx context.Context, steps []driver.Step) (err error) {
	var list []driver.Commands
	for len(steps) > 0 && err == nil {
		n := min(len(steps), 2*d.options.MaxDispatches)
		var c driver.Commands
		if c, err = d.dev.Record(steps[:n]); err == nil {
			list = append(list, c)
		}
		steps = steps[n:]
	}
	if err != nil {
		err = d.fail(err)
	} else {
		err = d.run(ctx, list)
	}
	if !d.hangs {
		for _, c := range list {
			c.Release()
		}
	}
	return err
}

// times are the differences of stamps, for each dispatch those of its parts.
func (b *Batch) times(stamps []uint32) []time.Duration {
	at := func(i int) uint64 { return uint64(stamps[2*i]) | uint64(stamps[2*i+1])<<32 }
	out := make([]time.Duration, len(b.list))
	for i, s := range b.slots {
		out[s.dispatch] += time.Duration(float64(at(i+1)-at(i)) * b.device.info.Limits.Tick)
	}
	return out
}

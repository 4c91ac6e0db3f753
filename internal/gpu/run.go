package gpu

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

const (
	// aheadLimit is how many commands are submitted before the first of them is
	// waited for: the device has its next work while the host learns of the end of
	// the last.
	aheadLimit = 2

	// glance is how long a wait takes before ctx is looked at.
	glance = 20 * time.Millisecond

	// grace is how long, after ctx is done, the device has for what is under way.
	grace = 5 * time.Second
)

// run submits commands in order and waits for them. Once ctx is done it submits no
// more. Unless the device is broken then, nothing is under way when it returns.
func (d *Device) run(ctx context.Context, list []driver.Commands) error {
	done := 0
	for i, c := range list {
		for ; i-done >= aheadLimit; done++ {
			if err := d.await(ctx, list[done:i]); err != nil {
				return err
			}
		}
		if ctx.Err() != nil {
			return d.cancel(ctx, list[done:i])
		}
		if err := d.dev.Submit(c); err != nil {
			return d.abandon(list[done:i], err)
		}
	}
	for ; done < len(list); done++ {
		if err := d.await(ctx, list[done:]); err != nil {
			return err
		}
	}
	return nil
}

// await waits for the first of the commands that are under way.
func (d *Device) await(ctx context.Context, underWay []driver.Commands) error {
	for start := time.Now(); ; {
		done, err := d.dev.Wait(underWay[0], glance)
		switch {
		case err != nil:
			return d.abandon(underWay, err)
		case done:
			return nil
		case ctx.Err() != nil:
			return d.cancel(ctx, underWay)
		case time.Since(start) > d.options.Timeout:
			return d.hang(fmt.Errorf("has not come to an end after %v", d.options.Timeout))
		}
	}
}

// cancel waits for what is under way after ctx is done, and returns why it is.
func (d *Device) cancel(ctx context.Context, underWay []driver.Commands) error {
	why := ctx.Err()
	if errors.Is(why, context.DeadlineExceeded) {
		why = fmt.Errorf("%w: stopped at the deadline: allow more time, or do less at a time: %w", ErrTimeout, why)
	}
	if d.drain(underWay) {
		return why
	}
	return d.hang(why)
}

// abandon returns an error of the driver; if the device goes on, what is under way
// ends first.
func (d *Device) abandon(underWay []driver.Commands, err error) error {
	err = d.fail(err)
	if d.broken == nil && !d.drain(underWay) {
		return d.hang(err)
	}
	return err
}

// drain waits for commands, and reports whether they are done.
func (d *Device) drain(underWay []driver.Commands) bool {
	end := time.Now().Add(d.grace)
	for _, c := range underWay {
		if done, err := d.dev.Wait(c, time.Until(end)); !done || err != nil {
			return false
		}
	}
	return true
}

// hang notes that the device does not come to an end.
func (d *Device) hang(why error) error {
	d.hangs = true
	d.broken = fmt.Errorf("%s: %w: a kernel does not end, or another program has the device: run less at a time, or use the CPU: %w", d.info.Name, ErrTimeout, why)
	return d.broken
}

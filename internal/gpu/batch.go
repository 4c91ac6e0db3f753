package gpu

import (
	"context"
	"fmt"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
)

// Batch is a list of dispatches, put together once and run many times.
type Batch struct {
	device   *Device
	list     []Dispatch // with arguments of its own
	most     []int      // invocations that each was made for
	slots    []slot
	uniform  driver.Memory
	commands []driver.Commands
	runs     uint32 // modulo 1<<32
	gone     bool
}

// slot is where the uniform block of a part of a dispatch stands.
type slot struct {
	part
	dispatch int
	word     int // of the uniform memory
}

// The words of the uniform memory before the slots: the number of the run, and what
// the device has made of it in the end.
const (
	wordRun   = 0
	wordEcho  = 1
	wordsHead = 4
)

// NewBatch checks dispatches, compiles their kernels and records them. The buffers
// and programs outlive the batch. What it says of a dispatch names its place in the
// list.
func (d *Device) NewBatch(list []Dispatch) (b *Batch, err error) {
	if err := d.enter(context.Background()); err != nil {
		return nil, fmt.Errorf("batch: %w", err)
	}
	defer d.leave()
	defer d.guard(&err)
	b = &Batch{device: d}
	for i, x := range list {
		if err := x.check(d); err != nil {
			return nil, fmt.Errorf("dispatch %d: %w", i, err)
		}
		if err := x.Kernel.compile(); err != nil {
			return nil, fmt.Errorf("dispatch %d: kernel %s: %w", i, x.Kernel.name, err)
		}
		x.Args, x.Buffers = slices.Clone(x.Args), slices.Clone(x.Buffers)
		b.list, b.most = append(b.list, x), append(b.most, x.Invocations)
	}
	if err := b.record(); err != nil {
		b.free()
		return nil, fmt.Errorf("batch of %d dispatches: %w", len(list), d.fail(err))
	}
	for _, x := range b.list {
		for _, v := range x.Buffers {
			v.Buffer.users++
		}
	}
	d.live[b] = struct{}{}
	return b, nil
}

// record lays out the uniform memory and records the steps, MaxDispatches at a time.
func (b *Batch) record() (err error) {
	d := b.device
	words := b.layOut()
	if b.uniform, err = d.dev.Memory(4*uint64(words), driver.Shared); err != nil {
		return err
	}
	var steps []driver.Step
	for _, s := range b.slots {
		if len(steps) == d.options.MaxDispatches {
			if err := b.add(steps); err != nil {
				return err
			}
			steps = nil
		}
		steps = append(steps, b.step(s))
	}
	return b.add(append(steps, driver.Copy{From: b.word(wordRun), To: b.word(wordEcho)}))
}

func (b *Batch) add(steps []driver.Step) error {
	c, err := b.device.dev.Record(steps)
	if err == nil {
		b.commands = append(b.commands, c)
	}
	return err
}

func (b *Batch) word(i uint64) driver.Range {
	return driver.Range{Memory: b.uniform, At: 4 * i, Bytes: 4}
}

// layOut makes the slots and returns the number of words that they need.
func (b *Batch) layOut() int {
	align := max(int(b.device.info.Limits.UniformAlign), 16) / 4
	next := wordsHead
	for i, x := range b.list {
		for _, p := range parts(x.Invocations, x.Kernel.grid, max(b.device.info.Limits.Groups, 1)) {
			next = (next + align - 1) / align * align
			b.slots = append(b.slots, slot{part: p, dispatch: i, word: next})
			next += x.blockWords()
		}
	}
	return next
}

// blockWords is the size of the uniform block, padded to 16 bytes.
func (x *Dispatch) blockWords() int { return (x.Kernel.head() + len(x.Args) + 3) &^ 3 }

func (b *Batch) step(s slot) driver.Step {
	x := &b.list[s.dispatch]
	step := driver.Dispatch{
		Pipeline: x.Kernel.pipeline, X: s.x, Y: s.y,
		Uniform: driver.Range{Memory: b.uniform, At: 4 * uint64(s.word), Bytes: 4 * uint64(x.blockWords())},
	}
	for i := range x.Buffers {
		r, _ := x.view(b.device, i) // which has been checked
		if r.Bytes == 0 {
			r.At, r.Bytes = 0, 16 // no binding is empty; every memory has as much
		}
		step.Storage = append(step.Storage, r)
	}
	return step
}

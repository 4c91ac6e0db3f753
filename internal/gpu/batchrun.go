package gpu

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// Args are the arguments of dispatch i, which may be changed between runs.
func (b *Batch) Args(i int) []uint32 { return b.list[i].Args }

// Limit makes later runs of dispatch i compute its first n invocations only, at
// most those that the batch was made with. It panics beyond them.
func (b *Batch) Limit(i, n int) {
	if n < 0 || n > b.most[i] {
		panic(fmt.Sprintf("gpu: %d invocations of dispatch %d, which was made for %d", n, i, b.most[i]))
	}
	b.list[i].Invocations = n
}

// Run runs all dispatches in order and waits for them. Once ctx is done it starts
// no more of them, and returns when those under way have ended: with ErrTimeout if
// a deadline has passed, else with ctx's error. What the buffers hold then is part
// old, part new. It returns ErrTimeout, too, if the device has not ended in
// Options.Timeout, and ErrLost if it has lost what it ran.
func (b *Batch) Run(ctx context.Context) (err error) {
	d := b.device
	if err := d.enter(ctx); err != nil {
		return fmt.Errorf("batch of %d dispatches: %w", len(b.list), err)
	}
	defer d.leave()
	defer d.guard(&err)
	if b.gone {
		return fmt.Errorf("batch of %d dispatches has been released", len(b.list))
	}
	b.fill()
	if err := d.run(ctx, b.commands); err != nil {
		return fmt.Errorf("batch of %d dispatches: %w", len(b.list), err)
	}
	if words := b.uniform.Words(); words[wordEcho] != b.runs {
		return d.fail(fmt.Errorf("batch of %d dispatches: %w: it says that it has run them, and has not", len(b.list), ErrLost))
	}
	return nil
}

// fill writes the number of the run and the uniform blocks.
func (b *Batch) fill() {
	words := b.uniform.Words()
	b.runs++
	words[wordRun] = b.runs
	for _, s := range b.slots {
		x := &b.list[s.dispatch]
		block := words[s.word : s.word+x.blockWords()]
		block[wordFirst] = uint32(s.first)
		block[wordEnd] = uint32(x.Invocations)
		block[wordFuel] = x.Fuel
		if x.Kernel.grid {
			block[wordRow] = s.x * spirv.DefaultWorkgroup
		}
		copy(block[x.Kernel.head():], x.Args)
	}
}

// Release frees the batch. It may be called more than once.
func (b *Batch) Release() {
	<-b.device.turn
	defer b.device.leave()
	if b.gone {
		return
	}
	b.gone = true
	b.device.drop(b)
	for _, x := range b.list {
		for _, v := range x.Buffers {
			v.Buffer.users--
			v.Buffer.drop()
		}
	}
}

func (b *Batch) free() {
	for _, c := range b.commands {
		c.Release()
	}
	if b.uniform != nil {
		b.uniform.Release()
	}
}

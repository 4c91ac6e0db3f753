package play

import (
	"context"
	"fmt"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// machine has the buffers of a program and runs its entries.
type machine interface {
	write(ctx context.Context, buffer string, at int, words []uint32) error
	read(ctx context.Context, buffer string, at int, words []uint32) error

	// run runs an entry for so many invocations, with its scalars and its buffers in
	// the order of its parameters.
	run(ctx context.Context, entry string, invocations int, args []uint32, buffers []string) error

	// site names a place at which user code has stopped.
	site(number uint32) string

	close()
}

// ample is more fuel than the program's own text takes anywhere.
const ample = 1 << 30

// device is a machine that is a GPU.
type device struct {
	gpu     *gpu.Device
	program *gpu.Program
	sites   []spirv.Site
	buffers map[string]*gpu.Buffer
	batches map[string]*gpu.Batch // of one dispatch each, by entry
}

// newDevice compiles a program for a GPU, and makes its buffers of so many words.
func newDevice(g *gpu.Device, p *rollout.Program, unit kernel.Unit, words map[string]int) (_ *device, err error) {
	module, err := p.Library.Shader(unit, g.Info().Shaders())
	if err != nil {
		return nil, err
	}
	d := &device{gpu: g, sites: module.Sites, buffers: map[string]*gpu.Buffer{}, batches: map[string]*gpu.Batch{}}
	defer func() {
		if err != nil {
			d.close()
		}
	}()
	for name, n := range words {
		b, err := g.NewBuffer(name, n)
		if err != nil {
			return nil, err
		}
		d.buffers[name] = b
	}
	d.program, err = g.Load(module)
	return d, err
}

func (d *device) write(ctx context.Context, buffer string, at int, words []uint32) error {
	return d.buffers[buffer].Write(ctx, at, words)
}

func (d *device) read(ctx context.Context, buffer string, at int, words []uint32) error {
	return d.buffers[buffer].Read(ctx, at, words)
}

func (d *device) run(ctx context.Context, entry string, invocations int, args []uint32, buffers []string) error {
	batch, err := d.batch(entry, invocations, args, buffers)
	if err != nil {
		return err
	}
	copy(batch.Args(0), args)
	return batch.Run(ctx)
}

// batch returns the batch of an entry, which is made when it is first used.
func (d *device) batch(entry string, invocations int, args []uint32, buffers []string) (*gpu.Batch, error) {
	if b := d.batches[entry]; b != nil {
		return b, nil
	}
	k, err := d.program.Kernel(entry)
	if err != nil {
		return nil, err
	}
	x := gpu.Dispatch{Kernel: k, Invocations: invocations, Args: args, Fuel: ample}
	for _, name := range buffers {
		x.Buffers = append(x.Buffers, d.buffers[name].All())
	}
	b, err := d.gpu.NewBatch([]gpu.Dispatch{x})
	if err != nil {
		return nil, err
	}
	d.batches[entry] = b
	return b, nil
}

func (d *device) site(number uint32) string {
	if int(number) >= len(d.sites) {
		return fmt.Sprintf("place %d, which is unknown", number)
	}
	return d.sites[number].String()
}

func (d *device) close() {
	for _, b := range d.batches {
		b.Release()
	}
	if d.program != nil {
		d.program.Release()
	}
	for _, b := range d.buffers {
		b.Release()
	}
}

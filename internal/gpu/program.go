package gpu

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/rewardsmith/rewardsmith/internal/gpu/driver"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// Program is a module on a device.
type Program struct {
	device  *Device
	shader  driver.Shader
	kernels map[string]*Kernel
}

// Kernel is an entry point of a program.
type Kernel struct {
	program  *Program
	name     string
	grid     bool
	args     []string // names of the scalars
	buffers  []spirv.GridBuffer
	pipeline driver.Pipeline // nil until the kernel is first used
}

// Load takes a module whose workgroups are of spirv.DefaultWorkgroup invocations.
// Entry points are compiled when they are first used.
func (d *Device) Load(m *spirv.Module) (p *Program, err error) {
	if err := d.enter(context.Background()); err != nil {
		return nil, fmt.Errorf("load: %w", err)
	}
	defer d.leave()
	defer d.guard(&err)
	shader, err := d.dev.Shader(words(m.Binary))
	if err != nil {
		return nil, fmt.Errorf("load: %w", d.fail(err))
	}
	p = &Program{device: d, shader: shader, kernels: map[string]*Kernel{}}
	for _, e := range m.Entries {
		p.kernels[e.Name] = &Kernel{program: p, name: e.Name, args: []string{"Inputs", "Results"}, buffers: rowBuffers}
	}
	for _, g := range m.Grids {
		k := &Kernel{program: p, name: g.Name, grid: true, buffers: g.Buffers}
		for _, leaf := range g.Params {
			k.args = append(k.args, leaf.Name)
		}
		p.kernels[g.Name] = k
	}
	d.live[p] = struct{}{}
	return p, nil
}

// rowBuffers are the buffers of every row entry.
var rowBuffers = []spirv.GridBuffer{{Name: "inputs"}, {Name: "results", Writes: true}, {Name: "faults", Writes: true}}

// words are the words of a binary.
func words(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

// Kernel returns an entry point.
func (p *Program) Kernel(name string) (*Kernel, error) {
	if k := p.kernels[name]; k != nil {
		return k, nil
	}
	var names []string
	for n := range p.kernels {
		names = append(names, n)
	}
	slices.Sort(names)
	return nil, fmt.Errorf("there is no kernel %s, there is %s", name, strings.Join(names, ", "))
}

// Release frees the program. The batches that use it have been released before. It
// may be called more than once.
func (p *Program) Release() {
	<-p.device.turn
	defer p.device.leave()
	p.device.drop(p)
}

func (p *Program) free() {
	for _, k := range p.kernels {
		if k.pipeline != nil {
			k.pipeline.Release()
			k.pipeline = nil
		}
	}
	p.shader.Release()
}

// Name is the name of the entry point.
func (k *Kernel) Name() string { return k.name }

// Args are the names of the words that a dispatch passes as Args.
func (k *Kernel) Args() []string { return slices.Clone(k.args) }

// compile makes the pipeline, if it is not there.
func (k *Kernel) compile() error {
	if k.pipeline != nil {
		return nil
	}
	d := k.program.device
	if _, ok := d.live[k.program]; !ok {
		return fmt.Errorf("its program has been released")
	}
	if n := len(k.buffers); d.info.Limits.Storage != 0 && n > d.info.Limits.Storage {
		return fmt.Errorf("%d buffers are %w %s, which is %d", n, ErrLimit, d.info.Name, d.info.Limits.Storage)
	}
	p, err := d.dev.Pipeline(k.program.shader, k.name, len(k.buffers))
	if err != nil {
		return fmt.Errorf("compile: %w", d.fail(err))
	}
	k.pipeline = p
	return nil
}

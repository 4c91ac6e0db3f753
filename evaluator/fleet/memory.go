package fleet

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
)

// memory is the buffers and programs of a fleet on its device.
type memory struct {
	gpu      *gpu.Device
	buffers  map[kernels.Buffer]*gpu.Buffer
	own      *gpu.Program
	programs []*gpu.Program // own, and the learner's, which others share
}

// allocate makes the buffers of a layout.
func allocate(g *gpu.Device, l *layout) (_ *memory, err error) {
	m := &memory{gpu: g, buffers: map[kernels.Buffer]*gpu.Buffer{}}
	defer func() {
		if err != nil {
			m.release()
		}
	}()
	if err := l.plan().Fits(g.Info().Limits); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(l.words)) {
		if m.buffers[name], err = g.NewBuffer(string(name), l.words[name]); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// batch puts launches together for a number of active jobs.
func (m *memory) batch(list []kernels.Launch, active int) (*gpu.Batch, error) {
	var dispatches []gpu.Dispatch
	for _, l := range list {
		k, err := m.kernel(l.Kernel)
		if err != nil {
			return nil, err
		}
		d := gpu.Dispatch{Kernel: k, Invocations: l.Invocations(active), Args: l.Args, Fuel: ample}
		for _, name := range l.Buffers {
			b, ok := m.buffers[name]
			if !ok {
				return nil, fmt.Errorf("kernel %s: there is no buffer %s", l.Kernel, name)
			}
			d.Buffers = append(d.Buffers, b.All())
		}
		dispatches = append(dispatches, d)
	}
	return m.gpu.NewBatch(dispatches)
}

// kernel finds an entry in the programs.
func (m *memory) kernel(name string) (*gpu.Kernel, error) {
	var errs []error
	for _, p := range m.programs {
		k, err := p.Kernel(name)
		if err == nil {
			return k, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}

// release frees what the fleet does not share. Batches have been released.
func (m *memory) release() {
	for _, b := range m.buffers {
		if b != nil {
			b.Release()
		}
	}
	if m.own != nil {
		m.own.Release()
	}
}

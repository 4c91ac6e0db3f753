package main

import (
	"context"
	"math"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/kernel/narrow"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// player is the rollout program of package rollout on a device, for a single job with
// random actions: with networks of zeros, which take as long as others.
type player struct {
	program *rollout.Program
	emitted *spirv.Module
	loaded  *gpu.Program
	sizes   rollout.Sizes
	buffers map[string]*gpu.Buffer
	batch   *gpu.Batch
}

// Fuel of user code, as fleets give it: see package fleet.
const (
	fuel         = 100_000
	softwareFuel = 10_000
)

// hidden are the widths of the networks' hidden layers.
var hidden = []int{64, 64}

// emit compiles the rollout program for a reward, with the options of a device.
func emit(spec *envs.Spec, r rollout.Reward, o spirv.Options) (*rollout.Program, *spirv.Module, error) {
	program, err := rollout.New(rollout.Config{Spec: spec, Hidden: hidden, Rewards: []rollout.Reward{r}})
	if err != nil {
		return nil, nil, err
	}
	lowered, err := program.Library.Lower(program.Unit)
	if err != nil {
		return nil, nil, err
	}
	math32, err := narrow.NewMath()
	if err != nil {
		return nil, nil, err
	}
	narrowed, err := math32.Program(lowered)
	if err != nil {
		return nil, nil, err
	}
	module, err := spirv.Emit(pass.Optimise(narrowed), o)
	return program, module, err
}

func newPlayer(ctx context.Context, d *gpu.Device, spec *envs.Spec, r rollout.Reward, instances, horizon int) (_ *player, err error) {
	p := &player{sizes: rollout.Sizes{Jobs: 1, Instances: instances, Horizon: horizon}, buffers: map[string]*gpu.Buffer{}}
	defer func() {
		if err != nil {
			p.close()
		}
	}()
	software := d.Info().Kind == gpu.Software
	if p.program, p.emitted, err = emit(spec, r, d.Info().Shaders()); err != nil {
		return nil, err
	}
	if err = p.allocate(d); err != nil {
		return nil, err
	}
	if err = p.buffers["jobs"].Write(ctx, 0, []uint32{0, root, 0, 0}); err != nil {
		return nil, err
	}
	if err = p.buffers["normaliser"].Write(ctx, 0, p.unit(len(spec.Observation))); err != nil {
		return nil, err
	}
	if p.loaded, err = d.Load(p.emitted); err != nil {
		return nil, err
	}
	if err = p.reset(ctx, d, software); err != nil {
		return nil, err
	}
	list, err := p.steps(software)
	if err != nil {
		return nil, err
	}
	p.batch, err = d.NewBatch(list)
	return p, err
}

// allocate makes the buffers of the entries.
func (p *player) allocate(d *gpu.Device) (err error) {
	words := map[string]int{"active": 1}
	for _, e := range p.program.Entries() {
		if e.Name == rollout.EntryPlay {
			continue
		}
		for _, of := range e.Parameters {
			if n := p.program.Words(of, p.sizes); n > 0 {
				words[of.Name] = n
			}
		}
	}
	for name, n := range words {
		if p.buffers[name], err = d.NewBuffer(name, n); err != nil {
			return err
		}
	}
	return nil
}

// unit is a normaliser that leaves observations as they are.
func (p *player) unit(observations int) []uint32 {
	words := make([]uint32, p.buffers["normaliser"].Words())
	for i := range observations {
		words[len(words)/2+i] = math.Float32bits(1)
	}
	return words
}

// reset puts the instances into their first states.
func (p *player) reset(ctx context.Context, d *gpu.Device, software bool) error {
	dispatch, err := p.dispatch(rollout.EntryReset, software, nil)
	if err != nil {
		return err
	}
	batch, err := d.NewBatch([]gpu.Dispatch{dispatch})
	if err != nil {
		return err
	}
	defer batch.Release()
	return batch.Run(ctx)
}

// dispatch fills in the parameters of an entry.
func (p *player) dispatch(name string, software bool, scalars map[string]uint32) (gpu.Dispatch, error) {
	k, err := p.loaded.Kernel(name)
	if err != nil {
		return gpu.Dispatch{}, err
	}
	const workgroup = 64
	perJob := (p.sizes.Instances + workgroup - 1) / workgroup * workgroup
	values := map[string]uint32{
		"instances": uint32(p.sizes.Instances), "perJob": uint32(perJob), "all": uint32(p.sizes.Instances),
		"horizon": uint32(p.sizes.Horizon), "stepFuel": fuelOf(software), "rewardFuel": fuelOf(software),
	}
	for name, v := range scalars {
		values[name] = v
	}
	x := gpu.Dispatch{Kernel: k, Invocations: perJob, Fuel: 1 << 30}
	for _, e := range p.program.Entries() {
		if e.Name != name {
			continue
		}
		for _, of := range e.Parameters {
			if of.Element <= rollout.BoolScalar {
				x.Args = append(x.Args, values[of.Name])
			} else {
				x.Buffers = append(x.Buffers, p.buffers[of.Name].All())
			}
		}
	}
	return x, nil
}

func fuelOf(software bool) uint32 {
	if software {
		return softwareFuel
	}
	return fuel
}

// steps lists the dispatches of a rollout: one, or several where a software device
// ends loops early.
func (p *player) steps(software bool) (list []gpu.Dispatch, err error) {
	at := p.sizes.Horizon
	if software {
		at = min(at, p.program.Steps(kernels.MaxIterations, softwareFuel, softwareFuel))
	}
	restart := uint32(rollout.RestartTotals | rollout.RestartMoments)
	for from := 0; from < p.sizes.Horizon; from += at {
		x, err := p.dispatch(rollout.EntryRollout, software, map[string]uint32{
			"from": uint32(from), "steps": uint32(min(at, p.sizes.Horizon-from)), "restart": restart,
		})
		if err != nil {
			return nil, err
		}
		list, restart = append(list, x), 0
	}
	return list, nil
}

// play runs one rollout.
func (p *player) play(ctx context.Context) error { return p.batch.Run(ctx) }

func (p *player) close() {
	if p.batch != nil {
		p.batch.Release()
	}
	if p.loaded != nil {
		p.loaded.Release()
	}
	for _, buffer := range p.buffers {
		if buffer != nil {
			buffer.Release()
		}
	}
}

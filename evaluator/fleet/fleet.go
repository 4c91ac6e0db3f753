package fleet

import (
	"context"
	"fmt"
	"slices"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
	"github.com/rewardsmith/rewardsmith/internal/nn"
)

// Fleet is jobs in training. It is not safe for concurrent use.
type Fleet struct {
	config   Config
	rewardOf []int // number of each job's reward in the program
	sites    []spirv.Site
	sizes    []int // widths of the policy
	params   int   // number of the policy's parameters, without padding

	schedule *schedule
	memory   *memory
	batch    *gpu.Batch // of every rollout but the first, once it is there

	jobs     []state
	active   []uint32
	listed   bool // active is as on the device
	rollouts int
}

// state is how a job is after the last rollout.
type state struct {
	fault      error
	experience Experience
}

// New puts a fleet on its device, before the first step. Close must be called. Errors
// of sizes are gpu.ErrOutOfMemory or gpu.ErrLimit; a *kernel.RefusedError says that a
// reward cannot be compiled for the device.
func New(ctx context.Context, c Config) (*Fleet, error) {
	return newWithin(ctx, c, c.Device.Info().Limits)
}

// newWithin is New, whose buffers keep within limits.
func newWithin(ctx context.Context, c Config, limits gpu.Limits) (_ *Fleet, err error) {
	p, of, err := c.program()
	if err != nil {
		return nil, err
	}
	d := c.Device
	l, err := c.layout(p, len(c.Jobs), limits)
	if err != nil {
		return nil, err
	}
	at, err := newPace(p, c.Settings.Horizon, d.software())
	if err != nil {
		return nil, err
	}
	f := &Fleet{config: c, rewardOf: of, jobs: make([]state, len(c.Jobs)), schedule: &schedule{layout: l, settings: &c.Settings, pace: at}}
	module, err := p.Library.Shader(p.Unit, d.Info().Shaders())
	if err != nil {
		return nil, err
	}
	f.sites = module.Sites
	if f.memory, err = allocate(d.gpu, l); err != nil {
		return nil, err
	}
	if err := f.load(ctx, module); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// load brings programs and first parameters to the device.
func (f *Fleet) load(ctx context.Context, own *spirv.Module) (err error) {
	m := f.memory
	if m.own, err = m.gpu.Load(own); err != nil {
		return err
	}
	learner, err := f.config.Device.load()
	if err != nil {
		return err
	}
	m.programs = []*gpu.Program{m.own, learner}
	for j := range f.jobs {
		f.active = append(f.active, uint32(j))
		if err := f.begin(ctx, j); err != nil {
			return err
		}
	}
	return nil
}

// begin uploads what a job starts with: seeds and the networks of ppo.
func (f *Fleet) begin(ctx context.Context, j int) error {
	job, shape := &f.config.Jobs[j], &f.schedule.learner.Shape
	low, high := uint32(job.Seed), uint32(job.Seed>>32)
	if err := f.write(ctx, kernels.Seeds, 2*j, []uint32{low, high}); err != nil {
		return err
	}
	if err := f.write(ctx, jobWords, rollout.JobWords*j, []uint32{uint32(f.rewardOf[j]), low, high, 0}); err != nil {
		return err
	}
	if f.config.Counts.on() {
		if err := f.write(ctx, kernels.Counted, j, []uint32{uint32(len(f.Terms(j)))}); err != nil {
			return err
		}
	}
	actor, critic, err := ppo.NewNetworks(f.config.Spec, &f.config.Settings, nn.GoKernels(), job.Seed)
	if err != nil {
		return err
	}
	f.sizes, f.params = actor.Sizes(), len(actor.Params())
	size := shape.Params()
	words := make([]uint32, 2*size)
	pack(words[:size], shape, actor.Sizes(), actor.Params())
	pack(words[size:], shape, critic.Sizes(), critic.Params())
	return f.write(ctx, kernels.Params, 2*size*j, words)
}

// Close frees what the fleet has on the device.
func (f *Fleet) Close() error {
	if f.batch != nil {
		f.batch.Release()
	}
	f.memory.release()
	return nil
}

// Terms returns the names of the terms of a job's reward, sorted.
func (f *Fleet) Terms(j int) []string { return f.schedule.program.Terms[f.rewardOf[j]] }

// Active returns the number of jobs that still train.
func (f *Fleet) Active() int { return len(f.active) }

// Done says that all of Settings.Steps have been trained.
func (f *Fleet) Done() bool { return f.rollouts >= f.config.Settings.Rollouts() }

// Steps returns the number of environment steps of each active job so far.
func (f *Fleet) Steps() int { return f.rollouts * f.config.Settings.Batch() }

// Stop makes a job leave the fleet. Nothing changes for the others.
func (f *Fleet) Stop(j int) {
	if i := slices.Index(f.active, uint32(j)); i >= 0 {
		f.active = slices.Delete(f.active, i, i+1)
		f.listed = false
	}
}

// Fault returns why a job has left the fleet in the last Advance: nil where it has
// not, a *ppo.RewardError for a fault of the reward, ppo.ErrDiverged for one of
// training.
func (f *Fleet) Fault(j int) error { return f.jobs[j].fault }

// Experience sums up the last rollout of a job.
func (f *Fleet) Experience(j int) *Experience { return &f.jobs[j].experience }

// Advance collects one rollout of every active job and updates its networks on it.
// Jobs with a fault leave the fleet. An error is one of the environment, of the device
// or of the context; the fleet is of no use after it. Where no job is active it does
// nothing.
func (f *Fleet) Advance(ctx context.Context) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if len(f.active) == 0 {
		return nil
	}
	if !f.listed {
		if err := f.write(ctx, kernels.Active, 0, f.active); err != nil {
			return err
		}
		f.listed = true
	}
	if err := f.run(ctx); err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return fmt.Errorf("rollout %d on %s: %w", f.rollouts, f.memory.gpu.Info().Name, err)
	}
	if err := f.look(ctx); err != nil {
		return err
	}
	f.rollouts++
	return nil
}

// run runs the rollout and the update on the device.
func (f *Fleet) run(ctx context.Context) error {
	list := f.schedule.advance(f.rollouts)
	if f.rollouts == 0 {
		first, err := f.memory.batch(list, len(f.active))
		if err != nil {
			return err
		}
		defer first.Release()
		return first.Run(ctx)
	}
	if f.batch == nil {
		var err error
		if f.batch, err = f.memory.batch(list, len(f.active)); err != nil {
			return err
		}
	}
	for i, l := range list {
		copy(f.batch.Args(i), l.Args)
		f.batch.Limit(i, l.Invocations(len(f.active)))
	}
	return f.batch.Run(ctx)
}

// write and read move words to and from a buffer.
func (f *Fleet) write(ctx context.Context, b kernels.Buffer, at int, words []uint32) error {
	return f.memory.buffers[b].Write(ctx, at, words)
}

func (f *Fleet) read(ctx context.Context, b kernels.Buffer, at, n int) ([]uint32, error) {
	words := make([]uint32, n)
	return words, f.memory.buffers[b].Read(ctx, at, words)
}

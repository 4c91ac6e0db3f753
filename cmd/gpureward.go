package cmd

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/evaluator"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// engineGPU names a GPU among the engines that run rewards.
const engineGPU = "gpu"

// gpuReward is a reward that runs on a GPU. It is the Rewarder that shows what
// the GPU computes; trainings there have a program of their own.
type gpuReward struct {
	device  *gpu.Device
	kernel  *gpu.Kernel
	entry   spirv.Entry
	sites   []spirv.Site
	fuel    uint32
	subject *critic.Subject
	terms   []string
	memory  []uint32 // of the one instance, a word each leaf; none without Memory
}

// rewardEntry is the name of the reward's entry in what critic.Unit returns.
const rewardEntry = "reward"

// newGPUReward compiles the reward in an accepted source for a device, which Close
// gives back.
func newGPUReward(d *gpu.Device, subject *critic.Subject, source string) (*gpuReward, error) {
	library, unit, err := critic.Unit(subject.Packages, source)
	if err != nil {
		return nil, err
	}
	module, err := library.Shader(unit, d.Info().Shaders())
	if err != nil {
		return nil, err
	}
	program, err := d.Load(module)
	if err != nil {
		return nil, err
	}
	r := &gpuReward{device: d, entry: module.Entries[0], sites: module.Sites, fuel: fuelOf(d), subject: subject}
	if r.kernel, err = program.Kernel(rewardEntry); err != nil {
		return nil, err
	}
	r.memory = make([]uint32, len(r.entry.Inputs)-2*len(subject.State)-len(subject.Action))
	for _, leaf := range r.entry.Results[1 : len(r.entry.Results)-len(r.memory)] {
		_, name, _ := strings.Cut(leaf.Name, ".")
		r.terms = append(r.terms, name)
	}
	return r, nil
}

// fuelOf is what a row may take on a device: as in the critic, but for software
// devices, which leave every loop without a word after 65535 iterations.
func fuelOf(d *gpu.Device) uint32 {
	fuel := critic.DefaultLimits().Budget
	if d.Info().Kind == gpu.Software {
		fuel = min(fuel, 60_000)
	}
	return uint32(fuel)
}

// Terms implements evaluator.Rewarder.
func (r *gpuReward) Terms() []string { return r.terms }

// Reward implements evaluator.Rewarder, for transitions of one instance. Values
// are those of float32.
func (r *gpuReward) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	step := b.Len()
	if len(r.memory) > 0 {
		step = 1 // each needs what the one before has left
	}
	for lo := 0; lo < b.Len(); lo += step {
		n := min(step, b.Len()-lo)
		results, faults, err := r.device.Rows(ctx, r.kernel, r.entry, n, r.fuel, r.inputs(b, lo, n))
		if err != nil {
			return err
		}
		if err := r.take(b, lo, results, faults, total, terms); err != nil {
			return err
		}
	}
	return nil
}

// inputs are the words of n transitions from lo on, column after column.
func (r *gpuReward) inputs(b *envs.Transitions, lo, n int) []uint32 {
	if b.Start[lo] {
		clear(r.memory)
	}
	words := append(make([]uint32, 0, n*len(r.entry.Inputs)), r.memory...) // one row, where there is memory
	leaves := r.entry.Inputs[len(r.memory):]
	for _, group := range [][][]float64{b.State, b.Action, b.Next} {
		for _, column := range group {
			for _, v := range column[lo : lo+n] {
				words = append(words, word(leaves[0].Kind, v))
			}
			leaves = leaves[1:]
		}
	}
	return words
}

// take stores the results of transitions from lo on, as far as none has stopped.
func (r *gpuReward) take(b *envs.Transitions, lo int, results, faults []uint32, total []float64, terms [][]float64) error {
	n := len(faults)
	column := func(c, row int) float64 { return float64(math.Float32frombits(results[c*n+row])) }
	for row, fault := range faults {
		if fault != 0 {
			return r.stopped(b, lo+row, fault)
		}
		total[lo+row] = column(0, row)
		for k := range terms {
			terms[k][lo+row] = column(1+k, row)
		}
		if err := r.finite(b, lo+row, total, terms); err != nil {
			return err
		}
	}
	copy(r.memory, results[(1+len(terms))*n:])
	return nil
}

// finite wants numbers of a transition.
func (r *gpuReward) finite(b *envs.Transitions, i int, total []float64, terms [][]float64) error {
	name, v := "the total", total[i]
	for k, column := range terms {
		if v-v == 0 {
			name, v = "the term "+r.terms[k], column[i]
		}
	}
	if v-v == 0 {
		return nil
	}
	return &critic.Fault{Reason: "nan", Message: fmt.Sprintf("%s is %v in float32", name, v), Where: r.subject.Where(b, i)}
}

// stopped says why the reward has stopped at a transition.
func (r *gpuReward) stopped(b *envs.Transitions, i int, site uint32) error {
	if int(site) >= len(r.sites) {
		return fmt.Errorf("%s says that the reward has stopped at place %d, of which there are %d", r.device.Info().Name, site, len(r.sites))
	}
	s := r.sites[site]
	return &critic.Fault{
		Reason: "panic", Message: fmt.Sprintf("Reward stops in line %d: %s", s.Pos.Line, s.Kind),
		Where: r.subject.Where(b, i),
	}
}

// Close implements evaluator.Rewarder.
func (r *gpuReward) Close() error {
	r.device.Close()
	return nil
}

// word is a number as a column of a kind holds it.
func word(kind ir.Kind, v float64) uint32 {
	switch kind {
	case ir.Bool:
		if v != 0 {
			return 1
		}
		return 0
	case ir.Int:
		return uint32(int32(v))
	case ir.Uint32:
		return uint32(v)
	}
	return math.Float32bits(float32(v))
}

// comparison is a reward that runs on a GPU and beside it compiled for the
// processor, to tell how far the two are apart. The values are the GPU's.
type comparison struct {
	*gpuReward
	exact          evaluator.Rewarder
	rows, furthest int // transitions so far, and which of them, from 1, is the worst
	gap, size      float64
	failed         bool // one of the two has stopped: nothing can be compared any more
}

// Reward implements evaluator.Rewarder.
func (c *comparison) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	err := c.gpuReward.Reward(ctx, b, total, terms)
	if err != nil || c.failed {
		return err
	}
	exact, parts := make([]float64, b.Len()), make([][]float64, len(terms))
	for k := range parts {
		parts[k] = make([]float64, b.Len())
	}
	if c.failed = c.exact.Reward(ctx, b, exact, parts) != nil; c.failed {
		return nil
	}
	for i, v := range exact {
		c.rows++
		c.size = max(c.size, math.Abs(v))
		if gap := math.Abs(total[i] - v); gap > c.gap {
			c.gap, c.furthest = gap, c.rows
		}
	}
	return nil
}

// Close implements evaluator.Rewarder.
func (c *comparison) Close() error { return errors.Join(c.gpuReward.Close(), c.exact.Close()) }

// verdict says how far the totals are apart.
func (c *comparison) verdict() string {
	device := c.device.Info().Name
	switch {
	case c.failed:
		return fmt.Sprintf("computed in float32 on %s; in float64 on the processor the reward fails", device)
	case c.gap == 0:
		return fmt.Sprintf("computed in float32 on %s; every total is that of float64 on the processor", device)
	}
	return fmt.Sprintf("computed in float32 on %s; totals are within %.2g of float64 on the processor, where the largest is %.4g (transition %d is furthest)", device, c.gap, c.size, c.furthest)
}

package play

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/rollout"
	"github.com/rewardsmith/rewardsmith/evaluator/ppo"
)

// Follow takes steps by actions that are drawn from a policy, as in a training, with
// all that a rollout keeps for one. The policy is that of Use; without one, it is that
// of a network of zeros: choices are alike, numbers are drawn about the middle of their
// range with a deviation of half its width. An error of an instance is as of Act.
func (p *Player) Follow(ctx context.Context, steps int) error {
	switch {
	case p.config.Hidden == nil:
		return fmt.Errorf("%s: the simulation has no room for a policy", p.config.Spec.Name)
	case steps > p.config.Steps:
		return fmt.Errorf("%s: %d steps, of which %d have room", p.config.Spec.Name, steps, p.config.Steps)
	}
	if err := p.dispatches(ctx, rollout.EntryRollout, steps, map[string]uint32{}); err != nil {
		return err
	}
	return p.took(ctx, steps)
}

// Use has the instances follow a policy from now on. It fails where the policy is one of
// another environment or of other layers.
func (p *Player) Use(ctx context.Context, policy *ppo.Policy) error {
	spec, shape := p.config.Spec, p.program.Shape
	if p.config.Hidden == nil {
		return fmt.Errorf("%s: the simulation has no room for a policy", spec.Name)
	}
	sizes := append(append([]int{shape.Inputs}, p.config.Hidden...), shape.Outputs)
	count := shape.Free
	for l := range len(sizes) - 1 {
		count += (sizes[l] + 1) * sizes[l+1]
	}
	z := policy.Normaliser
	switch {
	case policy.Env != spec.Name:
		return fmt.Errorf("policy was trained on %s, not %s", policy.Env, spec.Name)
	case !slices.Equal(policy.Sizes, sizes):
		return fmt.Errorf("policy has layers of widths %v, the simulation of %s has room for %v", policy.Sizes, spec.Name, sizes)
	case len(policy.Params) != count || len(z.Mean) != shape.Inputs || len(z.Scale) != shape.Inputs:
		return fmt.Errorf("policy has %d parameters and %d normalised fields, want %d and %d", len(policy.Params), len(z.Mean), count, shape.Inputs)
	}
	if err := p.machine.write(ctx, "params", 0, bits(shape.Pack(policy.Params, shape.Outputs))); err != nil {
		return err
	}
	return p.normalise(ctx, z.Mean, z.Scale)
}

// normalise sets mean and scale of observations; without any they stay as they are.
func (p *Player) normalise(ctx context.Context, mean, scale []float64) error {
	half := p.config.words(p.program)["normaliser"] / 2
	numbers := make([]float32, 2*half)
	for f := range p.config.Spec.Observation {
		numbers[half+f] = 1
		if f < len(mean) {
			numbers[f], numbers[half+f] = float32(mean[f]), float32(scale[f])
		}
	}
	return p.machine.write(ctx, "normaliser", 0, bits(numbers))
}

// bits are the words of numbers.
func bits(numbers []float32) []uint32 {
	words := make([]uint32, len(numbers))
	for i, v := range numbers {
		words[i] = math.Float32bits(v)
	}
	return words
}

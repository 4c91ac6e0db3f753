package envs

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// nativeReward is a Reward as the Go toolchain compiled it.
type nativeReward struct {
	terms []string
	eval  func(b *Transitions, i func(at int, total float64, terms map[string]float64))
}

func (e *native[P, S, A, O]) Reward(name string) (Reward, error) {
	var f RewardFunc[S, A]
	switch name {
	case RewardSparse:
		f = e.def.SparseReward
	case RewardHuman:
		f = e.def.HumanReward
	default:
		return nil, fmt.Errorf("%s has no reward %q; it has %s and %s", e.def.Name, name, RewardSparse, RewardHuman)
	}
	var s S
	var a A
	_, terms := f(s, a, s)
	return &nativeReward{
		terms: slices.Sorted(maps.Keys(terms)),
		eval: func(b *Transitions, take func(int, float64, map[string]float64)) {
			e.each(b, func(i int, s S, a A, next S) {
				total, terms := f(s, a, next)
				take(i, total, terms)
			})
		},
	}, nil
}

func (r *nativeReward) Terms() []string { return r.terms }

func (r *nativeReward) Reward(ctx context.Context, b *Transitions, total []float64, terms [][]float64) error {
	var err error
	r.eval(b, func(i int, sum float64, values map[string]float64) {
		total[i] = sum
		for k, name := range r.terms {
			v, ok := values[name]
			if !ok || len(values) != len(r.terms) {
				err = fmt.Errorf("reward has terms %v at transition %d, want %v", slices.Sorted(maps.Keys(values)), i, r.terms)
			}
			terms[k][i] = v
		}
	})
	return err
}

func (r *nativeReward) Close() error { return nil }

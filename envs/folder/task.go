package folder

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/envs/draw"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
)

func (e *environment) Score(b *envs.Transitions, out []float64) error {
	return e.with(context.Background(), func(i *engine.Instance) error {
		return batch(i, entryScore, b, func(at, n int, column [][]float64) { copy(out[at:at+n], column[0]) })
	})
}

func (e *environment) Success(b *envs.Transitions, out []bool) error {
	if e.spec.Success == nil {
		clear(out)
		return nil
	}
	return e.with(context.Background(), func(i *engine.Instance) error {
		return batch(i, entrySuccess, b, func(at, n int, column [][]float64) {
			for k, v := range column[0][:n] {
				out[at+k] = v != 0
			}
		})
	})
}

// reward is one of the task's own rewards with an instance to itself.
type reward struct {
	instance *engine.Instance
	entry    string
	terms    []string
}

func (e *environment) Reward(name string) (envs.Reward, error) {
	entry := map[string]string{envs.RewardSparse: entrySparse, envs.RewardHuman: entryHuman}[name]
	if entry == "" {
		return nil, fmt.Errorf("%s has no reward %q; it has %s and %s", e.spec.Name, name, envs.RewardSparse, envs.RewardHuman)
	}
	i, err := e.program.Instantiate(context.Background())
	if err != nil {
		return nil, err
	}
	called, err := i.Entry(entry)
	if err != nil {
		return nil, errors.Join(err, i.Close(context.Background()))
	}
	r := &reward{instance: i, entry: entry}
	for _, column := range called.Results[1:] {
		_, term, _ := strings.Cut(column.Name, ".")
		r.terms = append(r.terms, term)
	}
	return r, nil
}

func (r *reward) Terms() []string { return r.terms }

func (r *reward) Reward(ctx context.Context, b *envs.Transitions, total []float64, terms [][]float64) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return batch(r.instance, r.entry, b, func(at, n int, out [][]float64) {
		copy(total[at:at+n], out[0])
		for k := range terms {
			copy(terms[k][at:at+n], out[1+k])
		}
	})
}

func (r *reward) Close() error { return r.instance.Close(context.Background()) }

// Draw returns no picture where the environment's own function stops.
func (e *environment) Draw(state []float64) (draw.Scene, bool) {
	if e.spec.Source.Draw == "" {
		return draw.Scene{}, false
	}
	var scene draw.Scene
	err := e.with(context.Background(), func(i *engine.Instance) error {
		entry, err := i.Entry(entryDraw)
		if err != nil {
			return err
		}
		for f, v := range state {
			entry.In[f][0] = v
		}
		if err := entry.Run(1); err != nil {
			return err
		}
		scene = sceneOf(entry.Out)
		return nil
	})
	return scene, err == nil
}

// sceneOf reads the leaves of a scene, in the order of its declaration, from row 0.
func sceneOf(out [][]float64) draw.Scene {
	next := func() float64 {
		v := out[0][0]
		out = out[1:]
		return v
	}
	s := draw.Scene{MinX: next(), MinY: next(), MaxX: next(), MaxY: next(), Count: int(next())}
	for i := range s.Shapes {
		s.Shapes[i] = draw.Shape{
			Kind: int(next()), X1: next(), Y1: next(), X2: next(), Y2: next(),
			Width: next(), Angle: next(), Color: uint32(next()),
		}
	}
	return s
}

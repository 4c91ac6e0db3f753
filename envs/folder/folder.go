// Package folder runs environments from their text: a folder with env.go,
// task.go and, where there is one, draw.go, compiled here as kernel Go. It needs
// no Go toolchain. What such an environment computes has the same bits on every
// processor, and those of its native form, see package builtin.
package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
)

// environment implements envs.Env by a compiled module.
type environment struct {
	spec    *envs.Spec
	program *engine.Program
	pool    chan *engine.Instance // idle ones for Score, Success and Draw
}

// maxIdle is how many idle instances are kept.
const maxIdle = 4

// Open compiles the environment in a folder. The error reports everything that
// is missing, wrong or not kernel Go in its files, with its place.
func Open(ctx context.Context, name string, files fs.FS) (envs.Env, error) {
	source, err := envs.ReadSource(files)
	if err != nil {
		return nil, fmt.Errorf("environment %q: %w", name, err)
	}
	return Compile(ctx, name, source)
}

// Compile is Open for files that have been read.
func Compile(ctx context.Context, name string, source envs.Source) (envs.Env, error) {
	e, err := compile(ctx, name, source)
	if err != nil {
		return nil, fmt.Errorf("environment %q: %w", name, err)
	}
	return e, nil
}

func compile(ctx context.Context, name string, source envs.Source) (*environment, error) {
	spec, err := envs.Describe(name, source)
	if err != nil {
		return nil, err
	}
	library, err := envs.Library()
	if err != nil {
		return nil, err
	}
	compiled, err := library.Compile(Unit(spec), 0)
	if err != nil {
		return nil, err
	}
	runtime, err := engine.New(ctx)
	if err != nil {
		return nil, err
	}
	e := &environment{spec: spec, pool: make(chan *engine.Instance, maxIdle)}
	if e.program, err = runtime.Compile(ctx, compiled.Module); err == nil {
		err = e.choices(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, runtime.Close(ctx))
	}
	return e, nil
}

// choices fills in what the discrete actions are.
func (e *environment) choices(ctx context.Context) error {
	if e.spec.Choices == 0 {
		return nil
	}
	return e.with(ctx, func(i *engine.Instance) error {
		entry, err := i.Entry(entryChoose)
		if err != nil {
			return err
		}
		for c := range e.spec.Choices {
			entry.In[0][0] = float64(c)
			if err := entry.Run(1); err != nil {
				return fmt.Errorf("choice %d: %w", c, err)
			}
			row := make([]float64, len(e.spec.Action))
			for f := range row {
				row[f] = entry.Out[f][0]
			}
			e.spec.ChoiceActions = append(e.spec.ChoiceActions, row)
		}
		return nil
	})
}

func (e *environment) Spec() *envs.Spec { return e.spec }

// with runs f with an instance that nothing else uses meanwhile.
func (e *environment) with(ctx context.Context, f func(*engine.Instance) error) error {
	var i *engine.Instance
	select {
	case i = <-e.pool:
	default:
		var err error
		if i, err = e.program.Instantiate(ctx); err != nil {
			return err
		}
	}
	err := f(i)
	select {
	case e.pool <- i:
		return err
	default:
		return errors.Join(err, i.Close(ctx))
	}
}

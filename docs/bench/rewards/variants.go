package main

import (
	"context"
	"embed"

	"github.com/rewardsmith/rewardsmith/critic"
	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
)

//go:generate go run ./generate

//go:embed *.go.txt
var rewardFiles embed.FS

var rewardNames = []string{"small", "terms", "loops"}

// native are the emitted forms: from a row of the parameters to one of the results.
var native = map[string]struct{ own, standard func(in, out []float64) }{
	"small": {ownSmall, standardSmall},
	"terms": {ownTerms, standardTerms},
	"loops": {ownLoops, standardLoops},
}

// failed is a variant that could not be made.
func failed(name string, err error) *variant {
	return &variant{name: name, per: 1, repeat: 1, call: func() error { return err }}
}

// wasmVariant evaluates blocks of columns that lie in the module's memory.
func wasmVariant(ctx context.Context, r *engine.Runtime, p *kernel.Program, b *envs.Transitions) *variant {
	const name = "wasm"
	program, err := r.Compile(ctx, p.Module)
	if err != nil {
		return failed(name, err)
	}
	i, err := program.Instantiate(ctx)
	if err != nil {
		return failed(name, err)
	}
	entry, err := i.Entry("reward")
	if err != nil {
		return failed(name, err)
	}
	for c, column := range columns(p, b) {
		copy(entry.In[c], column[:min(len(column), entry.Rows())])
	}
	return &variant{name: name, per: batch, repeat: 8, call: func() error {
		for at := 0; at < batch; at += entry.Rows() {
			if err := entry.Run(entry.Rows()); err != nil {
				return err
			}
		}
		return nil
	}}
}

// nativeVariant reads the same columns and writes the same results as wasm does.
func nativeVariant(name string, p *kernel.Program, b *envs.Transitions, f func(in, out []float64)) *variant {
	from := columns(p, b)
	in, out := make([]float64, len(from)), make([]float64, len(p.Module.Entries[0].Results))
	results := make([][]float64, len(out))
	for k := range results {
		results[k] = make([]float64, b.Len())
	}
	return &variant{name: name, per: batch, repeat: 8, call: func() error {
		for i := range batch {
			for c, column := range from {
				if column != nil {
					in[c] = column[i]
				}
			}
			f(in, out)
			for k, v := range out {
				results[k][i] = v
			}
		}
		return nil
	}}
}

// programVariant is what a training calls: whole batches through the critic.
func programVariant(ctx context.Context, name string, s *critic.Subject, source string, b *envs.Transitions) *variant {
	program, err := new(critic.Critic).Open(ctx, s, source, critic.EngineWasm)
	if err != nil {
		return failed(name, err)
	}
	total, terms := results(program, b)
	return &variant{name: name, per: b.Len(), repeat: 8, call: func() error { return program.Reward(ctx, b, total, terms) }}
}

// interpretedVariant opens the reward in a child, where yaegi interprets it, and
// evaluates some batches. The processor time of a child counts once it has ended.
func interpretedVariant(ctx context.Context, name string, batches int, s *critic.Subject, source string, b *envs.Transitions) *variant {
	return &variant{name: name, per: 1, repeat: 1, call: func() error {
		program, err := new(critic.Critic).Open(ctx, s, source, critic.EngineYaegi)
		if err != nil {
			return err
		}
		total, terms := results(program, b)
		for range batches {
			if err := program.Reward(ctx, b, total, terms); err != nil {
				return err
			}
		}
		return program.Close()
	}}
}

// results makes room for what a reward returns on a batch.
func results(program *critic.Program, b *envs.Transitions) (total []float64, terms [][]float64) {
	for range program.Terms() {
		terms = append(terms, make([]float64, b.Len()))
	}
	return make([]float64, b.Len()), terms
}

// compileVariant compiles the reward, makes machine code and an instance.
func compileVariant(ctx context.Context, r *engine.Runtime, l *kernel.Library, u kernel.Unit) *variant {
	return &variant{name: "compile and instantiate", per: 1, repeat: 4, call: func() error {
		p, err := l.Compile(u, 0)
		if err != nil {
			return err
		}
		program, err := r.Compile(ctx, p.Module)
		if err != nil {
			return err
		}
		i, err := program.Instantiate(ctx)
		if err != nil {
			return err
		}
		if err := i.Close(ctx); err != nil {
			return err
		}
		return program.Close(ctx)
	}}
}

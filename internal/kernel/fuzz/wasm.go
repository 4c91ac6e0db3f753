package fuzz

import (
	"context"
	"errors"
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// Wasm runs rows as WebAssembly modules. Rows of one program stand together.
func Wasm(ctx context.Context, r *engine.Runtime, programs []*ir.Program, rows []Row) ([]Outcome, error) {
	var outcomes []Outcome
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].Program == rows[0].Program && rows[n].Entry == rows[0].Entry {
			n++
		}
		some, err := runModule(ctx, r, programs[rows[0].Program], rows[:n])
		if err != nil {
			return nil, err
		}
		outcomes, rows = append(outcomes, some...), rows[n:]
	}
	return outcomes, nil
}

// runModule runs rows of one entry, as one batch and on after each fault.
func runModule(ctx context.Context, r *engine.Runtime, p *ir.Program, rows []Row) ([]Outcome, error) {
	m, err := wasm.Emit(p, wasm.Options{Rows: len(rows)})
	if err != nil {
		return nil, err
	}
	program, err := r.Compile(ctx, m)
	if err != nil {
		return nil, err
	}
	defer program.Close(ctx)
	instance, err := program.Instantiate(ctx)
	if err != nil {
		return nil, err
	}
	defer instance.Close(ctx)
	e, err := instance.Entry(rows[0].Entry)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		for c := range e.In {
			e.In[c][i] = row.In[c]
		}
	}
	e.Fuel = int64(rows[0].Fuel)
	outcomes := make([]Outcome, len(rows))
	done := 0
	for done < len(rows) {
		end, err := len(rows), e.RunFrom(done, len(rows))
		var fault *engine.Fault
		switch {
		case errors.As(err, &fault):
			end = fault.Row
			outcomes[end] = Outcome{Fault: fault.Kind, At: place(fault.Pos)}
		case err != nil:
			return nil, err
		}
		for ; done < end; done++ {
			for c := range e.Out {
				outcomes[done].Out = append(outcomes[done].Out, math.Float64bits(e.Out[c][done]))
			}
		}
		if fault != nil {
			done++
		}
	}
	return outcomes, nil
}

package fuzz_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
)

// FuzzSources runs a random program interpreted and as WebAssembly, optimised and
// not. What differs is told as a program made small. TestSources compares the
// same programs with what the Go toolchain makes of them, many at a time.
func FuzzSources(f *testing.F) {
	for seed := range uint64(5) {
		f.Add(seed)
	}
	lib, err := kernel.NewLibrary()
	if err != nil {
		f.Fatal(err)
	}
	ctx := context.Background()
	runtime, err := engine.New(ctx)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { runtime.Close(ctx) })
	f.Fuzz(func(t *testing.T, seed uint64) {
		s := fuzz.Generate(seed)
		p, err := lib.Lower(unit(s))
		if err != nil {
			t.Fatalf("%v\n%s", err, s.Text())
		}
		rows := fuzz.Rows(rand.New(rand.NewPCG(seed, 9)), 0, p, 6, 20000)
		diff := disagree(ctx, runtime, p, rows)
		if diff == "" {
			return
		}
		small := fuzz.Shrink(s, func(s fuzz.Source) bool {
			p, err := lib.Lower(unit(s))
			return err == nil && disagree(ctx, runtime, p, rows) != ""
		}, 2000)
		t.Errorf("seed %d: %s\n%s", seed, diff, small.Text())
	})
}

// disagree says how the targets differ on a program, "" for not at all.
func disagree(ctx context.Context, r *engine.Runtime, p *ir.Program, rows []fuzz.Row) string {
	want := fuzz.Interpret([]*ir.Program{p}, rows)
	if diff := differsOn(ctx, r, p, rows, want); diff != "" {
		return "wasm: " + diff
	}
	ended, endedWant := fuzz.Ended(rows, want)
	if diff := differsOn(ctx, r, pass.Optimise(p), ended, endedWant); diff != "" {
		return "optimised wasm: " + diff
	}
	return ""
}

func differsOn(ctx context.Context, r *engine.Runtime, p *ir.Program, rows []fuzz.Row, want []fuzz.Outcome) string {
	if err := ir.Check(p); err != nil {
		return err.Error()
	}
	got, err := fuzz.Wasm(ctx, r, []*ir.Program{p}, rows)
	if err != nil {
		return err.Error()
	}
	for i := range want {
		if diff := got[i].Diff(want[i]); diff != "" {
			return diff
		}
	}
	return ""
}

package fuzz_test

import (
	"context"
	"os"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// TestFloatSelect runs what wazero 1.12.0 computes wrongly on amd64 where a
// module selects floats by the instruction select: its register allocator does
// not know that the conditional move reads its destination, and may put another
// value there before (github.com/wazero/wazero issue 2534, mended after 1.12.0).
func TestFloatSelect(t *testing.T) {
	text, err := os.ReadFile("testdata/float_select.ir")
	if err != nil {
		t.Fatal(err)
	}
	p, err := ir.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	runtime, err := engine.New(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.Close(ctx)
	rows := []fuzz.Row{{Entry: "F", In: []float64{2, -1, -10.25}}}
	rows[0].Fuel = 10
	if diff := differsOn(ctx, runtime, p, rows, fuzz.Interpret([]*ir.Program{p}, rows)); diff != "" {
		t.Error(diff)
	}
}

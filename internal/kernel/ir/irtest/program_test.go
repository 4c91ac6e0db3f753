package irtest

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// TestProgram holds that programs are valid, read back, cover every operation
// and come to their end often enough to be worth comparing.
func TestProgram(t *testing.T) {
	programs := 500
	if testing.Short() {
		programs = 50
	}
	seen := map[ir.Op]int{}
	stops := map[ir.Fault]int{}
	for seed := range uint64(programs) {
		r := rand.New(rand.NewPCG(seed, 0))
		p := Program(r)
		if err := ir.Check(p); err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, p)
		}
		again, err := ir.Parse(p.String())
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, p)
		}
		if diff := cmp.Diff(p.String(), again.String()); diff != "" {
			t.Fatalf("seed %d: read back (-made +read):\n%s", seed, diff)
		}
		for _, f := range p.Funcs {
			f.Body.Walk(func(v *ir.Value) { seen[v.Op]++ })
		}
		f := p.Entry("Entry")
		_, fault := interp.Row(f, Row(r, f), 1000)
		if fault == nil {
			fault = &interp.Fault{}
		}
		stops[fault.Kind]++
	}
	for seed := range uint64(programs) {
		grid(t, seed, seen)
	}
	if testing.Short() {
		return // too few for all that follows
	}
	for op, info := range ir.Ops {
		if ir.Op(op) != ir.Invalid && seen[ir.Op(op)] == 0 {
			t.Errorf("no program has %s", info.Name)
		}
	}
	if stops[ir.NoFault] < programs/2 {
		t.Errorf("only %d of %d programs come to their end: %v", stops[ir.NoFault], programs, stops)
	}
	for _, fault := range []ir.Fault{ir.Overflow, ir.DivideByZero, ir.OutOfRange, ir.NegativeShift, ir.OutOfFuel, ir.MissingTerm} {
		if stops[fault] == 0 {
			t.Errorf("no program stops with %v", fault)
		}
	}
	t.Logf("stops: %v", stops)
}

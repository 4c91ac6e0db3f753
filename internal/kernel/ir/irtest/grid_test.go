package irtest

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// grid holds that a program of a grid is valid, reads back and runs, and counts
// its operations. It says whether the invocation has stopped.
func grid(t *testing.T, seed uint64, seen map[ir.Op]int) bool {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 5))
	p := Grid(r)
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
	f := p.Entry("Grid")
	ran, err := interp.Grid(f, Launch(r, f))
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, p)
	}
	return ran.Stops[0] != 0
}

// TestGrid holds that enough invocations run to their end, and enough stop.
func TestGrid(t *testing.T) {
	programs, stopped := 200, 0
	if testing.Short() {
		programs = 80
	}
	for seed := range uint64(programs) {
		if grid(t, seed, map[ir.Op]int{}) {
			stopped++
		}
	}
	if stopped < programs/20 || stopped > programs/2 {
		t.Errorf("%d of %d invocations stop", stopped, programs)
	}
}

package engine

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// compare runs a program made by chance, and what the passes make of it, and
// wants what the reference computes of each. It says whether a row stopped.
func compare(t *testing.T, r *Runtime, seed uint64) (stopped bool) {
	random := rand.New(rand.NewPCG(seed, 3))
	p := irtest.Program(random)
	fuel := random.IntN(60)
	for _, p := range []*ir.Program{p, pass.Optimise(p)} {
		f := p.Entry("Entry")
		var rows [][]float64
		for range 8 {
			rows = append(rows, irtest.Row(random, f))
		}
		i := instantiate(t, r, p, wasm.Options{Rows: len(rows)})
		agree(t, i, f, rows, fuel)
		i.Close(context.Background())
		_, fault := interp.Row(f, rows[0], fuel)
		stopped = stopped || fault != nil
	}
	return stopped
}

// TestPrograms compares random programs with the reference.
func TestPrograms(t *testing.T) {
	n := 400
	if testing.Short() {
		n = 30
	}
	for _, r := range runtimes(t) {
		stops := 0
		for seed := range n {
			if compare(t, r, uint64(seed)) {
				stops++
			}
		}
		if stops < n/20 || stops > n*19/20 {
			t.Errorf("%s: %d of %d programs stop", r.Name(), stops, n)
		}
	}
}

func FuzzPrograms(f *testing.F) {
	all := runtimes(f)
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) {
		for _, r := range all {
			compare(t, r, seed)
		}
	})
}

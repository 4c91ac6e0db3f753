package difftest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
)

const rowsByChance = 64

// few is one number under -short, and another without.
func few(short, long uint64) uint64 {
	if testing.Short() {
		return short
	}
	return long
}

// narrowable replaces what has no form in float32.
func narrowable(p *ir.Program) {
	for _, f := range p.Funcs {
		f.Body.Walk(func(v *ir.Value) {
			if v.Op == ir.Hi || v.Op == ir.Lo || v.Op == ir.Join {
				v.Op, v.Args = ir.Convert, v.Args[:1]
			}
		})
	}
}

func TestProgramsByChance(t *testing.T) {
	b := newBench(t)
	for seed := range few(12, 300) {
		r := rand.New(rand.NewPCG(seed, 6))
		p := irtest.Program(r)
		narrowable(p)
		p = b.narrowed(p)
		b.chance(fmt.Sprint("seed ", seed), p, "Entry", rowsFor(r, p.Entry("Entry")), 2000)
	}
	if b.seen.stops == 0 || b.seen.stops == b.seen.invocations {
		t.Errorf("%v: want some that stop and some that do not", b.seen)
	}
}

func TestSourcesByChance(t *testing.T) {
	b := newBench(t)
	for seed := range few(6, 30) {
		s := fuzz.Generate(seed)
		p := b.lower(b.library, kernel.Unit{
			Packages: []kernel.Package{{Path: "fuzzed", Files: []kernel.File{{Name: "fuzzed.go", Text: s.Text()}}}},
			Entries:  []kernel.Entry{{Package: "fuzzed", Func: "F", Name: "F"}},
		})
		r := rand.New(rand.NewPCG(seed, 7))
		b.chance(fmt.Sprint("seed ", seed), p, "F", rowsFor(r, p.Entry("F")), 5000)
	}
}

func rowsFor(r *rand.Rand, f *ir.Func) [][]float64 {
	var rows [][]float64
	for range rowsByChance {
		rows = append(rows, irtest.Row(r, f))
	}
	return rows
}

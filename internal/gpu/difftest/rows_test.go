package difftest

import (
	"context"
	"math"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// outcome is what a row yields: the words of its results, or where it has stopped.
type outcome struct {
	words []uint32
	stop  spirv.Site // its zero value is none
}

// same says that two outcomes are: the results of rows that have stopped are none.
func (o outcome) same(p outcome, leaves []ir.Leaf) bool {
	if o.stop != p.stop {
		return false
	}
	for c, l := range leaves {
		if o.stop.Kind == ir.NoFault && !same(l.Kind, o.words[c], p.words[c]) {
			return false
		}
	}
	return true
}

// interpreted is the outcome of a row in the interpreter.
func interpreted(f *ir.Func, row []float64, fuel int) outcome {
	out, fault := interp.Row(f, row, fuel)
	if fault != nil {
		return outcome{stop: spirv.Site{Kind: fault.Kind, Pos: fault.Pos}}
	}
	var o outcome
	for c, l := range leavesOf(f) {
		o.words = append(o.words, word(l.Kind, out[c]))
	}
	return o
}

func leavesOf(f *ir.Func) []ir.Leaf {
	var out []ir.Leaf
	for _, r := range f.Results {
		out = append(out, r.Type.Leaves(r.Name)...)
	}
	return out
}

// computed are the outcomes of rows on the device.
func (b *bench) computed(p *ir.Program, entry string, rows [][]float64, fuel int) []outcome {
	b.Helper()
	m, k, release := b.load(p, entry)
	defer release()
	var e spirv.Entry
	for _, x := range m.Entries {
		if x.Name == entry {
			e = x
		}
	}
	n := len(rows)
	inputs := make([]uint32, n*len(e.Inputs))
	for r, row := range rows {
		for c, l := range e.Inputs {
			inputs[c*n+r] = word(l.Kind, row[c])
		}
	}
	results, faults, err := b.Rows(context.Background(), k, e, n, uint32(fuel), inputs)
	if err != nil {
		b.Fatal(err)
	}
	out := make([]outcome, n)
	for r := range out {
		if faults[r] >= uint32(len(m.Sites)) {
			b.Fatalf("row %d stops at place %d, of %d", r, faults[r], len(m.Sites))
		}
		out[r].stop = m.Sites[faults[r]]
		for c := range e.Results {
			out[r].words = append(out[r].words, results[c*n+r])
		}
	}
	return out
}

// word is a number as a column has it.
func word(kind ir.Kind, x float64) uint32 {
	switch kind {
	case ir.Bool:
		if x != 0 {
			return 1
		}
		return 0
	case ir.Int:
		return uint32(int32(x))
	case ir.Uint32:
		return uint32(x)
	}
	return ir.BitsOf32(float32(x))
}

// chance compares rows of a program made by chance, in which any difference can
// become any other: so they are compared where the device's arithmetic is exact, or
// the program's.
func (b *bench) chance(name string, p *ir.Program, entry string, rows [][]float64, fuel int) {
	b.Helper()
	p = only(p, entry)
	if !b.floats.exactFor(p) {
		b.seen.skipped += len(rows)
		return
	}
	f := p.Entry(entry)
	for r, got := range b.computed(p, entry, rows, fuel) {
		b.count(got)
		if want := interpreted(f, rows[r], fuel); !got.same(want, leavesOf(f)) {
			b.Fatalf("%s, row %v: %v, want %v\n%s", name, rows[r], got, want, p)
		}
	}
}

// regular compares rows of a program in which a small difference stays small: on
// devices whose arithmetic is not exact, floats may be apart by a tolerance, relative
// to 1 and the number.
func (b *bench) regular(name string, p *ir.Program, entry string, rows [][]float64, tolerance float64) {
	b.Helper()
	const fuel = 60000
	p = only(p, entry)
	f := p.Entry(entry)
	if b.floats.exactFor(p) {
		tolerance = 0
	}
	for r, got := range b.computed(p, entry, rows, fuel) {
		b.count(got)
		if want := interpreted(f, rows[r], fuel); !got.near(want, leavesOf(f), tolerance) {
			b.Fatalf("%s, row %v: %v, want %v", name, rows[r], got, want)
		}
	}
}

// near is same for floats that are not further apart than a tolerance. One of 0
// tells the zeros apart.
func (o outcome) near(p outcome, leaves []ir.Leaf, tolerance float64) bool {
	if o.stop != p.stop {
		return false
	}
	for c, l := range leaves {
		if o.stop.Kind != ir.NoFault || same(l.Kind, o.words[c], p.words[c]) {
			continue
		}
		x, y := float64(math.Float32frombits(o.words[c])), float64(math.Float32frombits(p.words[c]))
		if l.Kind != ir.Float32 || tolerance == 0 || !(math.Abs(x-y) <= tolerance*max(1, math.Abs(y))) {
			return false
		}
	}
	return true
}

func (b *bench) count(o outcome) {
	b.seen.invocations++
	if o.stop.Kind != ir.NoFault {
		b.seen.stops++
	}
	b.seen.words += len(o.words)
}

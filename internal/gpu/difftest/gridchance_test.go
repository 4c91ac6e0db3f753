package difftest

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// TestGridsByChance runs invocations of programs made by chance. What one computes
// after it has stopped is open; where it has stopped is not.
func TestGridsByChance(t *testing.T) {
	b := newBench(t)
	for seed := range few(12, 300) {
		r := rand.New(rand.NewPCG(seed, 5))
		p := irtest.Grid(r)
		narrowable(p)
		noting(p.Entry("Grid"))
		p = b.narrowed(p)
		if !b.floats.exactFor(p) {
			b.seen.skipped++
			continue
		}
		m, k, release := b.load(p, "Grid")
		for range 12 {
			l := irtest.Launch(r, p.Entry("Grid"))
			l.First, l.End = 0, 1
			l.Buffers[len(l.Buffers)-1] = make([]uint32, irtest.GridElements)
			got := b.run(k, 1, l.Args, l.Fuel, l.Buffers...)
			ran, err := interp.Grid(p.Entry("Grid"), l)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			stop := ran.Sites[ran.Stops[0]]
			if stop.Kind != ir.NoFault {
				b.seen.stops++
				if word := got[len(got)-1][0]; word != 0 && m.Sites[word] != (spirv.Site{Kind: stop.Kind, Pos: stop.Pos}) {
					t.Fatalf("seed %d: stops at %v, want %v\n%s", seed, m.Sites[word], stop, p)
				}
				continue
			}
			b.equal(seed, p, got, l.Buffers)
		}
		release()
	}
}

// equal holds that buffers of an invocation that has not stopped are the same.
func (b *bench) equal(seed uint64, p *ir.Program, got, want [][]uint32) {
	b.Helper()
	for i, buffer := range p.Entry("Grid").Buffers {
		kind := buffer.Elem.Kind
		if kind == ir.Array {
			kind = buffer.Elem.Elem.Kind
		}
		if !slices.EqualFunc(got[i], want[i], func(x, y uint32) bool { return same(kind, x, y) }) {
			b.Fatalf("seed %d: buffer %s is %x, want %x\n%s", seed, buffer.Name, got[i], want[i], p)
		}
	}
}

// noting appends to a grid a buffer, and at its end a put of where it has stopped.
func noting(f *ir.Func) {
	stops := &ir.Buffer{Name: "stops", Elem: ir.TUint32}
	f.Buffers = append(f.Buffers, stops)
	if f.Body.Ends() {
		return
	}
	zero, stopped := ir.ConstUint32(0), &ir.Value{Op: ir.Stopped, Type: ir.TUint32}
	f.Body.Values = append(f.Body.Values, zero, stopped, &ir.Value{Op: ir.Put, Buffer: stops, Args: []*ir.Value{stopped, zero}})
}

package difftest

import (
	"context"
	"fmt"
	"math"
	"sync"
	"testing"

	"github.com/rewardsmith/rewardsmith/envs"
	"github.com/rewardsmith/rewardsmith/internal/gpu"
	"github.com/rewardsmith/rewardsmith/internal/gpu/gputest"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/narrow"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
	"github.com/rewardsmith/rewardsmith/internal/kernel/spirv"
)

// bench is a device and what makes programs for it.
type bench struct {
	testing.TB
	*gpu.Device
	library *kernel.Library
	math    *narrow.Math
	floats  arithmetic
	seen    tally
}

// tally counts what was run and compared.
type tally struct{ programs, invocations, stops, words, skipped int }

func (t tally) String() string {
	return fmt.Sprintf("%d programs, %d invocations of which %d stopped, %d words, %d left out", t.programs, t.invocations, t.stops, t.words, t.skipped)
}

// What is made once for all tests.
var (
	library     = sync.OnceValues(envs.Library)
	mathematics = sync.OnceValues(narrow.NewMath)
)

func newBench(t testing.TB) *bench {
	t.Helper()
	d := gputest.Open(t)
	library, err := library()
	if err != nil {
		t.Fatal(err)
	}
	m, err := mathematics()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{TB: t, Device: d, library: library, math: m}
	b.floats = b.probe()
	t.Cleanup(func() { t.Logf("%s, %+v: %v", d.Info().Name, b.floats, b.seen) })
	return b
}

// narrowed is a program in float32 after all passes.
func (b *bench) narrowed(p *ir.Program) *ir.Program {
	b.Helper()
	n, err := b.math.Program(p)
	if err != nil {
		b.Fatal(err)
	}
	n = pass.Optimise(n)
	if err := ir.Check(n); err != nil {
		b.Fatal(err)
	}
	return n
}

// lower is a unit in float32 after all passes.
func (b *bench) lower(l *kernel.Library, u kernel.Unit) *ir.Program {
	b.Helper()
	p, err := l.Lower(u)
	if err != nil {
		b.Fatal(err)
	}
	return b.narrowed(p)
}

// only is a program that has but one of the entries of p.
func only(p *ir.Program, entry string) *ir.Program {
	one := ir.Clone(p)
	for _, f := range one.Funcs {
		if f.Entry != entry {
			f.Entry = ""
		}
	}
	return pass.Optimise(one)
}

// load emits a program, and returns the kernel of one of its entries.
func (b *bench) load(p *ir.Program, entry string) (*spirv.Module, *gpu.Kernel, func()) {
	b.Helper()
	b.seen.programs++
	m, err := spirv.Emit(p, b.Info().Shaders())
	if err != nil {
		b.Fatal(err)
	}
	program, err := b.Load(m)
	if err != nil {
		b.Fatal(err)
	}
	k, err := program.Kernel(entry)
	if err != nil {
		b.Fatal(err)
	}
	return m, k, program.Release
}

// run runs one dispatch on buffers of the given words, and returns what they are
// then.
func (b *bench) run(k *gpu.Kernel, invocations int, args []uint32, fuel uint32, buffers ...[]uint32) [][]uint32 {
	b.Helper()
	b.seen.invocations += invocations
	ctx := context.Background()
	d := gpu.Dispatch{Kernel: k, Invocations: invocations, Args: args, Fuel: fuel}
	var made []*gpu.Buffer
	for i, words := range buffers {
		x, err := b.NewBuffer(fmt.Sprint("buffer ", i), len(words))
		if err != nil {
			b.Fatal(err)
		}
		defer x.Release()
		if err := x.Write(ctx, 0, words); err != nil {
			b.Fatal(err)
		}
		made = append(made, x)
		d.Buffers = append(d.Buffers, x.All())
	}
	batch, err := b.NewBatch([]gpu.Dispatch{d})
	if err != nil {
		b.Fatal(err)
	}
	defer batch.Release()
	if err := batch.Run(ctx); err != nil {
		b.Fatal(err)
	}
	var out [][]uint32
	for i, x := range made {
		words := make([]uint32, len(buffers[i]))
		if err := x.Read(ctx, 0, words); err != nil {
			b.Fatal(err)
		}
		out = append(out, words)
		b.seen.words += len(words)
	}
	return out
}

// same says that two words of a kind are the same scalar: NaN is one.
func same(kind ir.Kind, x, y uint32) bool {
	if kind != ir.Float32 {
		return x == y
	}
	return ir.BitsOf32(math.Float32frombits(x)) == ir.BitsOf32(math.Float32frombits(y))
}

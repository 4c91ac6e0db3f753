package pass

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
)

// alone are the passes as they are tested one by one. Those that expect what
// another leaves behind come after it.
var alone = []struct {
	name string
	pass func(p *ir.Program)
}{
	{"reach", reach},
	{"flatten", flatten},
	{"inline", func(p *ir.Program) {
		n := newInliner(p, none)
		for _, f := range p.Funcs {
			n.inline(f)
			n.done(f)
		}
	}},
	{"scalars", func(p *ir.Program) { flatten(p); each(p, func(f *ir.Func) { scalars(f) }) }},
	{"fold", func(p *ir.Program) { each(p, func(f *ir.Func) { simplify(f, rules{Fold: true}) }) }},
	{"share", func(p *ir.Program) { each(p, func(f *ir.Func) { simplify(f, rules{Share: true}) }) }},
	{"forward", func(p *ir.Program) { each(p, func(f *ir.Func) { simplify(f, rules{Forward: true}) }) }},
	{"simplify", func(p *ir.Program) { each(p, func(f *ir.Func) { simplify(f, everything) }) }},
	{"tidy", func(p *ir.Program) { each(p, tidy) }},
	{"overwritten", func(p *ir.Program) { each(p, overwritten) }},
	{"dead", func(p *ir.Program) {
		e := effects{}
		each(p, func(f *ir.Func) { dead(f, e); e.add(f) })
	}},
	{"signatures", func(p *ir.Program) {
		s, e := newSignatures(none), effects{}
		each(p, func(f *ir.Func) { s.adapt(f); s.shorten(f, e); e.add(f) })
	}},
	{"selects", func(p *ir.Program) { each(p, func(f *ir.Func) { selects(f) }) }},
	{"optimise", func(p *ir.Program) { *p = *Optimise(p) }},
}

func each(p *ir.Program, pass func(*ir.Func)) {
	for _, f := range p.Funcs {
		pass(f)
	}
}

// TestSameMeaning runs random programs before and after each pass: the same
// bits, or the same fault at the same position. Where the program runs out of
// fuel, anything may happen afterwards: a pass saves fuel.
func TestSameMeaning(t *testing.T) {
	programs := 2000
	if testing.Short() {
		programs = 25
	}
	compared := 0
	for seed := range uint64(programs) {
		compared += sameMeaning(t, seed)
	}
	if want := programs * rows * len(alone) / 2; compared < want {
		t.Errorf("only %d runs were compared, want %d", compared, want)
	}
}

func FuzzSameMeaning(f *testing.F) {
	for seed := range uint64(10) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) { sameMeaning(t, seed) })
}

// rows is how often each program is run.
const rows = 8

// sameMeaning compares the program of a seed with what each pass makes of it, and
// says how many runs could be compared.
func sameMeaning(t *testing.T, seed uint64) (compared int) {
	r := rand.New(rand.NewPCG(seed, 1))
	p := irtest.Program(r)
	in := make([][]float64, rows)
	for i := range in {
		in[i] = irtest.Row(r, p.Entry("Entry"))
	}
	before := outcomes(p, in)
	text := p.String()
	for _, a := range alone {
		after := ir.Clone(p)
		a.pass(after)
		if err := ir.Check(after); err != nil {
			t.Fatalf("seed %d: %s: %v\nbefore:\n%s\nafter:\n%s", seed, a.name, err, text, after)
		}
		for i, got := range outcomes(after, in) {
			if before[i].fault.Kind == ir.OutOfFuel {
				continue
			}
			compared++
			if got.String() != before[i].String() {
				t.Fatalf("seed %d: %s: of %v\n got %v\nwant %v\nbefore:\n%s\nafter:\n%s", seed, a.name, in[i], got, before[i], text, after)
			}
		}
	}
	if first, second := Optimise(p), Optimise(p); first.String() != second.String() {
		t.Fatalf("seed %d: Optimise makes a program of it, and then another", seed)
	}
	if p.String() != text {
		t.Fatalf("seed %d: Optimise has changed its argument", seed)
	}
	return compared
}

// outcome is how a run ended.
type outcome struct {
	results []uint64
	fault   interp.Fault
}

func (o outcome) String() string {
	if o.fault.Kind != ir.NoFault {
		return o.fault.Error()
	}
	return fmt.Sprintf("%#x", o.results)
}

func outcomes(p *ir.Program, in [][]float64) []outcome {
	out := make([]outcome, len(in))
	for i, row := range in {
		results, fault := interp.Row(p.Entry("Entry"), slices.Clone(row), 300)
		if fault != nil {
			out[i].fault = *fault
		}
		for _, x := range results {
			out[i].results = append(out[i].results, math.Float64bits(x))
		}
	}
	return out
}

// TestOptimiseShared holds that programs which share their functions can be
// optimised at the same time; the race detector looks.
func TestOptimiseShared(t *testing.T) {
	p := irtest.Program(rand.New(rand.NewPCG(1, 1)))
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() { Optimise(&ir.Program{Funcs: p.Funcs, Tables: p.Tables}) })
	}
	group.Wait()
}

// TestLargeAggregates holds that what is too large to take apart is left as it
// is, in a time that its size does not show.
func TestLargeAggregates(t *testing.T) {
	type_ := "type huge {" + strings.Repeat("A [4]{X f64, Y f64}, ", 99) + "N int}\n"
	body := "  %1 = load h\n  %2 = load i\n  %3 = bound %2, 4\n  %4 = load h.7[%3]\n  store h.8[%3], %4\n" +
		strings.Repeat("  store h, %1\n", 500) + "  %5 = load h\n  return %5\n}\n"
	text := type_ +
		"func inner(h *huge, i int) {\n" + body +
		"func outer(h huge, i int) (h huge) entry Outer {\n  %0 = load h\n  %i = load i\n" +
		strings.Repeat("  %c = call inner(%0, %i)\n  %0 = result huge %c, 0\n", 300) + "  return %0\n}\n"
	p, err := ir.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	after := Optimise(p)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("Optimise took %v", took)
	}
	if err := ir.Check(after); err != nil {
		t.Error(err)
	}
	n := 0
	for _, f := range after.Funcs {
		n += count(f.Body)
	}
	if n > 5_000 {
		t.Errorf("%d values, want about as many as before", n)
	}
}

package vm

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/critic/internal/check"
	"github.com/rewardsmith/rewardsmith/critic/internal/compile"
	"github.com/rewardsmith/rewardsmith/critic/internal/lower"
	"github.com/rewardsmith/rewardsmith/critic/output"
	"github.com/rewardsmith/rewardsmith/internal/kernel"
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// arena is an environment for random programs: twelve numbers a transition.
const arena = `package env
type State struct { V [5]float64 }
type Action struct { U [2]float64 }
`

// arenaReward is a reward of the arena that hands all numbers to Flat.
const arenaReward = `
func Reward(s env.State, a env.Action, next env.State) (float64, map[string]float64) {
	var in [12]float64
	for i, x := range s.V {
		in[i] = x
	}
	in[5], in[6] = a.U[0], a.U[1]
	for i := range next.V {
		in[7+i] = next.V[i]
	}
	return Flat(in)
}
`

// asReward returns a random program as a reward of the arena.
func asReward(s fuzz.Source) string {
	return strings.Replace(s.Flat("reward", 12), "package reward\n", "package reward\n\nimport \"env\"\n", 1) + arenaReward
}

// transitions returns n transitions of the arena: ordinary numbers and edges.
func transitions(seed uint64, n int) *Batch {
	r := rand.New(rand.NewPCG(seed, 11))
	edges := []float64{0, math.Copysign(0, -1), 1, -1, 0.5, 2, math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1e-300, 5e-324, 2147483647, -2147483648, 4294967295, 1e10}
	column := func(int) []float64 {
		c := make([]float64, n)
		for i := range c {
			c[i] = r.NormFloat64() * 3
			if r.IntN(4) == 0 {
				c[i] = edges[r.IntN(len(edges))]
			}
		}
		return c
	}
	columns := func(k int) (group [][]float64) {
		for i := range k {
			group = append(group, column(i))
		}
		return group
	}
	return &Batch{State: columns(5), Action: columns(2), Next: columns(5), Start: make([]bool, n), Instances: 1}
}

// bench runs rewards of one environment both ways.
type bench struct {
	env     string
	imports *check.Imports
	library *kernel.Library
	runtime *engine.Runtime
}

func newBench(t testing.TB, env string) *bench {
	t.Helper()
	b := &bench{env: env}
	var err error
	if b.imports, err = check.NewImports(map[string][]string{"env": {env}}); err != nil {
		t.Fatal(err)
	}
	if b.library, err = kernel.NewLibrary(); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if b.runtime, err = engine.New(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.runtime.Close(ctx) })
	return b
}

// tally counts programs and transitions by what became of them.
type tally map[string]int

// engines runs a reward interpreted and compiled and says how the two differ, ""
// for not at all.
func (b *bench) engines(text string, batch *Batch, counts tally) (diff string) {
	counts["programs"]++
	r, found := check.Source(text, output.Default(), b.imports, func(string) {})
	if found != nil {
		counts["refused"]++
		counts["refused: "+found[0].Reason]++
		return ""
	}
	lowered, err := lower.Lower(r, b.imports)
	if err != nil {
		counts["refused"]++
		counts["refused: "+err.Error()]++
		return ""
	}
	module, err := b.compile(text)
	var refused *kernel.RefusedError
	if errors.As(err, &refused) {
		counts["not kernel Go"]++
		counts["not kernel Go: "+refused.Diagnostics[0].Reason]++
		return ""
	}
	if err != nil {
		return "not compiled: " + compile.Why(err)
	}
	got, err := interpreted(lowered, batch)
	if err != nil {
		return err.Error()
	}
	want, err := b.compiled(module, batch)
	if err != nil {
		return err.Error()
	}
	for i := range want {
		kind, diff := got[i].differs(&want[i])
		counts[kind]++
		if diff != "" {
			return fmt.Sprintf("transition %d: %s", i, diff)
		}
	}
	return ""
}

// compile takes the way of compile.Reward, with a library that is kept.
func (b *bench) compile(text string) (*wasm.Module, error) {
	_, unit, err := compile.Unit(map[string][]string{"env": {b.env}}, text)
	if err != nil {
		return nil, err
	}
	p, err := b.library.Compile(unit, 0)
	if err != nil {
		return nil, err
	}
	return p.Module, nil
}

// outcome is what one transition yields.
type outcome struct {
	stop  ir.Fault // of the compiled form
	why   string   // it stopped, "" where it did not
	total float64
	terms map[string]float64
}

// differs compares what is interpreted with what is compiled, and names the case.
// The compiled form alone stops where an int leaves 32 bits and where a term is
// missing, and each counts its own steps.
func (o *outcome) differs(compiled *outcome) (kind, diff string) {
	switch {
	case compiled.stop == ir.Overflow || compiled.stop == ir.MissingTerm:
		return compiled.stop.String(), ""
	case compiled.stop == ir.OutOfFuel || strings.HasPrefix(o.why, "budget"):
		return "out of fuel", ""
	case compiled.why != "" && stopsAsGo(o.why):
		return compiled.stop.String(), ""
	case o.why != "" || compiled.why != "":
		return "differs", fmt.Sprintf("stops with %q, compiled with %q", o.why, compiled.why)
	case len(o.terms) != len(compiled.terms):
		return "differs", fmt.Sprintf("%d terms, compiled %d", len(o.terms), len(compiled.terms))
	case !sameNumber(o.total, compiled.total):
		return "differs", fmt.Sprintf("the total is %v, compiled %v", o.total, compiled.total)
	}
	for name, want := range compiled.terms {
		if got, ok := o.terms[name]; !ok || !sameNumber(got, want) {
			return "differs", fmt.Sprintf("the term %s is %v, compiled %v", name, got, want)
		}
	}
	return "the same", ""
}

// stopsAsGo says that an interpreted program stopped as Go does. Of several
// operations that stop, an engine may come to another first.
func stopsAsGo(why string) bool {
	for _, known := range []string{"index out of range", "divide by zero", "negative shift"} {
		if strings.Contains(why, known) {
			return true
		}
	}
	return false
}

// sameNumber compares bits; all NaN are the same.
func sameNumber(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b
}

// fuelOfRandom is the ticks, and the fuel, that a random program may take.
const fuelOfRandom = 20000

// interpreted runs a program on transitions.
func interpreted(p *lower.Program, b *Batch) ([]outcome, error) {
	m, err := New(p, fuelOfRandom)
	if err != nil {
		return nil, err
	}
	outcomes := make([]outcome, b.Len())
	for at := 0; at < b.Len(); at++ {
		err := m.Run(from(b, at), func(i int, total float64, terms map[string]float64) error {
			outcomes[at+i] = outcome{total: total, terms: terms}
			return nil
		})
		var fault *Fault
		switch {
		case err == nil:
			return outcomes, nil
		case !errors.As(err, &fault):
			return nil, err
		}
		at += fault.At
		outcomes[at].why = fault.Reason + ": " + fault.Message
	}
	return outcomes, nil
}

// from returns the transitions of a batch from at on.
func from(b *Batch, at int) *Batch {
	cut := func(columns [][]float64) (rest [][]float64) {
		for _, c := range columns {
			rest = append(rest, c[at:])
		}
		return rest
	}
	return &Batch{State: cut(b.State), Action: cut(b.Action), Next: cut(b.Next), Start: b.Start[at:], Instances: b.Instances}
}

// compiled runs a module on transitions.
func (b *bench) compiled(m *wasm.Module, batch *Batch) ([]outcome, error) {
	ctx := context.Background()
	program, err := b.runtime.Compile(ctx, m)
	if err != nil {
		return nil, err
	}
	defer program.Close(ctx)
	i, err := program.Instantiate(ctx)
	if err != nil {
		return nil, err
	}
	defer i.Close(ctx)
	e, err := i.Entry(compile.Entry)
	if err != nil {
		return nil, err
	}
	e.Fuel = fuelOfRandom
	in := e.In
	for _, group := range [][][]float64{batch.State, batch.Action, batch.Next} {
		for c, column := range group {
			copy(in[c], column)
		}
		in = in[len(group):]
	}
	outcomes := make([]outcome, batch.Len())
	for done := 0; done < len(outcomes); {
		end, err := len(outcomes), e.RunFrom(done, len(outcomes))
		var fault *engine.Fault
		if err != nil && !errors.As(err, &fault) {
			return nil, err
		}
		if fault != nil {
			end = fault.Row
			outcomes[end] = outcome{stop: fault.Kind, why: fault.Error()}
		}
		for ; done < end; done++ {
			outcomes[done] = row(e, done)
		}
		if fault != nil {
			done++
		}
	}
	return outcomes, nil
}

// row returns what an entry yielded for a row.
func row(e *engine.Entry, i int) outcome {
	o := outcome{total: e.Out[0][i], terms: map[string]float64{}}
	for c, column := range e.Results[1:] {
		_, name, _ := strings.Cut(column.Name, ".")
		o.terms[name] = e.Out[1+c][i]
	}
	return o
}

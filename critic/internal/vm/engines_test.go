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
	"github.com/rewardsmith/rewardsmith/internal/kernel/engine"
	"github.com/rewardsmith/rewardsmith/internal/kernel/fuzz"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
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

// outcome is what one transition yields.
type outcome struct {
	fault string // why it stopped, "" where it did not
	total float64
	terms map[string]float64
}

// fuelOfRandom is the ticks and the fuel that a random program may take.
const fuelOfRandom = 20000

// interpreted runs a program on transitions, each by itself.
func interpreted(p *lower.Program, b *Batch) ([]outcome, error) {
	m, err := New(p, fuelOfRandom)
	if err != nil {
		return nil, err
	}
	outcomes := make([]outcome, b.Len())
	for at := 0; at < b.Len(); at++ {
		err := m.Run(from(b, at), func(i int, total float64, terms map[string]float64) error {
			outcomes[at+i] = outcome{"", total, terms}
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
		outcomes[at].fault = fault.Reason + ": " + fault.Message
	}
	return outcomes, nil
}

// from returns the transitions of a batch from at on.
func from(b *Batch, at int) *Batch {
	part := &Batch{Start: b.Start[at:], Instances: 1}
	cut := func(columns [][]float64) (rest [][]float64) {
		for _, c := range columns {
			rest = append(rest, c[at:])
		}
		return rest
	}
	part.State, part.Action, part.Next = cut(b.State), cut(b.Action), cut(b.Next)
	return part
}

// compiledOutcomes runs the compiled form.
func compiledOutcomes(ctx context.Context, r *engine.Runtime, p *compile.Program, b *Batch) ([]outcome, []ir.Fault, error) {
	program, err := r.Compile(ctx, p.Module)
	if err != nil {
		return nil, nil, err
	}
	defer program.Close(ctx)
	i, err := program.Instantiate(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer i.Close(ctx)
	e, err := i.Entry(compile.Entry)
	if err != nil {
		return nil, nil, err
	}
	e.Fuel = fuelOfRandom
	k := 0
	for _, group := range [][][]float64{b.State, b.Action, b.Next} {
		for _, c := range group {
			copy(e.In[k], c)
			k++
		}
	}
	outcomes, faults := make([]outcome, b.Len()), make([]ir.Fault, b.Len())
	for done := 0; done < b.Len(); {
		end, err := b.Len(), e.RunFrom(done, b.Len())
		var fault *engine.Fault
		switch {
		case errors.As(err, &fault):
			end = fault.Row
			faults[end], outcomes[end].fault = fault.Kind, fault.Error()
		case err != nil:
			return nil, nil, err
		}
		for ; done < end; done++ {
			o := &outcomes[done]
			o.total, o.terms = e.Out[0][done], map[string]float64{}
			for c, column := range e.Results[1:] {
				_, name, _ := strings.Cut(column.Name, ".")
				o.terms[name] = e.Out[1+c][done]
			}
		}
		if fault != nil {
			done++
		}
	}
	return outcomes, faults, nil
}

var _ = fmt.Sprint
var _ = math.Abs
var _ = check.Source
var _ = rand.New

func TestShare(t *testing.T) {
	reasons := map[string]int{}
	im, err := check.NewImports(map[string][]string{"env": {arena}})
	if err != nil {
		t.Fatal(err)
	}
	ok := 0
	for seed := range uint64(200) {
		text := asReward(fuzz.GenerateInterpretable(seed))
		r, found := check.Source(text, im, func(string) {})
		if found != nil {
			reasons[found[0].Reason]++
			if reasons[found[0].Reason] < 3 {
				t.Log(seed, found[0], strings.Split(text, "\n")[found[0].Line-1])
			}
			continue
		}
		if _, err := lower.Lower(r, im); err != nil {
			reasons["lower: "+err.Error()]++
			continue
		}
		if _, err := compile.Reward(map[string][]string{"env": {arena}}, text); err != nil {
			t.Log(seed, err)
			reasons["compile"]++
		}
		ok++
	}
	t.Log(ok, reasons)
}

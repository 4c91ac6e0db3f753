package irtest

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// TestSpansHold makes programs trap where an integer leaves its span, and holds
// that none does, and that whatever stops a program can.
func TestSpansHold(t *testing.T) {
	programs, traps := 500, 0
	if testing.Short() {
		programs = 50
	}
	for seed := range uint64(programs) {
		r := rand.New(rand.NewPCG(seed, 2))
		p := Program(r)
		stops := map[int][]ir.Fault{}
		for _, f := range p.Funcs {
			f.Body.Walk(func(v *ir.Value) { stops[v.Pos.Line] = v.Stops() })
			traps += guard(f.Body)
		}
		if err := ir.Check(p); err != nil {
			t.Fatal(err)
		}
		f := p.Entry("Entry")
		for range 5 {
			row := Row(r, f)
			_, fault := interp.Row(f, row, 300)
			if fault == nil || fault.Kind == ir.OutOfFuel {
				continue
			}
			if fault.Kind == ir.Unreachable {
				t.Fatalf("seed %d: of %v: a value on line %d is outside its span\n%s", seed, row, fault.Pos.Line, p)
			}
			if !slices.Contains(stops[fault.Pos.Line], fault.Kind) {
				t.Fatalf("seed %d: of %v: %v, but it can stop with %v only", seed, row, fault, stops[fault.Pos.Line])
			}
		}
	}
	if traps < 2*programs {
		t.Errorf("only %d spans were held", traps)
	}
}

// guard puts traps behind the integers of b whose span is not that of their type,
// and says how many.
func guard(b *ir.Block) (traps int) {
	var out []*ir.Value
	for _, v := range b.Values {
		out = append(out, v)
		for _, inner := range v.Blocks {
			traps += guard(inner)
		}
		if v.Type == nil || !v.Type.Integer() || v.Op == ir.Const {
			continue
		}
		s := ir.SpanOf(v)
		whole := ir.SpanOf(&ir.Value{Op: ir.Load, Type: v.Type})
		if s == whole || s.Least > s.Most {
			continue // an empty span: it always stops
		}
		traps++
		outside := func(op ir.Op, end int64) {
			c := &ir.Value{Op: ir.Const, Type: v.Type, Bits: uint64(uint32(end))}
			cond := &ir.Value{Op: op, Type: ir.TBool, Args: []*ir.Value{v, c}}
			trap := &ir.Value{Op: ir.Trap, Index: int(ir.Unreachable), Pos: v.Pos}
			out = append(out, c, cond, &ir.Value{Op: ir.If, Args: []*ir.Value{cond}, Blocks: []*ir.Block{{Values: []*ir.Value{trap}}, {}}})
		}
		outside(ir.Lt, s.Least)
		outside(ir.Gt, s.Most)
	}
	b.Values = out
	return traps
}

package engine

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// generator makes random programs that hold the invariants of ir.Check: every
// operation, nested blocks, calls, variables of all shapes.
type generator struct {
	*rand.Rand
	p     *ir.Program
	types []*ir.Type
	line  int

	// Of the function being made:
	f       *ir.Func
	block   *ir.Block
	scope   []*ir.Value
	targets []*ir.Value
	budget  int // values left to make
}

func generate(seed uint64) *ir.Program {
	point := &ir.Type{Kind: ir.Struct, Name: "point", Fields: []ir.Field{{Name: "X", Type: ir.TF64}, {Name: "On", Type: ir.TBool}, {Name: "In", Type: ir.ArrayOf(2, ir.TF64)}}}
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 1)), p: &ir.Program{}}
	g.types = append(scalars[:len(scalars):len(scalars)], point, ir.ArrayOf(3, ir.TF64), ir.ArrayOf(2, ir.TInt), ir.ArrayOf(2, point),
		ir.ArrayOf(2, ir.ArrayOf(3, ir.TUint32)), ir.ArrayOf(20, ir.TF32))
	g.p.Tables = []*ir.Table{{Name: "squares", Elem: ir.TF64, Bits: []uint64{0, math.Float64bits(1), math.Float64bits(4)}}, {Name: "primes", Elem: ir.TInt, Bits: []uint64{2, 3, 5, 7}}}
	for i := range 1 + g.IntN(4) {
		g.function(fmt.Sprintf("f%d", i))
	}
	g.p.Funcs[len(g.p.Funcs)-1].Entry = "Last"
	g.p.Funcs[0].Entry = "First"
	return g.p
}

func (g *generator) function(name string) {
	f := &ir.Func{Name: name, Body: &ir.Block{}}
	for i := range g.IntN(4) {
		f.Params = append(f.Params, &ir.Var{Name: fmt.Sprintf("p%d", i), Type: g.typ()})
	}
	f.Vars = append(f.Vars, f.Params...)
	for i := range 2 + g.IntN(5) {
		f.Vars = append(f.Vars, &ir.Var{Name: fmt.Sprintf("v%d", i), Type: g.typ()})
	}
	for i := range 1 + g.IntN(3) {
		f.Results = append(f.Results, ir.Field{Name: fmt.Sprintf("r%d", i), Type: g.typ()})
	}
	g.f, g.scope, g.targets, g.block, g.budget = f, nil, nil, f.Body, 20+g.IntN(60)
	g.fill(f.Body, 0)
	if !f.Body.Ends() {
		g.ret()
	}
	g.p.Funcs = append(g.p.Funcs, f)
}

func (g *generator) typ() *ir.Type {
	if g.IntN(3) > 0 {
		return g.scalar()
	}
	return g.types[g.IntN(len(g.types))]
}

func (g *generator) scalar() *ir.Type { return scalars[g.IntN(len(scalars))] }

// fill adds values to a block until it ends.
func (g *generator) fill(b *ir.Block, depth int) {
	outer, n := g.block, len(g.scope)
	g.block = b
	for range 1 + g.IntN(16) {
		if g.budget <= 0 || b.Ends() {
			break
		}
		g.statement(depth)
	}
	g.block, g.scope = outer, g.scope[:n]
}

// add appends a value to the block.
func (g *generator) add(v *ir.Value) *ir.Value {
	g.line++
	g.budget--
	v.Pos = ir.Pos{File: "g.go", Line: g.line, Column: 1}
	g.block.Values = append(g.block.Values, v)
	if v.Type != nil && v.Type.Kind != ir.Tuple {
		g.scope = append(g.scope, v)
	}
	return v
}

func (g *generator) statement(depth int) {
	switch k := g.IntN(24); {
	case k < 7:
		g.store()
	case k < 16:
		g.compute(g.typ())
	case k < 18 && depth < 4:
		v := &ir.Value{Op: ir.If, Args: []*ir.Value{g.value(ir.TBool)}, Blocks: []*ir.Block{{}, {}}}
		g.fill(v.Blocks[0], depth+1)
		if g.IntN(2) == 0 {
			g.fill(v.Blocks[1], depth+1)
		}
		g.add(v)
	case k < 20 && depth < 4:
		g.loop(depth)
	case k == 20 && len(g.targets) > 0:
		t := g.targets[g.IntN(len(g.targets))]
		op := ir.Break
		if t.Op == ir.Loop && g.IntN(2) == 0 {
			op = ir.Continue
		}
		if depth > 0 {
			g.add(&ir.Value{Op: op, Target: t})
		}
	case k == 21:
		g.call()
	case k == 22 && depth > 1 && g.IntN(2) == 0:
		g.ret()
	case k == 23 && depth > 1 && g.IntN(4) == 0:
		g.add(&ir.Value{Op: ir.Trap, Index: int(ir.Unreachable)})
	}
}

// loop adds a loop or a block, around an if that breaks out of it.
func (g *generator) loop(depth int) {
	v := &ir.Value{Op: ir.Loop, Blocks: []*ir.Block{{}, {}}}
	if g.IntN(3) == 0 {
		v = &ir.Value{Op: ir.Label, Blocks: []*ir.Block{{}}}
	}
	targets := g.targets
	g.targets = append(targets[:len(targets):len(targets)], v)
	outer, n := g.block, len(g.scope)
	g.block = v.Blocks[0]
	leave := &ir.Value{Op: ir.If, Args: []*ir.Value{g.value(ir.TBool)}, Blocks: []*ir.Block{{}, {}}}
	leave.Blocks[g.IntN(2)].Values = []*ir.Value{{Op: ir.Break, Target: v}}
	g.add(leave)
	g.scope = g.scope[:len(g.scope)]
	for range 1 + g.IntN(12) {
		if g.budget > 0 && !g.block.Ends() {
			g.statement(depth + 1)
		}
	}
	g.block, g.scope = outer, g.scope[:n]
	g.targets = targets
	if v.Op == ir.Loop && g.IntN(2) == 0 {
		g.fill(v.Blocks[1], 4)
	}
	g.add(v)
}

func (g *generator) ret() {
	v := &ir.Value{Op: ir.Return}
	for _, r := range g.f.Results {
		v.Args = append(v.Args, g.value(r.Type))
	}
	g.add(v)
}

func (g *generator) call() {
	if len(g.p.Funcs) == 0 {
		return
	}
	f := g.p.Funcs[g.IntN(len(g.p.Funcs))]
	v := &ir.Value{Op: ir.Call, Func: f, Type: f.Returns()}
	for _, p := range f.Params {
		v.Args = append(v.Args, g.value(p.Type))
	}
	g.add(v)
	for i, r := range f.Results {
		if g.IntN(3) > 0 {
			g.add(&ir.Value{Op: ir.Result, Type: r.Type, Args: []*ir.Value{v}, Index: i})
		}
	}
}

// value returns a value of a type: one in scope, or a new one.
func (g *generator) value(t *ir.Type) *ir.Value {
	if g.IntN(4) > 0 {
		from := g.IntN(len(g.scope) + 1)
		for i := range g.scope {
			if v := g.scope[(from+i)%len(g.scope)]; ir.Same(v.Type, t) {
				return v
			}
		}
	}
	if g.IntN(3) > 0 {
		if v := g.compute(t); v != nil {
			return v
		}
	}
	if !t.Scalar() {
		return g.add(&ir.Value{Op: ir.Zero, Type: t})
	}
	return g.add(g.constant(t))
}

func (g *generator) constant(t *ir.Type) *ir.Value {
	if t.Kind == ir.Int && g.IntN(8) > 0 {
		return ir.ConstInt(int32(g.IntN(5)))
	}
	numbers := adversarial(t.Kind)
	return constantOf(t, numbers[g.IntN(len(numbers))])
}

// index returns an index of n elements.
func (g *generator) index(n int) *ir.Value {
	if g.IntN(2) == 0 {
		return g.add(ir.ConstInt(int32(g.IntN(n))))
	}
	i := g.value(ir.TInt)
	if g.IntN(4) > 0 { // within most of the time
		i = g.add(&ir.Value{Op: ir.And, Type: ir.TInt, Args: []*ir.Value{i, g.add(ir.ConstInt(1))}})
	}
	return g.add(&ir.Value{Op: ir.Bound, Type: ir.TInt, Args: []*ir.Value{i}, Index: n})
}

// path picks a part of a variable.
func (g *generator) path(v *ir.Var) (path []int, indices []*ir.Value, t *ir.Type) {
	t = v.Type
	for !t.Scalar() && g.IntN(4) > 0 {
		step := ir.Dynamic
		if t.Kind == ir.Array {
			indices = append(indices, g.index(t.Len))
			t = t.Elem
		} else {
			step = g.IntN(len(t.Fields))
			t = t.Fields[step].Type
		}
		path = append(path, step)
	}
	return path, indices, t
}

func (g *generator) store() {
	v := g.f.Vars[g.IntN(len(g.f.Vars))]
	path, indices, t := g.path(v)
	g.add(&ir.Value{Op: ir.Store, Var: v, Path: path, Args: append([]*ir.Value{g.value(t)}, indices...)})
}

// compute adds an operation, of type t if there is one.
func (g *generator) compute(t *ir.Type) *ir.Value {
	if g.budget <= 0 {
		return nil
	}
	switch k := g.IntN(10); {
	case k < 3:
		v := g.f.Vars[g.IntN(len(g.f.Vars))]
		path, indices, of := g.path(v)
		load := g.add(&ir.Value{Op: ir.Load, Type: of, Var: v, Path: path, Args: indices})
		if ir.Same(of, t) {
			return load
		}
	case k == 3:
		return g.take(t)
	case !t.Scalar():
		v := &ir.Value{Op: ir.Make, Type: t}
		for i := range t.Parts() {
			v.Args = append(v.Args, g.value(t.Part(i)))
		}
		return g.add(v)
	case k == 4 && t.Kind != ir.Bool:
		from := scalars[1+g.IntN(4)]
		return g.add(&ir.Value{Op: ir.Convert, Type: t, Args: []*ir.Value{g.value(from)}})
	case k == 5 && (t.Kind == ir.Float64 || t.Kind == ir.Int):
		table := g.p.Tables[0]
		if t.Kind == ir.Int {
			table = g.p.Tables[1]
		}
		return g.add(&ir.Value{Op: ir.Lookup, Type: t, Table: table, Args: []*ir.Value{g.index(len(table.Bits))}})
	default:
		return g.operation(t)
	}
	return nil
}

// take adds part or elem of an aggregate in scope that has a part of type t.
func (g *generator) take(t *ir.Type) *ir.Value {
	for _, whole := range g.scope {
		for i := range whole.Type.Parts() {
			if !ir.Same(whole.Type.Part(i), t) {
				continue
			}
			if whole.Type.Kind == ir.Array && g.IntN(2) == 0 {
				index := g.index(whole.Type.Len)
				return g.add(&ir.Value{Op: ir.Elem, Type: t, Args: []*ir.Value{whole, index}})
			}
			return g.add(&ir.Value{Op: ir.Part, Type: t, Args: []*ir.Value{whole}, Index: i})
		}
	}
	return nil
}

// operation adds an operation of the table that yields a scalar of type t.
func (g *generator) operation(t *ir.Type) *ir.Value {
	for range 20 {
		op := ir.Add + ir.Op(g.IntN(int(ir.Select-ir.Add)+1))
		x, y := t, t
		if r := ir.Ops[op].Result; r != "=" {
			x = g.scalar()
			y = x
		}
		if op == ir.Shl || op == ir.Shr {
			y = scalars[1+g.IntN(2)]
		}
		args := []*ir.Type{x, y, y}[:len(ir.Ops[op].Args)]
		if op == ir.Select {
			args = []*ir.Type{ir.TBool, t, t}
		}
		if op == ir.Convert || ir.Check(&ir.Program{Funcs: []*ir.Func{operation(op, t, args, -1)}}) != nil {
			continue
		}
		v := &ir.Value{Op: op, Type: t}
		for _, a := range args {
			v.Args = append(v.Args, g.value(a))
		}
		return g.add(v)
	}
	return nil
}

// compare runs a random program compiled or interpreted by wazero and by the
// reference on random rows.
func compare(t *testing.T, r *Runtime, seed uint64) (stopped bool) {
	p := generate(seed)
	i := instantiate(t, r, p, wasm.Options{Rows: 8})
	random := rand.New(rand.NewPCG(seed, 2))
	for _, f := range p.Funcs {
		if f.Entry == "" {
			continue
		}
		rows := make([][]float64, 8)
		for r := range rows {
			for _, p := range f.Params {
				for _, l := range p.Type.Leaves("") {
					numbers := adversarial(l.Kind)
					rows[r] = append(rows[r], numbers[random.IntN(len(numbers))])
				}
			}
		}
		fuel := random.IntN(40)
		agree(t, i, f, rows, fuel)
		_, fault := interp.Row(f, rows[0], fuel)
		stopped = fault != nil
	}
	i.Close(context.Background())
	return stopped
}

// TestPrograms compares random programs with the reference.
func TestPrograms(t *testing.T) {
	n := 1000
	if testing.Short() {
		n = 100
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
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) {
		for _, r := range runtimes(t) {
			compare(t, r, seed)
		}
	})
}

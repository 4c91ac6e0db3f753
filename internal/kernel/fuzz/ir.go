package fuzz

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// IR returns a random program of the intermediate representation that holds the
// invariants of ir.Check: two to four functions of which the last is the entry
// F. Most rows it is given run to their end; some stop with a fault. The same
// seed gives the same program.
func IR(seed uint64) *ir.Program {
	g := &irGen{r: rand.New(rand.NewPCG(seed, 1)), p: &ir.Program{}}
	g.types = []*ir.Type{ir.TBool, ir.TInt, ir.TUint32, ir.TF32, ir.TF64, ir.TF64}
	for i := range 3 {
		g.types = append(g.types, g.aggregate(i))
	}
	for i, elem := range []*ir.Type{ir.TF64, ir.TInt, ir.TUint32, ir.TF32} {
		t := &ir.Table{Name: fmt.Sprintf("fuzz.table%d", i), Elem: elem}
		for range 2 + g.r.IntN(5) {
			t.Bits = append(t.Bits, Scalar(g.r, elem.Kind))
		}
		g.p.Tables = append(g.p.Tables, t)
	}
	for i := range 2 + g.r.IntN(3) {
		g.function(fmt.Sprintf("fuzz.f%d", i))
	}
	last := g.p.Funcs[len(g.p.Funcs)-1]
	last.Name, last.Entry = "fuzz.F", "F"
	return g.p
}

// irGen writes one program.
type irGen struct {
	r     *rand.Rand
	p     *ir.Program
	types []*ir.Type

	f       *ir.Func
	block   *ir.Block
	scope   []*ir.Value // visible values
	targets []*ir.Value // enclosing loops and blocks
	fixed   map[*ir.Var]bool
	left    int // values still to write
	line    int
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func (g *irGen) chance(p float64) bool { return g.r.Float64() < p }

func (g *irGen) aggregate(i int) *ir.Type {
	if g.chance(0.5) {
		return ir.ArrayOf(1+g.r.IntN(4), pick(g.r, g.types))
	}
	t := &ir.Type{Kind: ir.Struct, Name: fmt.Sprintf("fuzz.S%d", i)}
	for j := range 1 + g.r.IntN(3) {
		t.Fields = append(t.Fields, ir.Field{Name: fmt.Sprintf("F%d", j), Type: pick(g.r, g.types)})
	}
	return t
}

func (g *irGen) function(name string) {
	f := &ir.Func{Name: name, Body: &ir.Block{}}
	g.f, g.block, g.scope, g.targets, g.fixed, g.left = f, f.Body, nil, nil, map[*ir.Var]bool{}, 30+g.r.IntN(60)
	for i := range 1 + g.r.IntN(4) {
		f.Params = append(f.Params, g.variable(fmt.Sprintf("p.%d", i), pick(g.r, g.types)))
	}
	for i := range 1 + g.r.IntN(3) {
		f.Results = append(f.Results, ir.Field{Name: fmt.Sprintf("r%d", i), Type: pick(g.r, g.types)})
	}
	if g.chance(0.3) {
		f.Pointers = []int{g.r.IntN(len(f.Params))}
		p := f.Params[f.Pointers[0]]
		f.Results = append(f.Results, ir.Field{Name: p.Name, Type: p.Type})
	}
	for i := range 2 + g.r.IntN(4) {
		g.variable(fmt.Sprintf("v%d", i), pick(g.r, g.types))
	}
	g.statements(4 + g.r.IntN(8))
	if !f.Body.Ends() {
		g.leave()
	}
	g.p.Funcs = append(g.p.Funcs, f)
}

func (g *irGen) variable(name string, t *ir.Type) *ir.Var {
	v := &ir.Var{Name: name, Type: t}
	g.f.Vars = append(g.f.Vars, v)
	return v
}

// add writes a value.
func (g *irGen) add(v *ir.Value) *ir.Value {
	g.line++
	g.left--
	v.Pos = ir.Pos{File: "fuzz.go", Line: g.line, Column: 1 + g.r.IntN(80)}
	g.block.Values = append(g.block.Values, v)
	if v.Type != nil && v.Type.Kind != ir.Tuple {
		g.scope = append(g.scope, v)
	}
	return v
}

// within writes a block with f.
func (g *irGen) within(f func()) *ir.Block {
	outer, visible := g.block, len(g.scope)
	inner := &ir.Block{}
	g.block = inner
	f()
	g.block, g.scope = outer, g.scope[:visible]
	return inner
}

func (g *irGen) statements(n int) {
	for range n {
		if g.left < 0 || g.block.Ends() {
			return
		}
		g.statement()
	}
}

func (g *irGen) statement() {
	switch n := g.r.IntN(20); {
	case n < 8:
		g.store()
	case n < 12:
		g.branch()
	case n < 14:
		g.loop()
	case n < 15:
		g.label()
	case n < 17 && len(g.p.Funcs) > 0:
		g.call()
	case n < 18 && len(g.targets) > 0:
		t := pick(g.r, g.targets)
		op := ir.Break
		if t.Op == ir.Loop && g.chance(0.5) {
			op = ir.Continue
		}
		g.add(&ir.Value{Op: op, Target: t})
	case n < 19 && len(g.targets) > 0 && g.chance(0.3):
		g.leave()
	case g.chance(0.03):
		g.add(&ir.Value{Op: ir.Trap, Index: int(ir.MissingTerm)})
	default:
		g.value(pick(g.r, g.types), 2)
	}
}

func (g *irGen) leave() {
	args := make([]*ir.Value, len(g.f.Results))
	for i, r := range g.f.Results {
		args[i] = g.value(r.Type, 2)
	}
	for i, at := range g.f.Pointers {
		p := g.f.Params[at]
		args[len(args)-len(g.f.Pointers)+i] = g.add(&ir.Value{Op: ir.Load, Type: p.Type, Var: p})
	}
	g.add(&ir.Value{Op: ir.Return, Args: args})
}

func (g *irGen) store() {
	v := pick(g.r, g.f.Vars)
	if g.fixed[v] {
		return
	}
	path, indices, t := g.path(v.Type, 0.6)
	args := append([]*ir.Value{g.value(t, 3)}, indices...)
	g.add(&ir.Value{Op: ir.Store, Args: args, Var: v, Path: path})
}

// path returns a random path into a type, deeper with probability deep.
func (g *irGen) path(t *ir.Type, deep float64) (path []int, indices []*ir.Value, of *ir.Type) {
	for !t.Scalar() && g.chance(deep) {
		if t.Kind == ir.Array {
			path, indices, t = append(path, ir.Dynamic), append(indices, g.index(t.Len)), t.Elem
			continue
		}
		i := g.r.IntN(len(t.Fields))
		path, t = append(path, i), t.Fields[i].Type
	}
	return path, indices, t
}

// index writes an index of n elements, seldom one that may be outside.
func (g *irGen) index(n int) *ir.Value {
	if g.left < 0 || g.chance(0.4) {
		return g.add(ir.ConstInt(int32(g.r.IntN(n))))
	}
	i := g.value(ir.TInt, 1)
	if g.chance(0.95) {
		i = g.add(&ir.Value{Op: ir.And, Type: ir.TInt, Args: []*ir.Value{i, g.add(ir.ConstInt(1 << 30))}})
		i = g.add(&ir.Value{Op: ir.Shr, Type: ir.TInt, Args: []*ir.Value{i, g.add(ir.ConstUint32(30))}})
		i = g.add(&ir.Value{Op: ir.Min, Type: ir.TInt, Args: []*ir.Value{i, g.add(ir.ConstInt(int32(n - 1)))}})
	}
	return g.add(&ir.Value{Op: ir.Bound, Type: ir.TInt, Args: []*ir.Value{i}, Index: n})
}

func (g *irGen) branch() {
	v := &ir.Value{Op: ir.If, Args: []*ir.Value{g.value(ir.TBool, 2)}}
	then := g.within(func() { g.statements(g.r.IntN(4)) })
	v.Blocks = []*ir.Block{then, g.within(func() { g.statements(g.r.IntN(3)) })}
	g.add(v)
}

func (g *irGen) label() {
	v := &ir.Value{Op: ir.Label}
	g.targets = append(g.targets, v)
	v.Blocks = []*ir.Block{g.within(func() { g.statements(1 + g.r.IntN(5)) })}
	g.targets = g.targets[:len(g.targets)-1]
	g.add(v)
}

// loop writes a loop that counts to a small number, seldom one that may not end.
func (g *irGen) loop() {
	v := &ir.Value{Op: ir.Loop}
	counter := g.variable(fmt.Sprintf("i%d", len(g.f.Vars)), ir.TInt)
	g.fixed[counter] = g.chance(0.9)
	load := func() *ir.Value { return g.add(&ir.Value{Op: ir.Load, Type: ir.TInt, Var: counter}) }
	if g.chance(0.7) {
		g.add(&ir.Value{Op: ir.Store, Args: []*ir.Value{g.add(ir.ConstInt(0))}, Var: counter})
	}
	g.targets = append(g.targets, v)
	body := g.within(func() {
		within := g.add(&ir.Value{Op: ir.Lt, Type: ir.TBool, Args: []*ir.Value{load(), g.add(ir.ConstInt(int32(g.r.IntN(6))))}})
		leave := &ir.Value{Op: ir.If, Args: []*ir.Value{within}, Blocks: []*ir.Block{{}, {}}}
		leave.Blocks[1] = g.within(func() { g.add(&ir.Value{Op: ir.Break, Target: v}) })
		g.add(leave)
		g.statements(1 + g.r.IntN(4))
	})
	g.targets = g.targets[:len(g.targets)-1]
	post := g.within(func() {
		if g.chance(0.3) {
			g.store()
		}
		sum := g.add(&ir.Value{Op: ir.Add, Type: ir.TInt, Args: []*ir.Value{load(), g.add(ir.ConstInt(1))}})
		g.add(&ir.Value{Op: ir.Store, Args: []*ir.Value{sum}, Var: counter})
		if g.chance(0.1) {
			g.statements(1)
		}
	})
	v.Blocks = []*ir.Block{body, post}
	g.add(v)
}

func (g *irGen) call() {
	f := pick(g.r, g.p.Funcs)
	v := &ir.Value{Op: ir.Call, Type: f.Returns(), Func: f}
	for _, p := range f.Params {
		v.Args = append(v.Args, g.value(p.Type, 2))
	}
	g.add(v)
	for i, r := range f.Results {
		if g.chance(0.7) {
			g.add(&ir.Value{Op: ir.Result, Type: r.Type, Args: []*ir.Value{v}, Index: i})
		}
	}
}

// value returns a value of type t: one in scope, or one written of operations
// nested at most depth deep.
func (g *irGen) value(t *ir.Type, depth int) *ir.Value {
	if g.left < 0 { // what is being written ends soon
		return g.add(&ir.Value{Op: ir.Zero, Type: t})
	}
	if g.chance(0.35) {
		var same []*ir.Value
		for _, v := range g.scope {
			if ir.Same(v.Type, t) {
				same = append(same, v)
			}
		}
		if len(same) > 0 {
			return pick(g.r, same)
		}
	}
	if g.chance(0.35) || depth == 0 {
		if v := g.load(t); v != nil {
			return v
		}
	}
	if !t.Scalar() {
		return g.whole(t, depth)
	}
	if depth == 0 || g.chance(0.15) {
		return g.constant(t)
	}
	return g.operation(t, depth-1)
}

func (g *irGen) constant(t *ir.Type) *ir.Value {
	if g.chance(0.1) {
		return g.add(&ir.Value{Op: ir.Zero, Type: t})
	}
	v := &ir.Value{Op: ir.Const, Type: t, Bits: Scalar(g.r, t.Kind)}
	if t.Kind == ir.Int && g.chance(0.8) {
		v = ir.ConstInt(int32(g.r.IntN(20) - 8))
	}
	return g.add(v)
}

// load reads a variable or a part of one that has type t.
func (g *irGen) load(t *ir.Type) *ir.Value {
	for range 4 {
		v := pick(g.r, g.f.Vars)
		path, indices, of := g.path(v.Type, 0.7)
		if ir.Same(of, t) {
			return g.add(&ir.Value{Op: ir.Load, Type: t, Args: indices, Var: v, Path: path})
		}
	}
	return nil
}

func (g *irGen) whole(t *ir.Type, depth int) *ir.Value {
	if depth == 0 || g.chance(0.2) {
		return g.add(&ir.Value{Op: ir.Zero, Type: t})
	}
	v := &ir.Value{Op: ir.Make, Type: t}
	for i := range t.Parts() {
		v.Args = append(v.Args, g.value(t.Part(i), depth-1))
	}
	return g.add(v)
}

// taken returns a part of some aggregate, or nil where none has type t.
func (g *irGen) taken(t *ir.Type, depth int) *ir.Value {
	for _, i := range g.r.Perm(len(g.types)) {
		whole := g.types[i]
		for part := range whole.Parts() {
			if !ir.Same(whole.Part(part), t) {
				continue
			}
			of := g.value(whole, depth)
			if whole.Kind == ir.Array && g.chance(0.6) {
				return g.add(&ir.Value{Op: ir.Elem, Type: t, Args: []*ir.Value{of, g.index(whole.Len)}})
			}
			return g.add(&ir.Value{Op: ir.Part, Type: t, Args: []*ir.Value{of}, Index: part})
		}
	}
	return nil
}

// operation writes an operation that yields a scalar.
func (g *irGen) operation(t *ir.Type, depth int) *ir.Value {
	op := func(op ir.Op, types ...*ir.Type) *ir.Value {
		v := &ir.Value{Op: op, Type: t}
		for _, a := range types {
			v.Args = append(v.Args, g.value(a, depth))
		}
		return g.add(v)
	}
	number := func() *ir.Type { return pick(g.r, []*ir.Type{ir.TInt, ir.TUint32, ir.TF32, ir.TF64}) }
	switch n := g.r.IntN(12); {
	case n == 0:
		if v := g.taken(t, depth); v != nil {
			return v
		}
	case n == 1:
		return op(ir.Select, ir.TBool, t, t)
	case n == 2 && t.Kind != ir.Bool:
		table := g.p.Tables[map[ir.Kind]int{ir.Float64: 0, ir.Int: 1, ir.Uint32: 2, ir.Float32: 3}[t.Kind]]
		return g.add(&ir.Value{Op: ir.Lookup, Type: t, Args: []*ir.Value{g.index(len(table.Bits))}, Table: table})
	case n <= 4 && t.Kind != ir.Bool:
		return op(ir.Convert, number())
	}
	switch {
	case t.Kind == ir.Bool:
		if g.chance(0.4) {
			if g.chance(0.3) {
				return op(ir.Not, t)
			}
			return op(pick(g.r, []ir.Op{ir.And, ir.Or, ir.Xor, ir.Eq, ir.Ne}), t, t)
		}
		of := number()
		return op(pick(g.r, []ir.Op{ir.Eq, ir.Ne, ir.Lt, ir.Le, ir.Gt, ir.Ge}), of, of)
	case t.Float():
		return g.float(t, op)
	}
	return g.integer(t, op)
}

func (g *irGen) float(t *ir.Type, op func(ir.Op, ...*ir.Type) *ir.Value) *ir.Value {
	switch n := g.r.IntN(20); {
	case n < 12:
		return op(pick(g.r, []ir.Op{ir.Add, ir.Sub, ir.Mul, ir.Mul, ir.Div, ir.Min, ir.Max, ir.Copysign}), t, t)
	case n < 19:
		return op(pick(g.r, []ir.Op{ir.Neg, ir.Abs, ir.Sqrt, ir.Floor, ir.Ceil, ir.Trunc, ir.Nearest}), t)
	case t.Kind == ir.Float32:
		return op(ir.FromBits, ir.TUint32)
	}
	return op(ir.Join, ir.TUint32, ir.TUint32)
}

func (g *irGen) integer(t *ir.Type, op func(ir.Op, ...*ir.Type) *ir.Value) *ir.Value {
	if t.Kind == ir.Uint32 && g.chance(0.2) {
		return pick(g.r, []func() *ir.Value{
			func() *ir.Value { return op(ir.Hi, ir.TF64) },
			func() *ir.Value { return op(ir.Lo, ir.TF64) },
			func() *ir.Value { return op(ir.Bits, ir.TF32) },
		})()
	}
	switch n := g.r.IntN(20); {
	case n < 10:
		return op(pick(g.r, []ir.Op{ir.Min, ir.Max, ir.And, ir.Or, ir.Xor, ir.AndNot}), t, t)
	case n < 14 && (t.Kind == ir.Uint32 || g.chance(0.4)):
		return op(pick(g.r, []ir.Op{ir.Add, ir.Sub, ir.Mul, ir.Div, ir.Rem}), t, t)
	case n < 15 && g.chance(0.4):
		return op(ir.Neg, t)
	case n < 17 && g.chance(0.4):
		return op(pick(g.r, []ir.Op{ir.Shl, ir.Shr}), t, pick(g.r, []*ir.Type{ir.TInt, ir.TUint32}))
	case n < 18:
		v := &ir.Value{Op: ir.Div, Type: t, Args: []*ir.Value{g.value(t, 1)}}
		by := &ir.Value{Op: ir.Const, Type: t, Bits: uint64(1 + g.r.IntN(9))}
		v.Args = append(v.Args, g.add(by))
		return g.add(v)
	}
	return op(pick(g.r, []ir.Op{ir.And, ir.Or, ir.Xor}), t, t)
}

// Scalar returns the bits of a random scalar, as ir.Value.Bits has them: often
// an edge of its kind.
func Scalar(r *rand.Rand, kind ir.Kind) uint64 {
	switch kind {
	case ir.Bool:
		return uint64(r.IntN(2))
	case ir.Int:
		if r.IntN(3) > 0 {
			return uint64(uint32(int32(r.IntN(40) - 20)))
		}
		return uint64(pick(r, []uint32{0, 1, 2, 31, 32, 33, 1 << 16, 46341, 1<<31 - 1, 1 << 31, 1<<31 + 1, 1<<32 - 1}))
	case ir.Uint32:
		if r.IntN(3) > 0 {
			return uint64(r.IntN(100))
		}
		return uint64(pick(r, []uint32{0, 1, 31, 32, 0x7FF80000, 0x80000000, 0xFFFFFFFF, r.Uint32()}))
	case ir.Float32:
		return uint64(ir.BitsOf32(float32(float(r))))
	}
	return ir.BitsOf(float(r))
}

// float returns a number near 1 most of the time, else an edge.
func float(r *rand.Rand) float64 {
	if r.IntN(4) > 0 {
		return math.Round(r.NormFloat64()*300) / 100
	}
	return pick(r, []float64{
		0, math.Copysign(0, -1), 1, -1, 0.5, 0.1, 1.0 / 3, math.Pi, -2.5, 3.5, 1e300, -1e300, 1e-300, 5e-324, math.MaxFloat64,
		math.Inf(1), math.Inf(-1), math.NaN(), 2147483647.5, -2147483648.5, 4294967295.5, -0.5, 1e38, 1e-45, r.NormFloat64() * 1e10, r.Float64(),
	})
}

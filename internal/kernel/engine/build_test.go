package engine

import (
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// builder writes a function of IR by hand, of f64 unless said otherwise.
type builder struct {
	f     *ir.Func
	block *ir.Block
}

func newBuilder(name, entry string, params ...string) *builder {
	f := &ir.Func{Name: name, Entry: entry, Body: &ir.Block{}}
	for _, p := range params {
		v := &ir.Var{Name: p, Type: ir.TF64}
		f.Params, f.Vars = append(f.Params, v), append(f.Vars, v)
	}
	return &builder{f, f.Body}
}

func (b *builder) add(v *ir.Value) *ir.Value {
	b.block.Values = append(b.block.Values, v)
	return v
}

func (b *builder) variable(name string, t *ir.Type) *ir.Var {
	v := &ir.Var{Name: name, Type: t}
	b.f.Vars = append(b.f.Vars, v)
	return v
}

func (b *builder) param(i int) *ir.Value { return b.load(b.f.Params[i]) }

func (b *builder) load(v *ir.Var, index ...*ir.Value) *ir.Value {
	t, path := v.Type, []int(nil)
	for range index {
		t, path = t.Elem, append(path, ir.Dynamic)
	}
	return b.add(&ir.Value{Op: ir.Load, Type: t, Var: v, Path: path, Args: index})
}

func (b *builder) store(v *ir.Var, x *ir.Value, index ...*ir.Value) {
	var path []int
	for range index {
		path = append(path, ir.Dynamic)
	}
	b.add(&ir.Value{Op: ir.Store, Var: v, Path: path, Args: append([]*ir.Value{x}, index...)})
}

func (b *builder) num(x float64) *ir.Value { return b.add(ir.ConstFloat64(x)) }
func (b *builder) int(i int32) *ir.Value   { return b.add(ir.ConstInt(i)) }

// op adds an operation that yields the type of its first operand.
func (b *builder) op(op ir.Op, args ...*ir.Value) *ir.Value {
	return b.typed(op, args[0].Type, args...)
}

func (b *builder) typed(op ir.Op, t *ir.Type, args ...*ir.Value) *ir.Value {
	return b.add(&ir.Value{Op: op, Type: t, Args: args})
}

func (b *builder) mul(x, y *ir.Value) *ir.Value  { return b.op(ir.Mul, x, y) }
func (b *builder) plus(x, y *ir.Value) *ir.Value { return b.op(ir.Add, x, y) }

// poly is a polynomial by Horner's rule, the highest coefficient first.
func (b *builder) poly(x *ir.Value, c ...float64) *ir.Value {
	y := b.num(c[0])
	for _, k := range c[1:] {
		y = b.plus(b.mul(y, x), b.num(k))
	}
	return y
}

func (b *builder) call(f *ir.Func, args ...*ir.Value) *ir.Value {
	c := b.add(&ir.Value{Op: ir.Call, Func: f, Type: f.Returns(), Args: args})
	return b.add(&ir.Value{Op: ir.Result, Type: f.Results[0].Type, Args: []*ir.Value{c}})
}

func (b *builder) ret(names []string, values ...*ir.Value) *ir.Func {
	for i, n := range names {
		b.f.Results = append(b.f.Results, ir.Field{Name: n, Type: values[i].Type})
	}
	b.add(&ir.Value{Op: ir.Return, Args: values})
	return b.f
}

// branch adds an if without else.
func (b *builder) branch(cond *ir.Value, then func()) {
	v := b.add(&ir.Value{Op: ir.If, Args: []*ir.Value{cond}, Blocks: []*ir.Block{{}, {}}})
	outer := b.block
	b.block = v.Blocks[0]
	then()
	b.block = outer
}

// count adds a loop over i from 0 to n.
func (b *builder) count(i *ir.Var, n *ir.Value, body func(*ir.Value)) {
	b.store(i, b.int(0))
	v := b.add(&ir.Value{Op: ir.Loop, Blocks: []*ir.Block{{}, {}}})
	outer := b.block
	b.block = v.Blocks[0]
	at := b.load(i)
	cond := b.typed(ir.Lt, ir.TBool, at, n)
	b.add(&ir.Value{Op: ir.If, Args: []*ir.Value{cond}, Blocks: []*ir.Block{{}, {Values: []*ir.Value{{Op: ir.Break, Target: v}}}}})
	body(at)
	b.block = v.Blocks[1]
	b.store(i, b.op(ir.Add, b.load(i), b.int(1)))
	b.block = outer
}

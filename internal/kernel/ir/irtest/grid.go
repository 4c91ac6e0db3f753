package irtest

import (
	"fmt"
	"math/rand/v2"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

// GridElements is how many elements each buffer of a [Grid] has.
const GridElements = 5

// Grid is [Program] for a device: its last function is the entry "Grid" of a
// grid, with scalars and buffers. What it calls takes fuel, loops and calls of its
// own are free or not. No index is outside a buffer, and no free loop is without
// end.
func Grid(r *rand.Rand) *ir.Program {
	g := &generator{r: r, p: &ir.Program{}, device: true}
	for i := range r.IntN(3) {
		g.p.Funcs = append(g.p.Funcs, g.function(fmt.Sprintf("f%d", i)))
	}
	f := &ir.Func{Name: "grid", Entry: "Grid", Grid: true, Body: &ir.Block{}}
	g.begin(f)
	g.size = 30
	f.Vars = append(f.Vars, &ir.Var{Name: "i", Type: ir.TUint32})
	for i := range r.IntN(3) {
		f.Vars = append(f.Vars, &ir.Var{Name: fmt.Sprintf("p%d", i), Type: pick(g, []*ir.Type{ir.TInt, ir.TUint32, ir.TF32, ir.TBool})})
	}
	f.Params = append(f.Params, f.Vars...)
	for i := range r.IntN(4) {
		g.variable(fmt.Sprintf("v%d", i))
	}
	for i, elem := range []*ir.Type{ir.TF32, ir.TUint32, ir.TInt, ir.ArrayOf(4, ir.TF32)} {
		f.Buffers = append(f.Buffers, &ir.Buffer{Name: fmt.Sprintf("b%d", i), Elem: elem})
	}
	g.out = f.Body
	g.statements(0)
	if !f.Body.Ends() {
		g.effect()
	}
	g.p.Funcs = append(g.p.Funcs, f)
	return g.p
}

// Launch returns what to run one invocation of the grid with.
func Launch(r *rand.Rand, f *ir.Func) interp.Launch {
	l := interp.Launch{First: uint32(r.IntN(GridElements)), Fuel: 200}
	l.End = l.First + 1
	word := func(t *ir.Type) uint32 { return uint32(someConst(r, t).Bits) }
	for _, p := range f.Params[1:] {
		l.Args = append(l.Args, word(p.Type))
	}
	for _, b := range f.Buffers {
		leaf := b.Elem
		if leaf.Kind == ir.Array {
			leaf = leaf.Elem
		}
		words := make([]uint32, GridElements*b.Elem.Size())
		for i := range words {
			words[i] = word(leaf)
		}
		l.Buffers = append(l.Buffers, words)
	}
	return l
}

// effect makes a put, or seldom a refuel, which could make a loop endless.
func (g *generator) effect() {
	if len(g.targets) == 0 && g.chance(10) {
		units := g.emit(ir.ConstUint32(uint32(g.r.IntN(300))))
		g.emit(&ir.Value{Op: ir.Refuel, Args: []*ir.Value{units}})
		return
	}
	b := pick(g, g.f.Buffers)
	value := g.value(b.Elem, 3)
	g.emit(&ir.Value{Op: ir.Put, Buffer: b, Args: []*ir.Value{value, g.anywhere()}})
}

// fetched makes a value of type t that comes from outside, or returns nil.
func (g *generator) fetched(t *ir.Type) *ir.Value {
	b := pick(g, g.f.Buffers)
	switch {
	case ir.Same(b.Elem, t):
		return g.emit(&ir.Value{Op: ir.Fetch, Type: t, Buffer: b, Args: []*ir.Value{g.anywhere()}})
	case b.Elem.Kind == ir.Array && t.Kind == ir.Float32:
		four := g.emit(&ir.Value{Op: ir.Fetch, Type: b.Elem, Buffer: b, Args: []*ir.Value{g.anywhere()}})
		return g.emit(&ir.Value{Op: ir.Elem, Type: t, Args: []*ir.Value{four, g.emit(ir.ConstInt(int32(g.r.IntN(4))))}})
	case t.Kind == ir.Int:
		return g.emit(&ir.Value{Op: ir.Extent, Type: t, Buffer: b})
	case t.Kind == ir.Uint32:
		stopped := g.emit(&ir.Value{Op: ir.Stopped, Type: t})
		return g.emit(&ir.Value{Op: ir.Min, Type: t, Args: []*ir.Value{stopped, g.emit(ir.ConstUint32(1))}})
	}
	return nil
}

// anywhere makes an index of a buffer, an int or u32.
func (g *generator) anywhere() *ir.Value {
	i := g.value(ir.TUint32, 1)
	i = g.emit(&ir.Value{Op: ir.Rem, Type: ir.TUint32, Args: []*ir.Value{i, g.emit(ir.ConstUint32(GridElements))}})
	if g.chance(50) {
		return i
	}
	return g.emit(&ir.Value{Op: ir.Convert, Type: ir.TInt, Args: []*ir.Value{i}})
}

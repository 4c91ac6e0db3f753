// Package irtest makes programs of package ir by chance, for tests that compare
// one meaning of a program with another: a pass with none, a target with the
// interpreter.
package irtest

import (
	"fmt"
	"math/rand/v2"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Program returns a program that holds the invariants of ir.Check and has every
// kind of operation with some chance: up to four functions that call each other,
// aggregates, loops that mostly end after a few iterations, and stops. The last
// function is the entry "Entry". Each value has a position of its own.
func Program(r *rand.Rand) *ir.Program {
	g := &generator{r: r, p: &ir.Program{}}
	for i := range r.IntN(3) {
		g.p.Tables = append(g.p.Tables, g.table(fmt.Sprintf("table%d", i)))
	}
	n := 1 + r.IntN(4)
	for i := range n {
		f := g.function(fmt.Sprintf("f%d", i))
		if i == n-1 {
			f.Entry = "Entry"
		}
		g.p.Funcs = append(g.p.Funcs, f)
	}
	return g.p
}

// Row returns leaves of arguments for f as interp.Row takes them: special values
// as well as ordinary ones.
func Row(r *rand.Rand, f *ir.Func) []float64 {
	var row []float64
	for _, p := range f.Params {
		for _, leaf := range p.Type.Leaves("") {
			row = append(row, column(r, leaf.Kind))
		}
	}
	return row
}

func column(r *rand.Rand, kind ir.Kind) float64 {
	switch kind {
	case ir.Bool:
		return float64(r.IntN(2))
	case ir.Int:
		return float64(int32(someBits(r)))
	case ir.Uint32:
		return float64(someBits(r))
	case ir.Float32:
		return float64(float32(someFloat(r)))
	}
	return someFloat(r)
}

// generator makes one program.
type generator struct {
	r    *rand.Rand
	p    *ir.Program
	line int

	// Of the function being made:
	f       *ir.Func
	scope   []*ir.Value // values that may be used
	out     *ir.Block
	targets []*ir.Value // loops and blocks around
	posts   int         // how many of them are loops in whose post it is
	size    int         // how many statements may still be made

	device bool // there are operations that only a device has
	loops  int  // how many loops were made
}

func (g *generator) chance(percent int) bool { return g.r.IntN(100) < percent }

func pick[T any](g *generator, from []T) T { return from[g.r.IntN(len(from))] }

func (g *generator) table(name string) *ir.Table {
	t := &ir.Table{Name: name, Elem: g.scalarType()}
	for range 1 + g.r.IntN(4) {
		t.Bits = append(t.Bits, someConst(g.r, t.Elem).Bits)
	}
	return t
}

func (g *generator) function(name string) *ir.Func {
	f := &ir.Func{Name: name, Body: &ir.Block{}}
	g.begin(f)
	for i := range g.r.IntN(4) {
		v := g.variable(fmt.Sprintf("p%d", i))
		f.Params = append(f.Params, v)
		if g.chance(20) {
			f.Pointers = append(f.Pointers, i)
		}
	}
	for i := range g.r.IntN(6) {
		g.variable(fmt.Sprintf("v%d", i))
	}
	for i := range 1 + g.r.IntN(3) {
		f.Results = append(f.Results, ir.Field{Name: fmt.Sprintf("r%d", i), Type: g.anyType(2)})
	}
	for _, at := range f.Pointers {
		f.Results = append(f.Results, ir.Field{Name: f.Params[at].Name, Type: f.Params[at].Type})
	}
	g.out = f.Body
	g.statements(0)
	if !f.Body.Ends() {
		g.leave()
	}
	return f
}

// begin makes f the function being made.
func (g *generator) begin(f *ir.Func) {
	g.f, g.scope, g.targets, g.posts, g.size = f, nil, nil, 0, 20
}

func (g *generator) variable(name string) *ir.Var {
	v := &ir.Var{Name: name, Type: g.anyType(2)}
	g.f.Vars = append(g.f.Vars, v)
	return v
}

var scalars = []*ir.Type{ir.TBool, ir.TInt, ir.TUint32, ir.TF32, ir.TF64}

func (g *generator) scalarType() *ir.Type {
	if g.chance(40) {
		return ir.TF64
	}
	return pick(g, scalars)
}

func (g *generator) anyType(depth int) *ir.Type {
	if depth == 0 || g.chance(60) {
		return g.scalarType()
	}
	if g.chance(50) {
		return ir.ArrayOf(pick(g, []int{0, 1, 2, 3, 4, 5, 17}), g.anyType(depth-1))
	}
	t := &ir.Type{Kind: ir.Struct}
	for i := range g.r.IntN(4) {
		t.Fields = append(t.Fields, ir.Field{Name: fmt.Sprintf("F%d", i), Type: g.anyType(depth - 1)})
	}
	return t
}

// emit appends a value and gives it a position.
func (g *generator) emit(v *ir.Value) *ir.Value {
	g.line++
	v.Pos = ir.Pos{File: "f.go", Line: g.line, Column: 1}
	g.out.Values = append(g.out.Values, v)
	if v.Type != nil && v.Type.Kind != ir.Tuple {
		g.scope = append(g.scope, v)
	}
	return v
}

// within makes the contents of a block with f.
func (g *generator) within(f func()) *ir.Block {
	outer, values := g.out, len(g.scope)
	b := &ir.Block{}
	g.out = b
	f()
	g.out, g.scope = outer, g.scope[:values]
	return b
}

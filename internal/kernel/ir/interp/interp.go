// Package interp runs programs of package ir: the plain reference that says what
// they mean, for every target and pass to agree with. It is not made to be fast.
package interp

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Value is a value of any type: the bits of its scalars, each as in
// ir.Value.Bits, in the order of ir.Type.Leaves. A scalar has one.
type Value []uint64

// Fault is how a program stopped before its end.
type Fault struct {
	Kind ir.Fault
	Pos  ir.Pos // of the value that stopped it
}

func (f *Fault) Error() string {
	return fmt.Sprintf("%s: %s", f.Pos, f.Kind)
}

// Run calls f with one argument per parameter. It returns one value for each of
// f.Results, or the fault that stopped it. The calls and loop iterations within
// take fuel; the call of f itself does not. f must hold the invariants of
// ir.Check.
func Run(f *ir.Func, args []Value, fuel int) ([]Value, *Fault) {
	m := &machine{fuel: fuel}
	out := m.call(f, args)
	return out, m.fault
}

// Row is [Run] as a host calls an entry: in has the leaves of all parameters in
// order, and Row returns those of all results. An int, u32, bool or f32 is given
// as an f64 of its value, where true is 1. What is no such value becomes one: a
// float is truncated to an integer and saturates, NaN being 0; it is rounded to
// f32; it is true unless it is 0. NaN comes out as the one NaN.
func Row(f *ir.Func, in []float64, fuel int) ([]float64, *Fault) {
	args := make([]Value, len(f.Params))
	for i, p := range f.Params {
		for _, leaf := range p.Type.Leaves("") {
			args[i] = append(args[i], fromFloat(leaf.Kind, in[0]))
			in = in[1:]
		}
	}
	results, fault := Run(f, args, fuel)
	if fault != nil {
		return nil, fault
	}
	var out []float64
	for i, r := range f.Results {
		for j, leaf := range r.Type.Leaves("") {
			out = append(out, toFloat(leaf.Kind, results[i][j]))
		}
	}
	return out, nil
}

func fromFloat(kind ir.Kind, x float64) uint64 {
	if kind == ir.Bool {
		return ofBool(x != 0)
	}
	return convertFloat(kind, x)
}

func toFloat(kind ir.Kind, bits uint64) float64 {
	if kind == ir.Bool {
		kind = ir.Uint32 // 0 or 1
	}
	wide, _ := convert(kind, ir.Float64, bits)
	return asFloat64(wide)
}

// machine is one run, or one invocation of a grid.
type machine struct {
	fuel  int
	fault *Fault
	grid  *launch // nil where it is no grid
}

// stop ends the program, but not an invocation of a grid.
func (m *machine) stop(kind ir.Fault, at *ir.Value) exit {
	if m.grid != nil {
		m.grid.stop(m, Fault{kind, at.Pos})
		return exit{}
	}
	m.fault = &Fault{kind, at.Pos}
	return exit{op: ir.Trap}
}

// burn takes one unit of fuel and says whether there was one.
func (m *machine) burn() bool {
	m.fuel--
	return m.fuel >= 0
}

func (m *machine) call(f *ir.Func, args []Value) []Value {
	fr := &frame{m, map[*ir.Value]Value{}, map[*ir.Var]Value{}, nil}
	for i, v := range f.Vars {
		fr.vars[v] = make(Value, v.Type.Size())
		if i < len(args) {
			copy(fr.vars[v], args[i])
		}
	}
	fr.block(f.Body)
	return fr.results
}

// frame is one call of a function.
type frame struct {
	*machine
	values  map[*ir.Value]Value
	vars    map[*ir.Var]Value
	results []Value
}

// exit says how a block was left: at its end where op is ir.Invalid, else by a
// break, continue, return or trap.
type exit struct {
	op     ir.Op
	target *ir.Value // of break and continue
}

func (fr *frame) block(b *ir.Block) exit {
	for _, v := range b.Values {
		if e := fr.value(v); e.op != ir.Invalid {
			return e
		}
	}
	return exit{}
}

func (fr *frame) value(v *ir.Value) exit {
	switch v.Op {
	case ir.If:
		if fr.values[v.Args[0]][0] != 0 {
			return fr.block(v.Blocks[0])
		}
		return fr.block(v.Blocks[1])
	case ir.Loop:
		return fr.loop(v)
	case ir.Label:
		e := fr.block(v.Blocks[0])
		if e.op == ir.Break && e.target == v {
			return exit{}
		}
		return e
	case ir.Break, ir.Continue:
		return exit{v.Op, v.Target}
	case ir.Return:
		for _, a := range v.Args {
			fr.results = append(fr.results, fr.values[a])
		}
		return exit{op: ir.Return}
	case ir.Trap:
		return fr.stop(ir.Fault(v.Index), v)
	case ir.Call:
		return fr.callee(v)
	case ir.Store:
		copy(fr.place(v, v.Args[1:]), fr.values[v.Args[0]])
		return exit{}
	case ir.Fetch, ir.Put, ir.Extent, ir.Stopped, ir.Refuel:
		return fr.device(v)
	}
	return fr.compute(v)
}

func (fr *frame) loop(v *ir.Value) exit {
	for {
		if fr.grid != nil && fr.grid.ends(fr.machine, v) {
			return fr.grid.failure()
		}
		if !v.Free && !fr.burn() {
			return fr.stop(ir.OutOfFuel, v)
		}
		e := fr.block(v.Blocks[0])
		if e.op == ir.Break && e.target == v {
			return exit{}
		}
		if e.op != ir.Invalid && !(e.op == ir.Continue && e.target == v) {
			return e
		}
		if e := fr.block(v.Blocks[1]); e.op != ir.Invalid {
			return e
		}
	}
}

func (fr *frame) callee(v *ir.Value) exit {
	fr.values[v] = make(Value, v.Type.Size())
	switch {
	case fr.grid != nil && !v.Free && fr.fault != nil:
		return exit{}
	case !v.Free && !fr.burn():
		return fr.stop(ir.OutOfFuel, v)
	}
	args := make([]Value, len(v.Args))
	for i, a := range v.Args {
		args[i] = fr.values[a]
	}
	results := fr.call(v.Func, args)
	switch {
	case fr.grid != nil && fr.grid.err != nil, fr.grid == nil && fr.fault != nil:
		return exit{op: ir.Trap}
	}
	all := Value{}
	for _, r := range results {
		all = append(all, r...)
	}
	copy(fr.values[v], all)
	return exit{}
}

// compute runs a value that yields something and holds no blocks.
func (fr *frame) compute(v *ir.Value) exit {
	switch v.Op {
	case ir.Zero:
		fr.values[v] = make(Value, v.Type.Size())
	case ir.Make:
		all := Value{}
		for _, a := range v.Args {
			all = append(all, fr.values[a]...)
		}
		fr.values[v] = all
	case ir.Part, ir.Result:
		fr.values[v] = part(v.Args[0].Type, fr.values[v.Args[0]], v.Index)
	case ir.Elem:
		fr.values[v] = part(v.Args[0].Type, fr.values[v.Args[0]], fr.index(v.Args[1]))
	case ir.Load:
		fr.values[v] = append(Value{}, fr.place(v, v.Args)...)
	default:
		return fr.scalar(v)
	}
	return exit{}
}

func (fr *frame) scalar(v *ir.Value) exit {
	args := make([]uint64, len(v.Args))
	for i, a := range v.Args {
		args[i] = fr.values[a][0]
	}
	bits, fault, ok := Eval(v, args...)
	if !ok {
		panic(fmt.Sprintf("interp: %s cannot be computed; does the program pass ir.Check?", v.Op))
	}
	fr.values[v] = Value{bits}
	if fault != ir.NoFault {
		return fr.stop(fault, v)
	}
	return exit{}
}

func (fr *frame) index(v *ir.Value) int { return int(asInt(fr.values[v][0])) }

// place returns the part of a variable that a load or store names.
func (fr *frame) place(v *ir.Value, indices []*ir.Value) Value {
	t, all := v.Var.Type, fr.vars[v.Var]
	for _, step := range v.Path {
		if step == ir.Dynamic {
			step, indices = fr.index(indices[0]), indices[1:]
		}
		all = part(t, all, step)
		t = t.Part(step)
	}
	return all
}

// part returns part i of an aggregate of type t. Only an invocation of a grid
// that has stopped asks for one that there is not.
func part(t *ir.Type, all Value, i int) Value {
	if i < 0 || i >= t.Parts() {
		return make(Value, t.Elem.Size())
	}
	at := 0
	if t.Kind == ir.Array {
		at = i * t.Elem.Size()
	} else {
		for _, f := range t.Fields[:i] {
			at += f.Type.Size()
		}
	}
	n := t.Part(i).Size()
	return all[at : at+n : at+n]
}

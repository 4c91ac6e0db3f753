package wasm

import (
	"fmt"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// label is an open block of the function, and what leads out of it.
type label struct {
	op     ir.Op     // Break or Continue, Invalid where nothing does
	target *ir.Value // of op
}

// open opens a block; close closes the innermost one.
func (e *emitter) open(op opcode, name string, l label) {
	e.out.body = append(e.out.body, instr{op: op, name: name})
	e.labels = append(e.labels, l)
}

func (e *emitter) close() {
	e.emit(opEnd, 0)
	e.labels = e.labels[:len(e.labels)-1]
}

// depth returns the number of blocks between here and a label.
func (e *emitter) depth(l label) uint64 {
	for i := len(e.labels) - 1; i >= 0; i-- {
		if e.labels[i] == l {
			return uint64(len(e.labels) - 1 - i)
		}
	}
	panic("wasm: a branch leads to no enclosing block; does the program pass ir.Check?")
}

// control emits what holds blocks or leaves them.
func (e *emitter) control(v *ir.Value) {
	switch v.Op {
	case ir.If:
		e.branch(v)
	case ir.Loop:
		e.loop(v)
	case ir.Label:
		e.flushWithin(v)
		e.open(opBlock, e.name("block"), label{ir.Break, v})
		e.block(v.Blocks[0])
		e.close()
	case ir.Break, ir.Continue:
		e.emit(opBr, e.depth(label{v.Op, v.Target}))
	case ir.Return:
		e.leave(v)
	case ir.Trap:
		e.stop(ir.Fault(v.Index), v.Pos)
	}
}

// name makes the name of a block.
func (e *emitter) name(kind string) string {
	e.blocks++
	return fmt.Sprintf("%s%d", kind, e.blocks)
}

// flushWithin loads what will be stored to within the blocks of v.
func (e *emitter) flushWithin(v *ir.Value) {
	for _, stored := range e.uses.stored[v] {
		e.flush(stored)
	}
}

func (e *emitter) loop(v *ir.Value) {
	e.flushWithin(v)
	body, post := v.Blocks[0], v.Blocks[1]
	number := e.name("")
	e.open(opBlock, "break"+number, label{ir.Break, v})
	e.open(opLoop, "loop"+number, label{})
	e.burn(v.Pos)
	if continues := leads(body, ir.Continue, v); continues && len(post.Values) > 0 {
		e.open(opBlock, "continue"+number, label{ir.Continue, v})
		e.block(body)
		e.close()
	} else {
		e.labels[len(e.labels)-1] = label{ir.Continue, v}
		e.block(body)
	}
	e.block(post)
	e.emit(opBr, 0)
	e.close()
	e.close()
}

// leads says that something in b breaks out of or continues a loop.
func leads(b *ir.Block, op ir.Op, target *ir.Value) bool {
	found := false
	b.Walk(func(v *ir.Value) { found = found || v.Op == op && v.Target == target })
	return found
}

func (e *emitter) branch(v *ir.Value) {
	then, other := v.Blocks[0], v.Blocks[1]
	switch {
	case len(other.Values) == 0 && jumps(then):
		e.operand(v.Args[0])
		e.emit(opBrIf, e.depth(label{then.Values[0].Op, then.Values[0].Target}))
		return
	case len(then.Values) == 0 && jumps(other) && e.negated(v.Args[0]):
		e.emit(opBrIf, e.depth(label{other.Values[0].Op, other.Values[0].Target}))
		return
	case len(then.Values) == 0 && len(other.Values) > 0 && e.negated(v.Args[0]):
		then, other = other, then
	default:
		e.operand(v.Args[0])
	}
	e.flushWithin(v)
	e.open(opIf, "", label{})
	e.block(then)
	if len(other.Values) > 0 {
		e.emit(opElse, 0)
		e.block(other)
	}
	e.close()
}

// jumps says that a block is nothing but break or continue.
func jumps(b *ir.Block) bool {
	return len(b.Values) == 1 && (b.Values[0].Op == ir.Break || b.Values[0].Op == ir.Continue)
}

// inverses are the comparisons of integers that say the opposite. Those of
// floats have none, as NaN is neither less nor not less.
var inverses = map[ir.Op]ir.Op{ir.Eq: ir.Ne, ir.Ne: ir.Eq, ir.Lt: ir.Ge, ir.Ge: ir.Lt, ir.Gt: ir.Le, ir.Le: ir.Gt}

// negated computes the opposite of a condition where that costs nothing, and
// says whether it did.
func (e *emitter) negated(v *ir.Value) bool {
	if _, held := e.locals[v]; held || v.Op == ir.Load {
		e.operand(v)
		e.ops(opI32Eqz)
		return true
	}
	inverse, ok := inverses[v.Op]
	switch {
	case v.Op == ir.Not:
		e.uses.values[v].n--
		e.operand(v.Args[0])
		return true
	case ok && (!v.Args[0].Type.Float() || v.Op == ir.Eq || v.Op == ir.Ne):
		e.uses.values[v].n--
		e.operand(v.Args[0])
		e.operand(v.Args[1])
		e.ops(comparisons[inverse][v.Args[0].Type.Kind])
		return true
	}
	return false
}

// call calls a function and keeps those of its results that are used.
func (e *emitter) call(v *ir.Value) {
	e.burn(v.Pos)
	fr := e.m.frames[v.Func]
	for i, p := range v.Func.Params {
		if !p.Type.Scalar() {
			e.put(place{at: fr.params[p]}, v.Args[i])
		}
	}
	for _, a := range v.Args {
		if a.Type.Scalar() {
			e.operand(a)
		}
	}
	burns := e.m.burns(v.Func)
	if burns {
		e.giveFuel()
	}
	e.emit(opCall, uint64(e.m.index[v.Func]))
	used := make([][]*ir.Value, len(v.Func.Results))
	for _, r := range e.uses.results[v] {
		if e.uses.values[r].n > 0 {
			used[r.Index] = append(used[r.Index], r)
		}
	}
	for i := len(used) - 1; i >= 0; i-- { // the last is on top of the stack
		e.result(v.Func, i, used[i])
	}
	if burns {
		e.takeFuel()
	}
}

// result keeps result i of a call for the values that take it.
func (e *emitter) result(f *ir.Func, i int, values []*ir.Value) {
	t := f.Results[i].Type
	switch {
	case !t.Scalar() && len(values) > 0:
		first := values[0]
		e.temp(first, func(at place) { e.copy(at, place{at: e.m.frames[f].results[i]}, t) })
		for _, r := range values[1:] {
			e.temps[r] = e.temps[first]
		}
	case !t.Scalar():
	case len(values) == 0:
		e.ops(opDrop)
	default:
		e.hold(values[0])
		for _, r := range values[1:] {
			e.locals[r] = e.locals[values[0]]
		}
	}
}

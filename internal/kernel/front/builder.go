package front

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strconv"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// fn is a function of the representation while it is built.
type fn struct {
	*lowering
	f     *ir.Func
	cur   *ir.Block // where values are appended
	dead  bool      // control does not get here: values are not appended
	state state
	slots int       // how many were made
	node  ast.Node  // the declaration
	at    token.Pos // of the statement or variable at hand, for what is wrong with a type
	frame *frame

	exact       bool // keys of maps have to be known
	unknownKeys int  // how many were refused for that

	done map[ast.Expr][]value // calls, && and || evaluated before the rest of their statement

	delayed  map[*ir.Value]func() // markers and what to put in their place at the end
	pointers []*ir.Var            // of the pointer parameters, in order
	entry    *termsResult         // of an entry that returns a map, else nil
}

// emit appends a value.
func (f *fn) emit(v *ir.Value) *ir.Value {
	f.work++
	if !f.dead {
		f.cur.Values = append(f.cur.Values, v)
	}
	return v
}

// op appends an operation, or its result where that is known.
func (f *fn) op(op ir.Op, t *ir.Type, pos ir.Pos, args ...*ir.Value) *ir.Value {
	if c, ok := fold(op, t, args); ok {
		return f.constant(c)
	}
	return f.emit(&ir.Value{Op: op, Type: t, Args: args, Pos: pos})
}

func (f *fn) constant(c known) *ir.Value {
	return f.emit(&ir.Value{Op: ir.Const, Type: c.t, Bits: c.bits})
}

func (f *fn) boolean(b bool) *ir.Value { return f.emit(ir.ConstBool(b)) }

func (f *fn) integer(i int) *ir.Value { return f.emit(ir.ConstInt(int32(i))) }

func (f *fn) newVar(name string, t *ir.Type) *ir.Var {
	f.work++
	v := &ir.Var{Name: name, Type: t}
	f.f.Vars = append(f.f.Vars, v)
	return v
}

// load reads a whole variable.
func (f *fn) load(v *ir.Var) *ir.Value {
	return f.emit(&ir.Value{Op: ir.Load, Type: v.Type, Var: v})
}

// store sets a whole variable.
func (f *fn) store(v *ir.Var, to *ir.Value) {
	f.emit(&ir.Value{Op: ir.Store, Var: v, Args: []*ir.Value{to}})
}

// zeroOf appends the zero value of a run-time type.
func (f *fn) zeroOf(t *ir.Type) *ir.Value {
	if t.Scalar() {
		return f.constant(known{t, 0})
	}
	return f.emit(&ir.Value{Op: ir.Zero, Type: t})
}

// into runs body with values going to another block.
func (f *fn) into(b *ir.Block, body func()) {
	outer := f.cur
	f.cur = b
	body()
	f.cur = outer
}

// here is the exit at the end of the current block, none where it is dead.
func (f *fn) here() []exit {
	if f.dead {
		return nil
	}
	return []exit{{block: f.cur, state: f.state}}
}

// branch runs one of two pieces of program. One whose condition is known is not
// lowered at all if it is not taken.
func (f *fn) branch(cond *ir.Value, pos ir.Pos, then, otherwise func()) {
	if c, ok := constantOf(cond); ok {
		if c.bits != 0 {
			then()
		} else {
			otherwise()
		}
		return
	}
	v := &ir.Value{Op: ir.If, Args: []*ir.Value{cond}, Blocks: []*ir.Block{{}, {}}, Pos: pos}
	before, dead := f.copyState(), f.dead
	var exits []exit
	f.into(v.Blocks[0], func() { then(); exits = append(exits, f.here()...) })
	f.state, f.dead = before, dead
	f.into(v.Blocks[1], func() { otherwise(); exits = append(exits, f.here()...) })
	f.dead = dead
	f.emit(v)
	f.merge(exits)
}

// join is where a loop or block goes on, or its end.
type join struct {
	v     *ir.Value // the loop or block
	op    ir.Op     // Break or Continue
	exits []exit
}

// leave jumps to a join.
func (f *fn) leave(j *join, pos ir.Pos) {
	if f.dead {
		return
	}
	f.emit(&ir.Value{Op: j.op, Target: j.v, Pos: pos})
	j.exits = append(j.exits, exit{f.cur, f.state, true})
	f.dead = true
	f.state = f.copyState()
}

// label runs a piece of program that can be left by a break to the join.
func (f *fn) label(pos ir.Pos, body func(end *join)) {
	dead := f.dead
	v := &ir.Value{Op: ir.Label, Blocks: []*ir.Block{{}}, Pos: pos}
	end := &join{v: v, op: ir.Break}
	f.into(v.Blocks[0], func() { body(end); end.exits = append(end.exits, f.here()...) })
	exits := end.exits
	f.merge(exits)
	after := f.dead
	f.dead = dead
	f.appendLabel(v, end)
	f.dead = after
}

// appendLabel appends a label, or only what is in it where no break needs it.
func (f *fn) appendLabel(v *ir.Value, end *join) {
	inner := v.Blocks[0]
	jumps := 0
	for _, e := range end.exits {
		if e.jumps {
			jumps++
		}
	}
	last := &ir.Value{}
	if n := len(inner.Values); n > 0 {
		last = inner.Values[n-1]
	}
	if last.Op == ir.Break && last.Target == v {
		inner.Values = inner.Values[:len(inner.Values)-1] // goes on there anyway
		jumps--
	} else if last.Target != nil {
		jumps++ // an exit of another join, which may still put values before it
	}
	if jumps > 0 {
		f.emit(v)
		return
	}
	for _, value := range inner.Values {
		f.emit(value)
	}
}

// loop runs a piece of program again and again: body can break and continue to
// the joins, post follows each time. What the slots hold at the start of body is
// what they hold before the loop and after post; where that is not the same it
// is stored in variables, or refused.
func (f *fn) loop(pos ir.Pos, body func(end, next *join), post func()) {
	start := f.mark()
	for {
		strings := start.state.strings()
		v := &ir.Value{Op: ir.Loop, Blocks: []*ir.Block{{}, {}}, Pos: pos}
		end, next := &join{v: v, op: ir.Break}, &join{v: v, op: ir.Continue}
		f.into(v.Blocks[0], func() { body(end, next); next.exits = append(next.exits, f.here()...) })
		f.merge(next.exits)
		var back []exit
		f.into(v.Blocks[1], func() { post(); back = f.here() })
		f.dead = start.dead
		changed := f.changed(start.state, back)
		if len(changed) == 0 && start.state.strings() == strings || f.exhausted() {
			f.emit(v)
			f.merge(end.exits)
			return
		}
		// Once more, with what changes in variables.
		f.reset(start)
		before := exit{block: f.cur, state: f.state}
		for _, sl := range changed {
			f.settle(sl, &before)
		}
		start = f.mark()
	}
}

// mark is a point of lowering that can be returned to.
type mark struct {
	values, told int
	dead         bool
	state        state
	done         map[ast.Expr][]value
}

func (f *fn) mark() mark {
	return mark{len(f.cur.Values), len(f.diagnostics), f.dead, f.copyState(), maps.Clone(f.done)}
}

// reset forgets what was lowered since a mark in the same block. A mark can be
// returned to several times.
func (f *fn) reset(m mark) {
	f.cur.Values = f.cur.Values[:m.values]
	f.diagnostics = f.diagnostics[:m.told:m.told]
	f.dead, f.state, f.done = m.dead, m.state.clone(), maps.Clone(m.done)
}

// changed returns the slots of entry that hold something else at the back edge,
// after storing those that entry has in variables.
func (f *fn) changed(entry state, back []exit) []*slot {
	if len(back) == 0 {
		return nil
	}
	e := &back[0]
	var out []*slot
	for _, sl := range slotsOf([]exit{{state: entry}, *e}) {
		if !entry.has(sl) {
			continue
		}
		was, is := entry.get(sl), e.state.get(sl)
		switch was.(type) {
		case stored:
			f.storeSlot(sl, e)
		case conflict, invalid:
		default:
			if was != is {
				out = append(out, sl)
			}
		}
	}
	return out
}

// settle stores a slot before a loop that changes it.
func (f *fn) settle(sl *slot, before *exit) {
	if sl.t != nil {
		f.storeSlot(sl, before)
		return
	}
	before.state[sl] = conflictOf(before.state.get(sl))
}

// read returns what a slot holds as an expression's value.
func (f *fn) read(sl *slot, at token.Pos) value {
	switch v := f.state.get(sl).(type) {
	case stored:
		loaded := f.load(f.slotVar(sl))
		if sl.text != nil {
			return text{number: loaded, of: sl.text}
		}
		return loaded
	case known:
		return f.constant(v)
	case *place:
		return f.restore(v)
	case slice:
		v.array = f.restore(v.array)
		return v
	case conflict:
		f.refuse(at, ReasonStatic, "what "+sl.name+" holds here depends on values that are known only at run time",
			v.advice)
		return invalid{}
	default:
		return v
	}
}

// finish replaces the markers, drops unused variables and makes names unique.
func (f *fn) finish() {
	f.settleTerms()
	f.replaceMarkers(f.f.Body)
	used := map[*ir.Var]bool{}
	f.f.Body.Walk(func(v *ir.Value) {
		if v.Var != nil {
			used[v.Var] = true
		}
	})
	params := len(f.f.Params)
	f.f.Vars = append(f.f.Vars[:params:params], slices.DeleteFunc(f.f.Vars[params:], func(v *ir.Var) bool { return !used[v] })...)
	given := map[string]bool{}
	for _, v := range f.f.Vars {
		name := v.Name
		for n := 2; given[name]; n++ {
			name = v.Name + "#" + strconv.Itoa(n)
		}
		v.Name, given[name] = name, true
	}
}

func (f *fn) replaceMarkers(b *ir.Block) {
	if len(f.delayed) == 0 {
		return
	}
	var out []*ir.Value
	for _, v := range b.Values {
		for _, inner := range v.Blocks {
			f.replaceMarkers(inner)
		}
		fill := f.delayed[v]
		if fill == nil {
			out = append(out, v)
			continue
		}
		block := &ir.Block{}
		f.dead = false
		f.into(block, fill)
		out = append(out, block.Values...)
	}
	b.Values = out
}

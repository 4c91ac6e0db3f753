package wasm

import (
	"strconv"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// emitter writes the instructions of one function.
//
// A value that can be computed later without a difference, and is used once, is
// not computed where it stands but where it is used, as a part of the expression
// there. Others get a local of their own. What can stop the program is computed
// where it stands, so that the first fault is the one that the program has.
type emitter struct {
	m    *module
	f    *ir.Func
	out  *function
	uses *uses

	homes     map[*ir.Var]home
	locals    map[*ir.Value]int   // of scalars that have been computed
	temps     map[*ir.Value]place // of aggregates that have been
	pending   map[*ir.Var][]*ir.Value
	labels    []label
	names     map[string]bool // of locals
	blocks    int             // named so far
	scratches map[valType]int // locals for the bits of a float, within one expression

	loops bool   // the function has loops, and what fuel is left is
	left  int    // in this local
	sites []Site // of the checks so far
	base  int    // 1 + the local that is always 0, or 0 if there is none yet

	// leave ends the function with the operands of a return.
	leave func(ret *ir.Value)
}

// home is where a variable lives: a local or memory.
type home struct {
	inMemory bool
	at       int // the local, or the address
}

func newEmitter(m *module, f *ir.Func, name string) *emitter {
	u := usesOf(f)
	n := len(u.values)
	return &emitter{
		m: m, f: f, out: &function{name: m.unique(name), body: make([]instr, 0, 4*n)}, uses: u,
		homes: map[*ir.Var]home{}, locals: map[*ir.Value]int{}, temps: map[*ir.Value]place{},
		pending: map[*ir.Var][]*ir.Value{}, names: map[string]bool{}, scratches: map[valType]int{},
	}
}

// emitFunction compiles a function that others call.
func emitFunction(m *module, f *ir.Func) *function {
	e := newEmitter(m, f, f.Name)
	fr := &frame{params: map[*ir.Var]int{}, results: make([]int, len(f.Results))}
	m.frames[f] = fr
	for _, p := range f.Params {
		e.declare(p)
		if p.Type.Scalar() {
			e.out.typ.params = append(e.out.typ.params, typeOf(p.Type.Kind))
		} else {
			fr.params[p] = e.homes[p].at
		}
	}
	for i, r := range f.Results {
		if r.Type.Scalar() {
			e.out.typ.results = append(e.out.typ.results, typeOf(r.Type.Kind))
		} else {
			fr.results[i] = m.allocType(r.Type)
		}
	}
	e.keepFuel()
	e.leave = e.returns
	e.guarded(e.function)
	return e.out
}

// function emits what a function does between its parameters and results.
func (e *emitter) function() {
	e.takeFuel()
	read := firstRead(e.f)
	for _, v := range e.f.Vars[len(e.f.Params):] {
		e.declare(v)
		if read[v] && e.homes[v].inMemory {
			e.fill(place{at: e.homes[v].at}, v.Type)
		}
	}
	e.block(e.f.Body)
	switch {
	case !e.f.Body.Ends():
		e.giveFuel()
	case e.f.Body.Values[len(e.f.Body.Values)-1].Op != ir.Return:
		e.ops(opUnreachable)
	}
}

// returns ends a function that others call.
func (e *emitter) returns(v *ir.Value) {
	for i, a := range v.Args {
		if !a.Type.Scalar() {
			e.put(place{at: e.m.frames[e.f].results[i]}, a)
		}
	}
	for _, a := range v.Args {
		if a.Type.Scalar() {
			e.operand(a)
		}
	}
	e.giveFuel()
	if !e.last(v) {
		e.emit(opReturn, 0)
	}
}

// last says that v is the end of the function.
func (e *emitter) last(v *ir.Value) bool {
	values := e.f.Body.Values
	return len(values) > 0 && values[len(values)-1] == v
}

// declare gives a variable its home.
func (e *emitter) declare(v *ir.Var) {
	if v.Type.Scalar() {
		e.homes[v] = home{at: e.local(v.Name, typeOf(v.Type.Kind))}
	} else {
		e.homes[v] = home{true, e.m.allocType(v.Type)}
	}
}

// local adds a local and returns its number. Locals without a name are numbered.
func (e *emitter) local(name string, t valType) int {
	n := len(e.out.locals)
	if name == "" {
		name = strconv.Itoa(n)
	}
	unique := identifier(name)
	for i := 2; e.names[unique]; i++ {
		unique = identifier(name) + "_" + strconv.Itoa(i)
	}
	e.names[unique] = true
	e.out.locals = append(e.out.locals, local{unique, t})
	return n
}

// scratch returns the local for the bits of a float.
func (e *emitter) scratch(t valType) int {
	at, ok := e.scratches[t]
	if !ok {
		at = e.local("bits", t)
		e.scratches[t] = at
	}
	return at
}

// emit appends an instruction.
func (e *emitter) emit(op opcode, arg uint64) {
	e.out.body = append(e.out.body, instr{op: op, arg: arg})
}

func (e *emitter) get(local int) { e.emit(opLocalGet, uint64(local)) }
func (e *emitter) set(local int) { e.emit(opLocalSet, uint64(local)) }
func (e *emitter) tee(local int) { e.emit(opLocalTee, uint64(local)) }
func (e *emitter) int32(i int)   { e.emit(opI32Const, uint64(uint32(i))) }
func (e *emitter) int64(i int64) { e.emit(opI64Const, uint64(i)) }
func (e *emitter) ops(op ...opcode) {
	for _, o := range op {
		e.emit(o, 0)
	}
}

func (e *emitter) block(b *ir.Block) {
	for _, v := range b.Values {
		e.value(v)
	}
	// What was loaded in b cannot be used any more.
	for i := len(b.Values) - 1; i >= 0; i-- {
		v := b.Values[i]
		if waiting := e.pending[v.Var]; v.Op == ir.Load && len(waiting) > 0 && waiting[len(waiting)-1] == v {
			e.pending[v.Var] = waiting[:len(waiting)-1]
		}
	}
}

func (e *emitter) value(v *ir.Value) {
	switch v.Op {
	case ir.Store:
		e.store(v)
	case ir.Call:
		e.call(v)
	case ir.If, ir.Loop, ir.Label, ir.Break, ir.Continue, ir.Return, ir.Trap:
		e.control(v)
	case ir.Load:
		e.load(v)
	case ir.Const, ir.Result: // where they are used, and at the call
	default:
		u := e.uses.values[v]
		switch {
		case u.n == 0 && v.Removable():
		case !v.Type.Scalar():
			e.aggregate(v)
		case len(v.Stops()) > 0:
			e.checked(v)
		case v.Op == ir.Zero:
		case u.index || u.n > 1 || u.crosses || e.deepen(v) > deepest:
			e.keep(v)
		}
	}
}

// deepest is how deep expressions become before a part of them gets a local.
const deepest = 40

// deepen notes and returns how deep the expression of v is.
func (e *emitter) deepen(v *ir.Value) int {
	u := e.uses.values[v]
	for _, a := range v.Args {
		if _, held := e.locals[a]; !held {
			u.depth = max(u.depth, e.uses.values[a].depth)
		}
	}
	u.depth++
	return u.depth
}

// load decides when to load: a variable that is a local, or an aggregate, is
// looked at where it is used, as long as nothing is stored to it before.
func (e *emitter) load(v *ir.Value) {
	u := e.uses.values[v]
	switch {
	case u.n == 0:
	case !v.Type.Scalar() || !e.homes[v.Var].inMemory || u.n == 1 && !u.crosses:
		e.pending[v.Var] = append(e.pending[v.Var], v)
	default:
		e.keep(v)
	}
}

// flush loads what is still to be used of a variable that will be stored to.
func (e *emitter) flush(v *ir.Var) {
	waiting := e.pending[v]
	delete(e.pending, v)
	for _, load := range waiting {
		u := e.uses.values[load]
		switch {
		case u.n <= 0:
		case load.Type.Scalar():
			e.keep(load)
		default:
			e.temp(load, func(at place) { e.copy(at, e.place(load), load.Type) })
		}
	}
}

// keep computes a scalar into a local of its own.
func (e *emitter) keep(v *ir.Value) {
	e.compute(v)
	e.hold(v)
}

// hold takes what was computed last as the value of v.
func (e *emitter) hold(v *ir.Value) {
	at := e.local("", typeOf(v.Type.Kind))
	e.set(at)
	e.locals[v] = at
}

// operand computes a scalar, or gets it where it has been computed.
func (e *emitter) operand(v *ir.Value) {
	e.uses.values[v].n--
	if at, ok := e.locals[v]; ok {
		e.get(at)
		return
	}
	e.compute(v)
}

// twice computes an operand and returns the instruction that gets it again
// within the same expression.
func (e *emitter) twice(v *ir.Value) instr {
	before := len(e.out.body)
	e.operand(v)
	in := e.out.body[len(e.out.body)-1]
	switch in.op {
	case opLocalGet, opI32Const, opI64Const, opF32Const, opF64Const:
		if len(e.out.body) == before+1 {
			return in
		}
	}
	at := e.local("", typeOf(v.Type.Kind))
	e.tee(at)
	return instr{op: opLocalGet, arg: uint64(at)}
}

func (e *emitter) again(in instr) { e.out.body = append(e.out.body, in) }

package spirv

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// fn emits one function.
type fn struct {
	*module
	f        *ir.Func
	exits    *exits
	values   map[*ir.Value]id
	vars     map[*ir.Var]id
	returned []id // variables of the results
	exit     id   // the variable of exits, 0 if there is none
	loops    map[*ir.Value]id

	params  id                // of an entry: the uniform block
	buffers map[*ir.Buffer]id // of a grid
	vectors map[*ir.Value]id  // elements of buffers that were fetched as vectors

	locals []instr // variables
	body   []instr
	depth  int // of nested conditionals and loops here
	deep   int // the most so far, through calls
}

func (m *module) newFn(f *ir.Func) *fn {
	return &fn{module: m, f: f, exits: exitsOf(f), values: map[*ir.Value]id{}, vars: map[*ir.Var]id{}, loops: map[*ir.Value]id{},
		buffers: map[*ir.Buffer]id{}, vectors: map[*ir.Value]id{}}
}

// function emits a function that others call. Once a row has stopped, it does
// nothing if it is metered: so what a stopped row still computes is bounded.
func (m *module) function(f *ir.Func) {
	e := m.newFn(f)
	self := m.id()
	m.debugName(self, f.Name)
	var types []uint32
	for _, p := range f.Params {
		types = append(types, m.typ(p.Type))
	}
	result := m.returns(f)
	signature := m.global("", opTypeFunction, 0, append([]uint32{result}, types...)...)
	head := []instr{{opFunction, result, self, []uint32{0, signature}}}
	params := make([]id, len(types))
	for i, t := range types {
		params[i] = m.id()
		head = append(head, instr{opFunctionParameter, t, params[i], nil})
	}
	e.variables()
	for i, p := range f.Params {
		e.store(e.vars[p], params[i])
	}
	if metered(f) {
		running := e.compute(opIEqual, m.boolean(), e.load(m.uint32(), m.fault), m.unsigned(0))
		e.when(running, func() { e.block(f.Body.Values) })
	} else {
		e.block(f.Body.Values)
	}
	e.leave(result)
	m.finish(head, e)
	m.funcs[f] = &shape{f, self, e.deep}
}

// metered says that something in a function takes fuel.
func metered(f *ir.Func) bool {
	found := false
	f.Body.Walk(func(v *ir.Value) { found = found || (v.Op == ir.Loop || v.Op == ir.Call) && !v.Free })
	return found
}

// leave returns the results.
func (e *fn) leave(typ id) {
	var out []uint32
	for i, r := range e.f.Results {
		out = append(out, e.load(e.typ(r.Type), e.returned[i]))
	}
	switch len(out) {
	case 0:
		e.emit(opReturn)
	case 1:
		e.emit(opReturnValue, out[0])
	default:
		e.emit(opReturnValue, e.compute(opCompositeConstruct, typ, out...))
	}
}

// finish adds a function to the module.
func (m *module) finish(head []instr, e *fn) {
	m.functions = append(m.functions, head...)
	m.functions = append(m.functions, instr{op: opLabel, res: m.id()})
	m.functions = append(m.functions, e.locals...)
	m.functions = append(m.functions, e.body...)
	m.functions = append(m.functions, instr{op: opFunctionEnd})
}

// variables makes those of the function, zero where they are no parameters, and
// those of its results.
func (e *fn) variables() {
	for i, v := range e.f.Vars {
		e.vars[v] = e.local(v.Type, v.Name)
		if i >= len(e.f.Params) {
			e.store(e.vars[v], e.initial(v.Type))
		}
	}
	for _, r := range e.f.Results {
		x := e.local(r.Type, r.Name)
		e.returned = append(e.returned, x)
		e.store(x, e.initial(r.Type))
	}
	if e.exits.of[e.f.Body].leaves() || len(e.exits.number) > 0 {
		e.exit = e.local(ir.TUint32, "exit")
		e.store(e.exit, e.unsigned(0))
	}
}

// initial is the zero value of a type.
func (e *fn) initial(t *ir.Type) id {
	if t.Kind == ir.Float32 {
		return e.literal32(0)
	}
	return e.null(t)
}

// local makes a variable of the function.
func (e *fn) local(t *ir.Type, name string) id {
	x := e.id()
	if name == "" {
		name = "variable"
	}
	e.debugName(x, name)
	e.locals = append(e.locals, instr{opVariable, e.pointer(storageFunction, e.typ(t)), x, []uint32{storageFunction}})
	return x
}

// emit adds an instruction that yields nothing.
func (e *fn) emit(op opcode, words ...uint32) {
	e.body = append(e.body, instr{op: op, words: words})
}

// compute adds an instruction and returns what it yields. Arithmetic on floats is
// not contracted.
func (e *fn) compute(op opcode, typ id, words ...uint32) id {
	x := e.id()
	e.body = append(e.body, instr{op, typ, x, words})
	switch op {
	case opFAdd, opFSub, opFMul, opFDiv:
		e.decorate(x, decorationNoContraction)
	}
	return x
}

func (e *fn) glslOp(op uint32, typ id, args ...uint32) id {
	return e.compute(opExtInst, typ, append([]uint32{e.glsl, op}, args...)...)
}

func (e *fn) load(typ, from id) id { return e.compute(opLoad, typ, from) }
func (e *fn) store(to, x id)       { e.emit(opStore, to, x) }

// label begins a block.
func (e *fn) label(x id) { e.body = append(e.body, instr{op: opLabel, res: x}) }

// when emits what runs where a condition is true.
func (e *fn) when(condition id, then func()) {
	inner, after := e.id(), e.id()
	e.emit(opSelectionMerge, after, 0)
	e.emit(opBranchConditional, condition, inner, after)
	e.label(inner)
	e.within(then)
	e.emit(opBranch, after)
	e.label(after)
}

// within counts the nesting of what is emitted.
func (e *fn) within(inner func()) {
	e.depth++
	e.deep = max(e.deep, e.depth)
	inner()
	e.depth--
}

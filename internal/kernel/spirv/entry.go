package spirv

import (
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// controls asks for properties of float32 arithmetic.
func (m *module) controls() {
	o := m.options.Floats
	for _, c := range []struct {
		wanted     bool
		capability uint32
	}{{o.Denormals, 4464}, {o.NaN, 4466}, {o.NearestEven, 4467}} {
		if c.wanted {
			m.capabilities = append(m.capabilities, instr{op: opCapability, words: []uint32{c.capability}})
		}
	}
	if o != (Floats{}) {
		m.extensions = []instr{{op: opExtension, words: stringWords("SPV_KHR_float_controls")}}
	}
}

// modes says how an entry point runs.
func (m *module) mode(entry id) {
	add := func(words ...uint32) {
		m.modes = append(m.modes, instr{op: opExecutionMode, words: append([]uint32{entry}, words...)})
	}
	add(modeLocalSize, uint32(m.options.Workgroup), 1, 1)
	o := m.options.Floats
	if o.Denormals {
		add(4459, 32)
	}
	if o.NaN {
		add(4461, 32)
	}
	if o.NearestEven {
		add(4462, 32)
	}
}

// declare makes the variables of the module, with or without those of rows.
func (m *module) declare(rows bool) {
	u := m.uint32()
	vector := m.global("uint3", opTypeVector, 0, u, 3)
	m.invocation = m.variable("invocation", storageInput, vector)
	m.decorate(m.invocation, decorationBuiltIn, builtInGlobalInvocationID)
	if rows {
		m.rows = m.declareRows()
	}
	m.fuel = m.variable("fuel", storagePrivate, u)
	m.fault = m.variable("fault", storagePrivate, u)
	if m.options.Software {
		m.zero = m.variable("zero", storagePrivate, m.float())
		m.sign = m.variable("sign", storagePrivate, u)
	}
}

// declareRows makes the variables of rows.
func (m *module) declareRows() (v rowVars) {
	u := m.uint32()
	params := m.block("Params", u, u, u, u, u)
	v.params = m.binding("params", storageUniform, params, BindingParams)

	words := m.runtimeArray("words", u, 4)
	// Two blocks, since one is read only.
	inputs, outputs := m.block("Inputs", words), m.block("Outputs", words)
	m.decorations = append(m.decorations, instr{op: opMemberDecorate, words: []uint32{inputs, 0, decorationNonWritable}})
	v.inputs = m.binding("inputs", storageStorageBuffer, inputs, BindingInputs)
	v.results = m.binding("results", storageStorageBuffer, outputs, BindingResults)
	v.faults = m.binding("faults", storageStorageBuffer, outputs, BindingFaults)
	return v
}

// runtimeArray makes the type of arrays of elements that are some bytes apart.
func (m *module) runtimeArray(name string, elem id, stride uint32) id {
	x := m.newGlobal(opTypeRuntimeArray, 0, elem)
	m.name(x, name)
	m.decorate(x, decorationArrayStride, stride)
	return x
}

func (m *module) variable(name string, storage uint32, typ id) id {
	x := m.newGlobal(opVariable, m.pointer(storage, typ), storage)
	m.debugName(x, name)
	return x
}

// block makes a struct for a buffer.
func (m *module) block(name string, fields ...id) id {
	x := m.newGlobal(opTypeStruct, 0, fields...)
	m.debugName(x, name)
	m.decorate(x, decorationBlock)
	for i := range fields {
		m.decorations = append(m.decorations, instr{op: opMemberDecorate, words: []uint32{x, uint32(i), decorationOffset, uint32(4 * i)}})
	}
	return x
}

// binding makes the variable of a binding.
func (m *module) binding(name string, storage uint32, typ id, number uint32) id {
	x := m.variable(name, storage, typ)
	m.decorate(x, decorationDescriptorSet, 0)
	m.decorate(x, decorationBinding, number)
	return x
}

// entry emits an entry point that computes rows: the body of a function between
// the loads of a row's columns and the stores to them.
func (m *module) entry(f *ir.Func) {
	e := m.newFn(f)
	e.params = m.rows.params
	m.entryPoint(f, e, e.row)
	m.entries = append(m.entries, Entry{f.Entry, leaves(e.f.Params), resultLeaves(f)})
}

// entryPoint emits an entry point whose function is what body emits.
func (m *module) entryPoint(f *ir.Func, e *fn, body func()) {
	self := m.id()
	m.debugName(self, "entry "+f.Entry)
	void := m.void()
	head := []instr{{opFunction, void, self, []uint32{0, m.global("", opTypeFunction, 0, void)}}}
	words := append([]uint32{5, self}, stringWords(f.Entry)...)
	m.entryPoints = append(m.entryPoints, instr{op: opEntryPoint, words: append(words, m.invocation)})
	m.mode(self)

	body()
	m.finish(head, e)
	if s := m.funcs[f]; s != nil {
		s.depth = max(s.depth, e.deep)
	} else {
		m.funcs[f] = &shape{f: f, depth: e.deep}
	}
}

func leaves(params []*ir.Var) []ir.Leaf {
	var out []ir.Leaf
	for _, p := range params {
		out = append(out, p.Type.Leaves(p.Name)...)
	}
	return out
}

func resultLeaves(f *ir.Func) []ir.Leaf {
	var out []ir.Leaf
	for _, r := range f.Results {
		out = append(out, r.Type.Leaves(r.Name)...)
	}
	return out
}

// The members of the uniform block.
const (
	paramFirst = iota
	paramEnd
	paramFuel
	paramInputs
	paramResults
)

// row emits the computation of one row.
func (e *fn) row() {
	e.hideZero()
	e.variables()
	e.invoke(e.invocationAt(0), func(row id) {
		in := column{block: e.rows.inputs, at: row, stride: e.param(paramInputs)}
		for _, p := range e.f.Params {
			e.store(e.vars[p], e.read(p.Type, &in))
		}
		e.block(e.f.Body.Values)
		e.report(row)
	})
	e.emit(opReturn)
}

// invocationAt is a component of the number of the invocation in its grid.
func (e *fn) invocationAt(component uint32) id {
	u := e.uint32()
	return e.load(u, e.compute(opAccessChain, e.pointer(storageInput, u), e.invocation, e.unsigned(component)))
}

// invoke emits what an invocation does unless its number, counted from
// Params.First, is from Params.End on. It begins with the fuel, and has not stopped.
func (e *fn) invoke(invocation id, do func(number id)) {
	number := e.compute(opIAdd, e.uint32(), e.param(paramFirst), invocation)
	e.when(e.compute(opULessThan, e.boolean(), number, e.param(paramEnd)), func() {
		e.store(e.fuel, e.param(paramFuel))
		e.store(e.fault, e.unsigned(0))
		do(number)
	})
}

// hideZero sets the variables that are 0 and the sign bit, which the driver cannot
// know: Params.End is the number of no row.
func (e *fn) hideZero() {
	if e.zero == 0 {
		return
	}
	none := e.compute(opIEqual, e.boolean(), e.param(paramEnd), e.unsigned(NoRow))
	e.store(e.zero, e.ofBits(e.compute(opSelect, e.uint32(), none, e.unsigned(1), e.unsigned(0))))
	e.store(e.sign, e.compute(opSelect, e.uint32(), none, e.unsigned(1), e.unsigned(signBit)))
}

// report stores the results of a row that has not stopped, and where it has.
func (e *fn) report(row id) {
	u, b := e.uint32(), e.boolean()
	fault := e.load(u, e.fault)
	word := e.compute(opIAdd, u, row, e.unsigned(1))
	e.store(e.word(e.rows.faults, word), fault)
	e.branches(e.compute(opIEqual, b, fault, e.unsigned(0)), func() bool {
		out := column{block: e.rows.results, at: row, stride: e.param(paramResults)}
		for i, r := range e.f.Results {
			e.write(r.Type, e.load(e.typ(r.Type), e.returned[i]), &out)
		}
		return true
	}, func() bool {
		e.compute(opAtomicUMin, u, e.word(e.rows.faults, e.unsigned(0)), e.unsigned(scopeDevice), e.unsigned(relaxed), row)
		return true
	})
}

// param is a member of the uniform block. Where Mesa's software driver sees that the
// values of members make a shader smaller, it compiles it anew for them, in every
// dispatch. The highest bit of the invocation's number, which is 0, hides them.
func (e *fn) param(i uint32) id {
	u := e.uint32()
	v := e.load(u, e.compute(opAccessChain, e.pointer(storageUniform, u), e.params, e.unsigned(i)))
	if !e.options.Software {
		return v
	}
	return e.compute(opBitwiseXor, u, v, e.compute(opShiftRightLogical, u, e.invocationAt(0), e.unsigned(31)))
}

// word is a pointer to a word of a storage buffer.
func (e *fn) word(block, at id) id {
	return e.compute(opAccessChain, e.pointer(storageStorageBuffer, e.uint32()), block, e.unsigned(0), at)
}

// column is where the next leaf of a row stands in a buffer.
type column struct{ block, at, stride id }

// advance is a pointer to the word of a column; the column after it is next.
func (e *fn) advance(c *column) id {
	p := e.word(c.block, c.at)
	c.at = e.compute(opIAdd, e.uint32(), c.at, c.stride)
	return p
}

// read is a value of a type from the next columns.
func (e *fn) read(t *ir.Type, c *column) id {
	if t.Scalar() {
		return e.ofWord(t, e.load(e.uint32(), e.advance(c)))
	}
	if t.Parts() == 0 {
		return e.null(t)
	}
	parts := make([]uint32, t.Parts())
	for i := range parts {
		parts[i] = e.read(t.Part(i), c)
	}
	return e.compute(opCompositeConstruct, e.typ(t), parts...)
}

// write stores a value of a type to the next columns.
func (e *fn) write(t *ir.Type, x id, c *column) {
	if t.Scalar() {
		e.store(e.advance(c), e.toWord(t, x))
		return
	}
	for i := range t.Parts() {
		e.write(t.Part(i), e.compute(opCompositeExtract, e.typ(t.Part(i)), x, uint32(i)), c)
	}
}

func (e *fn) ofWord(t *ir.Type, w id) id {
	switch t.Kind {
	case ir.Bool:
		return e.compute(opINotEqual, e.boolean(), w, e.unsigned(0))
	case ir.Uint32:
		return w
	}
	return e.compute(opBitcast, e.typ(t), w)
}

// toWord is the word of a scalar; of NaN that of the one NaN.
func (e *fn) toWord(t *ir.Type, x id) id {
	switch t.Kind {
	case ir.Bool:
		return e.compute(opSelect, e.uint32(), x, e.unsigned(1), e.unsigned(0))
	case ir.Uint32:
		return x
	case ir.Float32:
		return e.bits(x)
	}
	return e.compute(opBitcast, e.uint32(), x)
}

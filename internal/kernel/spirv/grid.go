package spirv

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// Grid is an entry point that runs once for each invocation of a grid.
type Grid struct {
	Name    string
	Params  []ir.Leaf // the words of the uniform block after GridParams
	Buffers []GridBuffer
}

// GridBuffer is a buffer of a grid: binding 1 is the first of them.
type GridBuffer struct {
	Name   string
	Kind   ir.Kind // of its scalars
	Vector bool    // its elements are four of them
	Writes bool    // something puts to it
}

// GridParams are the words with which the uniform block of a grid begins. The
// scalars that all invocations share follow, a word each.
type GridParams struct {
	First uint32 // the number of invocation 0
	End   uint32 // invocations from this number on do nothing
	Fuel  uint32 // of each invocation
	Row   uint32 // invocations along x
}

// The members of a grid's uniform block after those that it shares with rows.
const (
	paramRow     = paramFuel + 1
	paramScalars = paramRow + 1
)

// BindingBuffers is the binding of a grid's first buffer. Its uniform block is at
// BindingParams.
const BindingBuffers = 1

// grid emits an entry point of a grid.
func (m *module) grid(f *ir.Func) {
	e := m.newFn(f)
	scalars := f.Params[1:]
	words := make([]id, paramScalars+len(scalars))
	for i := range words {
		words[i] = m.uint32()
	}
	e.params = m.binding("params of "+f.Entry, storageUniform, m.block("Params of "+f.Entry, words...), BindingParams)
	described := Grid{Name: f.Entry, Params: leaves(scalars)}
	for i, b := range f.Buffers {
		d := describe(f, b)
		described.Buffers = append(described.Buffers, d)
		e.buffers[b] = m.buffer(d, BindingBuffers+uint32(i))
	}
	m.entryPoint(f, e, e.cell)
	m.grids = append(m.grids, described)
}

func describe(f *ir.Func, b *ir.Buffer) GridBuffer {
	d := GridBuffer{Name: b.Name, Kind: b.Elem.Kind}
	if d.Vector = b.Elem.Kind == ir.Array; d.Vector {
		d.Kind = b.Elem.Elem.Kind
	}
	f.Body.Walk(func(v *ir.Value) { d.Writes = d.Writes || v.Op == ir.Put && v.Buffer == b })
	return d
}

// buffer makes the variable of a buffer. It is restricted, since buffers to which
// something puts overlap no others: loads need not wait for stores elsewhere.
func (m *module) buffer(d GridBuffer, binding uint32) id {
	x := m.binding(d.Name, storageStorageBuffer, m.blockOf(m.element(d)), binding)
	m.decorate(x, decorationRestrict)
	if !d.Writes {
		m.decorate(x, decorationNonWritable)
	}
	return x
}

// element is the type of a buffer's elements.
func (m *module) element(d GridBuffer) id {
	scalar := m.typ(&ir.Type{Kind: d.Kind})
	if d.Vector {
		return m.vector(scalar)
	}
	return scalar
}

// vector is the type of four scalars that are loaded and stored together.
func (m *module) vector(scalar id) id {
	return m.global(m.names[scalar]+"4", opTypeVector, 0, scalar, 4)
}

// blockOf is the type of buffers of some elements.
func (m *module) blockOf(elem id) id {
	if x, ok := m.blocks[elem]; ok {
		return x
	}
	stride := uint32(4)
	if elem == m.vector(m.float()) {
		stride = 16
	}
	name := m.names[elem]
	x := m.block("Buffer of "+name, m.runtimeArray(name+"s", elem, stride))
	m.blocks[elem] = x
	return x
}

// cell emits the computation of one invocation.
func (e *fn) cell() {
	e.hideZero()
	e.variables()
	rows := e.compute(opIMul, e.uint32(), e.invocationAt(1), e.param(paramRow))
	invocation := e.compute(opIAdd, e.uint32(), e.invocationAt(0), rows)
	e.invoke(invocation, func(number id) {
		e.store(e.vars[e.f.Params[0]], number)
		for i, p := range e.f.Params[1:] {
			e.store(e.vars[p], e.ofWord(p.Type, e.param(paramScalars+uint32(i))))
		}
		e.block(e.f.Body.Values)
	})
	e.emit(opReturn)
}

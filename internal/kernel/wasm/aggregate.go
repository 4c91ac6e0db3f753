package wasm

import (
	"math/bits"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Structs and arrays live in memory, each at an address of its own that is known
// when the module is made, since no function can be running twice. Passes take
// apart what can be scalars, so these are mostly arrays with a dynamic index.

// place is an address: a constant and scaled indices, each within its array.
type place struct {
	at    int
	terms []term
}

type term struct {
	index instr // gets it
	scale int
}

// offset returns the place n bytes further on.
func (p place) offset(n int) place { return place{p.at + n, p.terms} }

// unrolled is the size in bytes up to which copies are loads and stores rather
// than a bulk operation, which calls a function of the host's run time.
const unrolled = 64

func (m *module) allocType(t *ir.Type) int {
	size, _ := sizeOf(t)
	return m.alloc(size)
}

// temp gives an aggregate a place of its own, which fill writes.
func (e *emitter) temp(v *ir.Value, fill func(place)) {
	at := place{at: e.m.allocType(v.Type)}
	fill(at)
	e.temps[v] = at
}

// aggregate emits a value of an aggregate type.
func (e *emitter) aggregate(v *ir.Value) {
	switch v.Op {
	case ir.Zero:
		if e.uses.values[v].looked {
			e.temp(v, func(at place) { e.fill(at, v.Type) })
		}
	case ir.Make:
		e.temp(v, func(at place) {
			for i, a := range v.Args {
				e.put(at.offset(partOffset(v.Type, i)), a)
			}
		})
	}
	// part and elem are places within others.
}

// place returns where an aggregate is.
func (e *emitter) place(v *ir.Value) place {
	if at, ok := e.temps[v]; ok {
		return at
	}
	switch v.Op {
	case ir.Part:
		whole := v.Args[0]
		return e.place(whole).offset(partOffset(whole.Type, v.Index))
	case ir.Elem:
		return e.element(e.place(v.Args[0]), v.Args[0].Type, v.Args[1])
	}
	return e.variable(v, v.Args)
}

// variable returns the place in memory that a load or store names.
func (e *emitter) variable(v *ir.Value, indices []*ir.Value) place {
	at, t := place{at: e.homes[v.Var].at}, v.Var.Type
	for _, step := range v.Path {
		if step == ir.Dynamic {
			at, indices = e.element(at, t, indices[0]), indices[1:]
			t = t.Elem
		} else {
			at = at.offset(partOffset(t, step))
			t = t.Part(step)
		}
	}
	return at
}

// element returns the place of an element of an array of type t. An index that is
// not a constant always has a local.
func (e *emitter) element(at place, t *ir.Type, index *ir.Value) place {
	scale := elemSize(t)
	if index.Op == ir.Const {
		return at.offset(int(index.Int()) * scale)
	}
	get := instr{op: opLocalGet, arg: uint64(e.locals[index])}
	terms := append([]term(nil), at.terms...)
	return place{at.at, append(terms, term{get, scale})}
}

// address computes the dynamic part of a place and returns the constant part,
// which loads and stores add.
func (e *emitter) address(p place) uint64 {
	for i, t := range p.terms {
		e.again(t.index)
		switch {
		case t.scale == 1:
		case t.scale&(t.scale-1) == 0:
			e.int32(bits.TrailingZeros(uint(t.scale)))
			e.ops(opI32Shl)
		default:
			e.int32(t.scale)
			e.ops(opI32Mul)
		}
		if i > 0 {
			e.ops(opI32Add)
		}
	}
	if len(p.terms) == 0 {
		e.zero()
	}
	return uint64(p.at)
}

// zero gets 0 as the dynamic part of an address: always from the same local, so
// that a compiler sees that it has checked a larger constant part before.
func (e *emitter) zero() {
	if e.base == 0 {
		e.base = 1 + e.local("zero", i32)
	}
	e.get(e.base - 1)
}

// fixed computes the dynamic part of a place once for several accesses.
func (e *emitter) fixed(p place) place {
	if len(p.terms) == 0 {
		return p
	}
	e.address(p)
	at := e.local("", i32)
	e.set(at)
	return place{p.at, []term{{instr{op: opLocalGet, arg: uint64(at)}, 1}}}
}

// read loads a scalar of memory.
func (e *emitter) read(k ir.Kind, p place) {
	op := map[valType]opcode{i32: opI32Load, f32: opF32Load, f64: opF64Load}[typeOf(k)]
	e.emit(op, e.address(p))
}

// write stores what value computes.
func (e *emitter) write(k ir.Kind, p place, value func()) {
	op := map[valType]opcode{i32: opI32Store, f32: opF32Store, f64: opF64Store}[typeOf(k)]
	offset := e.address(p)
	value()
	e.emit(op, offset)
}

// put stores a value of any type at a place.
func (e *emitter) put(at place, v *ir.Value) {
	if v.Type.Scalar() {
		e.write(v.Type.Kind, at, func() { e.operand(v) })
		return
	}
	e.uses.values[v].n--
	e.putWhole(at, v)
}

func (e *emitter) putWhole(at place, v *ir.Value) {
	if _, ok := e.temps[v]; v.Op == ir.Zero && !ok {
		e.fill(at, v.Type)
		return
	}
	e.copy(at, e.place(v), v.Type)
}

// store sets a variable or a part of it.
func (e *emitter) store(v *ir.Value) {
	x := v.Args[0]
	switch {
	case !e.homes[v.Var].inMemory:
		e.operand(x)
		e.flush(v.Var)
		e.set(e.homes[v.Var].at)
	case x.Type.Scalar():
		e.write(x.Type.Kind, e.variable(v, v.Args[1:]), func() {
			e.operand(x)
			e.flush(v.Var)
		})
	default:
		e.uses.values[x].n--
		e.flush(v.Var)
		e.putWhole(e.variable(v, v.Args[1:]), x)
	}
}

// copy copies a value of type t. The places are the same or apart.
func (e *emitter) copy(to, from place, t *ir.Type) {
	size, _ := sizeOf(t)
	if size > unrolled {
		e.absolute(to)
		e.absolute(from)
		e.int32(size)
		e.ops(opMemoryCopy)
		return
	}
	to, from = e.fixed(to), e.fixed(from)
	words(size, func(at int, whole bool) {
		load, store := opI64Load, opI64Store
		if !whole {
			load, store = opI32Load, opI32Store
		}
		offset := e.address(to.offset(at))
		e.emit(load, e.address(from.offset(at)))
		e.emit(store, offset)
	})
}

// words calls f with the offset of every word of 8 bytes, and of one of 4 if the
// size is odd: the last first, so that a compiler sees that the others are
// within memory too.
func words(size int, f func(at int, whole bool)) {
	if size%8 != 0 {
		f(size/8*8, false)
	}
	for at := size/8*8 - 8; at >= 0; at -= 8 {
		f(at, true)
	}
}

// fill sets a value of type t to zero.
func (e *emitter) fill(at place, t *ir.Type) {
	size, _ := sizeOf(t)
	if size > unrolled {
		e.absolute(at)
		e.int32(0)
		e.int32(size)
		e.ops(opMemoryFill)
		return
	}
	at = e.fixed(at)
	words(size, func(i int, whole bool) {
		offset := e.address(at.offset(i))
		if whole {
			e.int64(0)
			e.emit(opI64Store, offset)
		} else {
			e.int32(0)
			e.emit(opI32Store, offset)
		}
	})
}

// absolute computes a whole address.
func (e *emitter) absolute(p place) {
	if len(p.terms) == 0 {
		e.int32(p.at)
		return
	}
	e.address(p)
	e.int32(p.at)
	e.ops(opI32Add)
}

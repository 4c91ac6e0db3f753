package spirv

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// fetch loads an element of a buffer. Four scalars stay the vector as which they
// were loaded, with one instruction, until something wants them as an array.
func (e *fn) fetch(v *ir.Value) {
	elem := v.Buffer.Elem
	at := e.slot(v.Buffer, v.Args[0])
	if elem.Kind == ir.Array {
		e.vectors[v] = e.load(e.vector(e.typ(elem.Elem)), at)
		return
	}
	e.values[v] = e.load(e.typ(elem), at)
}

// put stores an element of a buffer. NaN is stored as it is, with any bits.
func (e *fn) put(v *ir.Value) {
	x := v.Args[0]
	if v.Buffer.Elem.Kind == ir.Array {
		e.store(e.slot(v.Buffer, v.Args[1]), e.asVector(x))
		return
	}
	e.store(e.slot(v.Buffer, v.Args[1]), e.values[x])
}

// slot is a pointer to an element of a buffer.
func (e *fn) slot(b *ir.Buffer, index *ir.Value) id {
	elem := e.typ(b.Elem)
	if b.Elem.Kind == ir.Array {
		elem = e.vector(e.typ(b.Elem.Elem))
	}
	return e.compute(opAccessChain, e.pointer(storageStorageBuffer, elem), e.buffers[b], e.unsigned(0), e.values[index])
}

// extent is the number of elements of a buffer.
func (e *fn) extent(v *ir.Value) id {
	return e.compute(opBitcast, e.int32(), e.compute(opArrayLength, e.uint32(), e.buffers[v.Buffer], 0))
}

// operand is what a value has yielded: an array, too, that was fetched as a vector.
func (e *fn) operand(v *ir.Value) id {
	x, ok := e.vectors[v]
	if !ok {
		return e.values[v]
	}
	return e.compute(opCompositeConstruct, e.typ(v.Type), e.parts(v.Type, x)...)
}

// parts are the four scalars of an array or a vector x.
func (e *fn) parts(t *ir.Type, x id) []uint32 {
	out := make([]uint32, t.Len)
	for i := range out {
		out[i] = e.compute(opCompositeExtract, e.typ(t.Elem), x, uint32(i))
	}
	return out
}

// asVector is an array of four scalars as a vector.
func (e *fn) asVector(v *ir.Value) id {
	if x, ok := e.vectors[v]; ok {
		return x
	}
	parts := []uint32{}
	if v.Op == ir.Make {
		for _, a := range v.Args {
			parts = append(parts, e.values[a])
		}
	} else {
		parts = e.parts(v.Type, e.values[v])
	}
	return e.compute(opCompositeConstruct, e.vector(e.typ(v.Type.Elem)), parts...)
}

// mulAdd is x*y+z. Fma without NoContraction is rounded once or twice, as suits the
// device: as OpFMul and OpFAdd that may be contracted (GLSL.std.450), but no device
// that has the instruction has to find out that it may. Mesa's software driver makes
// the two of it, in the same time: 53 ms for a product of 4096x256 by 256x128.
func (e *fn) mulAdd(args []uint32) id {
	return e.glslOp(glslFma, e.float(), args...)
}

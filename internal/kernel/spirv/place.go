package spirv

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// place is a pointer to the part of a variable that a load or store names.
func (e *fn) place(v *ir.Value, indices []*ir.Value) id {
	x, t := e.vars[v.Var], v.Var.Type
	if len(v.Path) == 0 {
		return x
	}
	words := []uint32{x}
	for _, step := range v.Path {
		if step != ir.Dynamic {
			words = append(words, e.unsigned(uint32(step)))
			t = t.Part(step)
			continue
		}
		words = append(words, e.index(indices[0], t.Len))
		indices, t = indices[1:], t.Elem
	}
	return e.compute(opAccessChain, e.pointer(storageFunction, e.typ(t)), words...)
}

// index is an index of n elements as an access wants it. It is clamped even where
// it is known to be within: a row that has stopped computes with anything.
func (e *fn) index(v *ir.Value, n int) id {
	if v.Op == ir.Const {
		return e.unsigned(min(v.Uint32(), uint32(max(n-1, 0))))
	}
	i := e.compute(opBitcast, e.uint32(), e.values[v])
	return e.glslOp(glslUMin, e.uint32(), i, e.unsigned(uint32(max(n-1, 0))))
}

// part is a part of an aggregate that is a value.
func (e *fn) part(v *ir.Value) id {
	whole, ok := e.vectors[v.Args[0]]
	if !ok {
		whole = e.values[v.Args[0]]
	}
	return e.compute(opCompositeExtract, e.typ(v.Type), whole, uint32(v.Index))
}

// elem is an element of an array that is a value. It goes through a variable,
// since of values only vectors can be indexed.
func (e *fn) elem(v *ir.Value) id {
	array := v.Args[0]
	if vector, ok := e.vectors[array]; ok {
		return e.compute(opVectorExtractDynamic, e.typ(v.Type), vector, e.index(v.Args[1], array.Type.Len))
	}
	x := e.local(array.Type, "array")
	e.store(x, e.values[array])
	at := e.compute(opAccessChain, e.pointer(storageFunction, e.typ(v.Type)), x, e.index(v.Args[1], array.Type.Len))
	return e.load(e.typ(v.Type), at)
}

// lookup is an element of a table.
func (e *fn) lookup(v *ir.Value) id {
	at := e.compute(opAccessChain, e.pointer(storagePrivate, e.typ(v.Type)), e.table(v.Table), e.index(v.Args[0], len(v.Table.Bits)))
	return e.load(e.typ(v.Type), at)
}

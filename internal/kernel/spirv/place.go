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

// index is an index of n elements as an access wants it. It is clamped, unless it is
// within whatever it is computed from: a row that has stopped computes with anything.
func (e *fn) index(v *ir.Value, n int) id {
	last := uint32(max(n-1, 0))
	if v.Op == ir.Const {
		return e.unsigned(min(v.Uint32(), last))
	}
	i := e.compute(opBitcast, e.uint32(), e.values[v])
	if ir.Within(v, n) && total(v, 4) {
		return i
	}
	return e.glslOp(glslUMin, e.uint32(), i, e.unsigned(last))
}

// total says that none of the operations that made v can stop, as far back as
// ir.SpanOf looks: so what that says of v holds in a row that has stopped as well.
func total(v *ir.Value, depth int) bool {
	if len(v.Stops()) > 0 {
		return false
	}
	for _, a := range v.Args {
		if depth > 0 && !total(a, depth-1) {
			return false
		}
	}
	return true
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

// maxChoice bounds the tables of which the software driver chooses an element
// without memory.
const maxChoice = 64

// lookup is an element of a table: of a variable, which drivers of GPUs keep as
// constants. Mesa's software driver fills the variable again in every invocation,
// and its compiler takes longer for that than for all of a logarithm: for it, the
// element of a small table is chosen from constants by the digits of the index.
func (e *fn) lookup(v *ir.Value) id {
	if n := len(v.Table.Bits); e.options.Software && n > 0 && n <= maxChoice {
		i := e.compute(opBitcast, e.uint32(), e.values[v.Args[0]])
		return e.choice(v.Table, 0, e.digits(i, n))
	}
	at := e.compute(opAccessChain, e.pointer(storagePrivate, e.typ(v.Type)), e.table(v.Table), e.index(v.Args[0], len(v.Table.Bits)))
	return e.load(e.typ(v.Type), at)
}

// digits are the binary digits of an index of n elements as truth values, the
// last one first.
func (e *fn) digits(i id, n int) []id {
	var out []id
	for bit := 1; bit < n; bit *= 2 {
		digit := e.mask(i, uint32(bit))
		out = append(out, e.compute(opINotEqual, e.boolean(), digit, e.unsigned(0)))
	}
	return out
}

// choice is the element of a table from element first on whose number has some
// digits.
func (e *fn) choice(t *ir.Table, first int, digits []id) id {
	if len(digits) == 0 {
		if t.Elem.Kind == ir.Float32 {
			return e.literal32(uint32(t.Bits[first]))
		}
		return e.constant(t.Elem, t.Bits[first])
	}
	highest := len(digits) - 1
	low := e.choice(t, first, digits[:highest])
	other := first + 1<<highest
	if other >= len(t.Bits) {
		return low
	}
	return e.compute(opSelect, e.typ(t.Elem), digits[highest], e.choice(t, other, digits[:highest]), low)
}

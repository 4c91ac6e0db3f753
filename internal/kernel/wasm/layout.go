package wasm

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// scalarSize returns the bytes that a scalar takes in memory.
func scalarSize(k ir.Kind) int {
	if k == ir.Float64 {
		return 8
	}
	return 4
}

// sizeOf returns the bytes that a value takes in memory, and the multiple of
// which its address is: parts follow one another, each at a multiple of its own
// alignment.
func sizeOf(t *ir.Type) (size, align int) {
	switch t.Kind {
	case ir.Array:
		size, align = sizeOf(t.Elem)
		return t.Len * size, align
	case ir.Struct, ir.Tuple:
		align = 4
		for _, f := range t.Fields {
			s, a := sizeOf(f.Type)
			size = roundUp(size, a) + s
			align = max(align, a)
		}
		return roundUp(size, align), align
	}
	size = scalarSize(t.Kind)
	return size, size
}

func roundUp(n, multiple int) int { return (n + multiple - 1) / multiple * multiple }

// partOffset returns where part i of an aggregate begins; of an array only
// i = 0 is needed, and i times elemSize added.
func partOffset(t *ir.Type, i int) int {
	if t.Kind == ir.Array {
		return i * elemSize(t)
	}
	at := 0
	for j, f := range t.Fields[:i+1] {
		s, a := sizeOf(f.Type)
		at = roundUp(at, a)
		if j < i {
			at += s
		}
	}
	return at
}

// elemSize returns the distance of the elements of an array.
func elemSize(t *ir.Type) int {
	size, _ := sizeOf(t.Elem)
	return size
}

// leaf is a scalar within a value in memory.
type leaf struct {
	kind   ir.Kind
	offset int
}

// leavesOf returns the scalars of a type in the order of ir.Type.Leaves.
func leavesOf(t *ir.Type) []leaf {
	if t.Scalar() {
		return []leaf{{t.Kind, 0}}
	}
	var all []leaf
	for i := range t.Parts() {
		at := partOffset(t, i)
		for _, l := range leavesOf(t.Part(i)) {
			all = append(all, leaf{l.kind, at + l.offset})
		}
	}
	return all
}

// typeOf returns the type that a scalar has outside memory.
func typeOf(k ir.Kind) valType {
	switch k {
	case ir.Float32:
		return f32
	case ir.Float64:
		return f64
	}
	return i32
}

// frame is where the callers of a function put aggregate arguments and find
// aggregate results: no function calls itself, so each has one frame.
type frame struct {
	params  map[*ir.Var]int
	results []int // address, of aggregates
}

package front

import (
	"fmt"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// typeTable maps Go's types to those of the representation.
type typeTable struct {
	known  map[types.Type]*ir.Type // nil for what does not exist at run time
	names  map[string]int          // of structs, how often each was given
	folded map[types.Type]bool     // being mapped

	packages *packageNames
}

func newTypeTable(packages *packageNames) *typeTable {
	return &typeTable{known: map[types.Type]*ir.Type{}, names: map[string]int{}, folded: map[types.Type]bool{}, packages: packages}
}

// runtime returns the type of t at run time, or nil where a value of type t is
// followed while lowering: strings, functions, pointers, slices, maps, and
// structs and arrays with such parts.
func (tt *typeTable) runtime(t types.Type) *ir.Type {
	if known, ok := tt.known[t]; ok {
		return known
	}
	if tt.folded[t] { // a recursive type is never a run-time type
		return nil
	}
	tt.folded[t] = true
	r := tt.convert(t)
	delete(tt.folded, t)
	tt.known[t] = r
	return r
}

func (tt *typeTable) convert(t types.Type) *ir.Type {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return basicType(u)
	case *types.Array:
		if elem := tt.runtime(u.Elem()); elem != nil && u.Len() >= 0 && u.Len() <= maxArray {
			return ir.ArrayOf(int(u.Len()), elem)
		}
	case *types.Struct:
		r := &ir.Type{Kind: ir.Struct}
		for f := range u.Fields() {
			ft := tt.runtime(f.Type())
			if ft == nil {
				return nil
			}
			r.Fields = append(r.Fields, ir.Field{Name: f.Name(), Type: ft})
		}
		if named, ok := types.Unalias(t).(*types.Named); ok {
			r.Name = tt.name(named)
		}
		return r
	}
	return nil
}

// maxArray is the largest length of an array.
const maxArray = 1 << 20

// name returns a name for a struct that no other has.
func (tt *typeTable) name(t *types.Named) string {
	name := t.Obj().Name()
	if p := t.Obj().Pkg(); p != nil {
		name = tt.packages.of(p.Path()) + "." + name
	}
	tt.names[name]++
	if n := tt.names[name]; n > 1 {
		name = fmt.Sprintf("%s#%d", name, n)
	}
	return name
}

func basicType(b *types.Basic) *ir.Type {
	switch b.Kind() {
	case types.Bool, types.UntypedBool:
		return ir.TBool
	case types.Int, types.UntypedInt, types.UntypedRune:
		return ir.TInt
	case types.Uint32:
		return ir.TUint32
	case types.Float32:
		return ir.TF32
	case types.Float64, types.UntypedFloat:
		return ir.TF64
	}
	return nil
}

// parts returns the number of parts of a value of type t that is followed while
// lowering, a run-time value counting as one, and maxParts+1 for any more.
func (tt *typeTable) parts(t types.Type) int {
	if tt.runtime(t) != nil {
		return 1
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		n := 0
		for f := range u.Fields() {
			if n += tt.parts(f.Type()); n > maxParts {
				return maxParts + 1
			}
		}
		return n
	case *types.Array:
		if u.Len() > maxParts {
			return maxParts + 1
		}
		return min(int(u.Len())*tt.parts(u.Elem()), maxParts+1)
	}
	return 1
}

// pointee returns what t points to, or nil.
func pointee(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return nil
}

// inlined says that functions of a signature cannot be called at run time: one
// of its parameters or results is followed while lowering. Parameters that are
// pointers to run-time types are passed by value and returned.
func (tt *typeTable) inlined(sig *types.Signature) bool {
	if r := sig.Recv(); r != nil && !tt.passed(r.Type()) {
		return true
	}
	for p := range sig.Params().Variables() {
		if !tt.passed(p.Type()) {
			return true
		}
	}
	for r := range sig.Results().Variables() {
		if tt.runtime(r.Type()) == nil {
			return true
		}
	}
	return false
}

// passed says that a parameter of type t can be passed at run time.
func (tt *typeTable) passed(t types.Type) bool {
	if elem := pointee(t); elem != nil {
		t = elem
	}
	return tt.runtime(t) != nil
}

// hasArray says that a run-time type is or holds an array.
func hasArray(t *ir.Type) bool {
	if t.Kind == ir.Array {
		return true
	}
	for _, f := range t.Fields {
		if hasArray(f.Type) {
			return true
		}
	}
	return false
}

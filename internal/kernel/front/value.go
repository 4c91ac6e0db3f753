package front

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// value is what an expression yields while lowering, by its type:
//
//	*ir.Value   a number, a truth value, or a struct or array of such
//	composite   a struct or array that holds any of those below
//	text        a string
//	closure     a function
//	*dict       a map, or nil
//	*place      a pointer, or nil
//	slice       a slice
//	view        a slice of a buffer
//	invalid     what was refused
type value any

// composite holds the fields or elements of a struct or array.
type composite []value

// text is a string: known, or the run-time number of an interned string, one of
// some that are known.
type text struct {
	known  string
	number *ir.Value // nil where known holds
	of     *choices  // of number
}

// choices are strings, in order of adding.
type choices struct{ texts []string }

func (c *choices) add(texts ...string) {
	for _, s := range texts {
		if !slices.Contains(c.texts, s) {
			c.texts = append(c.texts, s)
		}
	}
}

// choices are the strings that t may be.
func (t text) choices() []string {
	if t.number == nil {
		return []string{t.known}
	}
	return t.of.texts
}

// closure is a function: declared, or a literal with the variables around it.
// Its zero value is nil.
type closure struct {
	decl  *types.Func
	lit   *ast.FuncLit
	scope *scope
	pkg   *loaded

	recv *place           // of a method value
	expr *types.Selection // of a method expression: the receiver is the first argument
}

// slice is a part of an array whose bounds are known. Its zero value is nil.
type slice struct {
	array      *place // the whole array
	from, n, c int    // offset, length, capacity
}

// known is a scalar that is known while lowering. It is kept in flow states;
// expressions yield a Const instead.
type known struct {
	t    *ir.Type
	bits uint64
}

// stored, in a flow state, says that the value is in the slot's variable.
type stored struct{}

// invalid stands for what has been refused. It goes with every type, so that one
// mistake is told once.
type invalid struct{}

func isInvalid(v value) bool {
	_, bad := v.(invalid)
	return bad
}

// constantOf returns the constant that v is.
func constantOf(v value) (known, bool) {
	if c, ok := v.(*ir.Value); ok && c.Op == ir.Const {
		return known{c.Type, c.Bits}, true
	}
	return known{}, false
}

package front

import (
	"go/ast"
	"go/token"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// fn is a function of the representation while it is built.
type fn struct {
	*lowering
	f     *ir.Func
	cur   *ir.Block // where values are appended
	dead  bool      // control does not get here: values are not appended
	state state
	slots int       // how many were made
	node  ast.Node  // the declaration
	at    token.Pos // of the statement or variable at hand, for what is wrong with a type
	frame *frame

	exact       bool // keys of maps have to be known
	unknownKeys int  // how many were refused for that

	done map[ast.Expr][]value // calls, && and || evaluated before the rest of their statement

	delayed  map[*ir.Value]func() // markers and what to put in their place at the end
	pointers []*ir.Var            // of the pointer parameters, in order
	entry    *termsResult         // of an entry that returns a map, else nil
}

// emit appends a value.
func (f *fn) emit(v *ir.Value) *ir.Value {
	f.work++
	if !f.dead {
		f.cur.Values = append(f.cur.Values, v)
	}
	return v
}

// op appends an operation, or its result where that is known.
func (f *fn) op(op ir.Op, t *ir.Type, pos ir.Pos, args ...*ir.Value) *ir.Value {
	if c, ok := fold(op, t, args); ok {
		return f.constant(c)
	}
	return f.emit(&ir.Value{Op: op, Type: t, Args: args, Pos: pos})
}

func (f *fn) constant(c known) *ir.Value {
	return f.emit(&ir.Value{Op: ir.Const, Type: c.t, Bits: c.bits})
}

func (f *fn) boolean(b bool) *ir.Value { return f.emit(ir.ConstBool(b)) }

func (f *fn) integer(i int) *ir.Value { return f.emit(ir.ConstInt(int32(i))) }

func (f *fn) newVar(name string, t *ir.Type) *ir.Var {
	f.work++
	v := &ir.Var{Name: name, Type: t}
	f.f.Vars = append(f.f.Vars, v)
	return v
}

// load reads a whole variable.
func (f *fn) load(v *ir.Var) *ir.Value {
	return f.emit(&ir.Value{Op: ir.Load, Type: v.Type, Var: v})
}

// store sets a whole variable.
func (f *fn) store(v *ir.Var, to *ir.Value) {
	f.emit(&ir.Value{Op: ir.Store, Var: v, Args: []*ir.Value{to}})
}

// zeroOf appends the zero value of a run-time type.
func (f *fn) zeroOf(t *ir.Type) *ir.Value {
	if t.Scalar() {
		return f.constant(known{t, 0})
	}
	return f.emit(&ir.Value{Op: ir.Zero, Type: t})
}

// read returns what a slot holds as an expression's value.
func (f *fn) read(sl *slot, at token.Pos) value {
	switch v := f.state.get(sl).(type) {
	case stored:
		loaded := f.load(f.slotVar(sl))
		if sl.text != nil {
			return text{number: loaded, of: sl.text}
		}
		return loaded
	case known:
		c := f.constant(v)
		c.Pos = f.frame.pkg.pos(at)
		return c
	case *place:
		return f.restore(v)
	case slice:
		v.array = f.restore(v.array)
		return v
	case view:
		return f.restoreView(v)
	case conflict:
		f.refuse(at, ReasonStatic, "what "+sl.name+" holds here depends on values that are known only at run time",
			v.advice)
		return invalid{}
	default:
		return v
	}
}

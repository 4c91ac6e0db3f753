package front

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

var arithmetic = map[token.Token]ir.Op{
	token.ADD: ir.Add, token.SUB: ir.Sub, token.MUL: ir.Mul, token.QUO: ir.Div, token.REM: ir.Rem,
	token.AND: ir.And, token.OR: ir.Or, token.XOR: ir.Xor, token.AND_NOT: ir.AndNot,
	token.SHL: ir.Shl, token.SHR: ir.Shr,

	token.ADD_ASSIGN: ir.Add, token.SUB_ASSIGN: ir.Sub, token.MUL_ASSIGN: ir.Mul, token.QUO_ASSIGN: ir.Div, token.REM_ASSIGN: ir.Rem,
	token.AND_ASSIGN: ir.And, token.OR_ASSIGN: ir.Or, token.XOR_ASSIGN: ir.Xor, token.AND_NOT_ASSIGN: ir.AndNot,
	token.SHL_ASSIGN: ir.Shl, token.SHR_ASSIGN: ir.Shr,
}

func (f *fn) unary(e *ast.UnaryExpr) value {
	if e.Op == token.AND {
		return f.address(e)
	}
	x := f.number(e.X)
	switch e.Op {
	case token.SUB:
		return f.op(ir.Neg, x.Type, f.pos(e), x)
	case token.NOT:
		return f.op(ir.Not, ir.TBool, f.pos(e), x)
	case token.XOR:
		return f.op(ir.Xor, x.Type, f.pos(e), x, f.constant(known{x.Type, 1<<32 - 1}))
	}
	return x
}

// address is a pointer to a place, or to a new variable with a literal's value.
func (f *fn) address(e *ast.UnaryExpr) value {
	at := f.locate(e.X)
	if at.place != nil {
		return at.place
	}
	if isInvalid(at.value) {
		return at.value
	}
	t := f.typeOf(e.X)
	p := &place{cell: f.newCell("new", t, true), t: t}
	f.set(p, f.of(at, e.Pos()), e.Pos())
	return p
}

func (f *fn) binary(e *ast.BinaryExpr) value {
	switch e.Op {
	case token.LAND, token.LOR:
		if done, ok := f.done[e]; ok {
			delete(f.done, e)
			return done[0]
		}
		f.hoist(e.X)
		return f.logic(e.Op, f.number(e.X), f.pos(e), func() *ir.Value { return f.statementValue(e.Y) })
	case token.SHL, token.SHR:
		x := f.number(e.X)
		return f.shift(arithmetic[e.Op], x, e.Y, f.pos(e))
	}
	if op, ok := comparisons[e.Op]; ok {
		return f.comparison(op, e)
	}
	t := f.typeOf(e)
	return f.operate(arithmetic[e.Op], f.as(e.X, t), f.as(e.Y, t), t, e.OpPos)
}

// operate combines two values of type t.
func (f *fn) operate(op ir.Op, x, y value, t types.Type, pos token.Pos) value {
	a, ok := x.(text)
	if b, both := y.(text); ok && both {
		if a.number == nil && b.number == nil {
			return f.concatenate(a, b, pos)
		}
		f.refuse(pos, ReasonStatic, "strings that depend on run-time values are joined", "write each string out as a constant")
		return invalid{}
	}
	v := f.runtime(x, t, pos)
	return f.op(op, v.Type, f.frame.pkg.pos(pos), v, f.runtime(y, t, pos))
}

// maxText is the longest string that joining may make.
const maxText = 4096

func (f *fn) concatenate(a, b text, pos token.Pos) value {
	if len(a.known)+len(b.known) > maxText {
		f.refuse(pos, ReasonSize, "a string of more than 4096 bytes", "use short names")
		return invalid{}
	}
	return text{known: a.known + b.known}
}

// shift evaluates the count and shifts x by it.
func (f *fn) shift(op ir.Op, x *ir.Value, count ast.Expr, pos ir.Pos) *ir.Value {
	if c := f.info().Types[count].Value; c != nil {
		bits, ok := constantBits(c, ir.TUint32)
		if !ok { // beyond 32 bits, and constant counts are not negative
			bits = 32
		}
		return f.op(op, x.Type, pos, x, f.constant(known{ir.TUint32, bits}))
	}
	return f.op(op, x.Type, pos, x, f.number(count))
}

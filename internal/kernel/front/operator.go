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

var comparisons = map[token.Token]ir.Op{
	token.EQL: ir.Eq, token.NEQ: ir.Ne, token.LSS: ir.Lt, token.LEQ: ir.Le, token.GTR: ir.Gt, token.GEQ: ir.Ge,
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

// statementValue evaluates an expression with its calls first.
func (f *fn) statementValue(e ast.Expr) *ir.Value {
	f.hoist(e)
	return f.number(e)
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

// logic is && or ||. The right operand is evaluated only where it is needed,
// unless it cannot stop the program and is cheap.
func (f *fn) logic(op token.Token, x *ir.Value, pos ir.Pos, right func() *ir.Value) *ir.Value {
	and := op == token.LAND
	if c, ok := constantOf(x); ok {
		if (c.bits != 0) == and {
			return right()
		}
		return f.constant(c)
	}
	block := &ir.Block{}
	before, dead := f.copyState(), f.dead
	var y *ir.Value
	var exits []exit
	f.into(block, func() { y = right(); exits = f.here() })
	if !f.dead && harmless(block) {
		for _, v := range block.Values {
			f.emit(v)
		}
		if and {
			return f.op(ir.And, ir.TBool, pos, x, y)
		}
		return f.op(ir.Or, ir.TBool, pos, x, y)
	}
	result := f.newVar("ok", ir.TBool)
	f.into(block, func() { f.store(result, y) })
	other := &ir.Block{}
	f.state, f.dead = before, dead
	f.into(other, func() { f.store(result, f.boolean(!and)); exits = append(exits, f.here()...) })
	v := &ir.Value{Op: ir.If, Args: []*ir.Value{x}, Blocks: []*ir.Block{block, other}, Pos: pos}
	if !and {
		v.Blocks[0], v.Blocks[1] = other, block
	}
	f.emit(v)
	f.merge(exits)
	return f.load(result)
}

// maxHarmless is how many values are evaluated rather than branched around.
const maxHarmless = 12

// harmless says that a block can run although its result may not be needed.
func harmless(b *ir.Block) bool {
	for _, v := range b.Values {
		if !v.Removable() {
			return false
		}
	}
	return len(b.Values) <= maxHarmless
}

// comparison compares two operands of one type.
func (f *fn) comparison(op ir.Op, e *ast.BinaryExpr) value {
	t := f.typeOf(e.X)
	if f.info().Types[e.X].IsNil() || types.Identical(t.Underlying(), types.Typ[types.UntypedNil]) {
		t = f.typeOf(e.Y)
	} else if b, ok := t.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		t = f.typeOf(e.Y)
	}
	x, y := f.as(e.X, t), f.as(e.Y, t)
	if op == ir.Eq || op == ir.Ne {
		eq := f.equal(x, y, t, e.OpPos)
		if op == ir.Ne {
			return f.op(ir.Not, ir.TBool, f.pos(e), eq)
		}
		return eq
	}
	a, ok := x.(text)
	if b, both := y.(text); ok && both && a.number == nil && b.number == nil {
		return f.constant(truth(compareTexts(op, a.known, b.known)))
	}
	return f.op(op, ir.TBool, f.frame.pkg.pos(e.OpPos), f.runtime(x, t, e.X.Pos()), f.runtime(y, t, e.Y.Pos()))
}

func compareTexts(op ir.Op, a, b string) bool {
	switch op {
	case ir.Lt:
		return a < b
	case ir.Le:
		return a <= b
	case ir.Gt:
		return a > b
	}
	return a >= b
}

// equal compares two values of one type with ==.
func (f *fn) equal(x, y value, t types.Type, at token.Pos) *ir.Value {
	pos := f.frame.pkg.pos(at)
	switch a := x.(type) {
	case *ir.Value:
		return f.equalNumbers(a, f.runtime(y, t, at), pos)
	case text:
		if b, ok := y.(text); ok {
			return f.equalTexts(a, b, pos)
		}
	case composite:
		if b, ok := y.(composite); ok {
			all := f.boolean(true)
			for i := range a {
				all = f.op(ir.And, ir.TBool, pos, all, f.equal(a[i], b[i], partType(t, i), at))
			}
			return all
		}
	case closure, *dict, slice:
		return f.boolean(isNil(x) == isNil(y)) // one side is nil in the source
	case *place:
		if b, ok := y.(*place); ok && (a == nil || b == nil) {
			return f.boolean(a == nil && b == nil)
		}
		f.refuse(at, ReasonUnsupported, "pointers are compared", "compare what they point to")
	}
	return f.boolean(false)
}

func isNil(v value) bool {
	switch v := v.(type) {
	case closure:
		return v == closure{}
	case *dict:
		return v == nil
	case slice:
		return v.array == nil
	}
	return false
}

// equalNumbers compares run-time values, aggregates part by part.
func (f *fn) equalNumbers(a, b *ir.Value, pos ir.Pos) *ir.Value {
	if a.Type.Scalar() {
		return f.op(ir.Eq, ir.TBool, pos, a, b)
	}
	all := f.boolean(true)
	for i := range a.Type.Parts() {
		x, y := f.partOf(a, i), f.partOf(b, i)
		eq := f.equalNumbers(x, y, pos)
		if i == 0 {
			all = eq
			continue
		}
		all = f.op(ir.And, ir.TBool, pos, all, eq)
	}
	return all
}

func (f *fn) partOf(v *ir.Value, i int) *ir.Value {
	return f.emit(&ir.Value{Op: ir.Part, Type: v.Type.Part(i), Args: []*ir.Value{v}, Index: i})
}

// equalTexts compares strings, by number where they are not known.
func (f *fn) equalTexts(a, b text, pos ir.Pos) *ir.Value {
	if a.number == nil && b.number == nil {
		return f.constant(truth(a.known == b.known))
	}
	return f.op(ir.Eq, ir.TBool, pos, f.numberOf(a), f.numberOf(b))
}

// numberOf is the number of a string.
func (f *fn) numberOf(t text) *ir.Value {
	if t.number != nil {
		return t.number
	}
	return f.integer(int(f.intern(t.known)))
}

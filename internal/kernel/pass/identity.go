package pass

import "github.com/rewardsmith/rewardsmith/internal/kernel/ir"

// Identities hold for every operand that is possible, to the bit: of floats
// including NaN, which is one value, infinities and the sign of zero, so that x*1
// is x but x+0 is not (-0+0 is 0); of ints including those that stop the program.

// identity returns the value that v equals, or makes v an operation that costs
// less and returns nil.
func (s *simplifier) identity(v *ir.Value) *ir.Value {
	switch len(v.Args) {
	case 1:
		return unary(v)
	case 2:
		if ir.Ops[v.Op].Commutes && v.Args[0].Op == ir.Const {
			v.Args[0], v.Args[1] = v.Args[1], v.Args[0] // constants stand on the right
		}
		if v.Op >= ir.Eq && v.Op <= ir.Ge {
			return comparison(v)
		}
		if v.Type == nil {
			return nil
		}
		switch v.Type.Kind {
		case ir.Bool:
			return boolean(v)
		case ir.Int, ir.Uint32:
			return integer(v)
		case ir.Float32, ir.Float64:
			return s.float(v)
		}
	case 3:
		if v.Op == ir.Select {
			return selected(v)
		}
	}
	return nil
}

// become makes v another operation of the same type and place.
func become(v *ir.Value, op ir.Op, args ...*ir.Value) {
	*v = ir.Value{Op: op, Type: v.Type, Args: args, Pos: v.Pos}
}

// unary finds identities of operations on one operand.
func unary(v *ir.Value) *ir.Value {
	x := v.Args[0]
	switch v.Op {
	case ir.Neg, ir.Not: // an int that negates twice has stopped the first time
		if x.Op == v.Op {
			return x.Args[0]
		}
		if v.Op == ir.Not {
			return negated(v, x)
		}
	case ir.Abs:
		if x.Op == ir.Abs {
			return x
		}
		if x.Op == ir.Neg || x.Op == ir.Copysign {
			become(v, ir.Abs, x.Args[0])
		}
	case ir.Floor, ir.Ceil, ir.Trunc, ir.Nearest:
		if x.Op >= ir.Floor && x.Op <= ir.Nearest {
			return x
		}
	case ir.FromBits: // but not bits of frombits, which makes every NaN one
		if x.Op == ir.Bits {
			return x.Args[0]
		}
	case ir.Convert:
		return conversion(v, x)
	case ir.Bound:
		if ir.Within(x, v.Index) {
			return x
		}
	}
	return nil
}

// negated makes not of a comparison the opposite comparison, where there is one:
// not of floats in order, because of NaN.
func negated(v, x *ir.Value) *ir.Value {
	opposite := map[ir.Op]ir.Op{ir.Eq: ir.Ne, ir.Ne: ir.Eq, ir.Lt: ir.Ge, ir.Ge: ir.Lt, ir.Gt: ir.Le, ir.Le: ir.Gt}
	op, ok := opposite[x.Op]
	if !ok || x.Args[0].Type.Float() && x.Op != ir.Eq && x.Op != ir.Ne {
		return nil
	}
	become(v, op, x.Args...)
	return nil
}

// conversion drops conversions there and back through a type that holds every
// value of the first.
func conversion(v, x *ir.Value) *ir.Value {
	if x.Type.Kind == v.Type.Kind {
		return x
	}
	if x.Op != ir.Convert {
		return nil
	}
	first, middle := x.Args[0], x.Type.Kind
	from, to := first.Type.Kind, v.Type.Kind
	switch {
	case middle != ir.Float64:
	case from == to:
		return first
	case from == ir.Float32: // to an integer
		become(v, ir.Convert, first)
	}
	return nil
}

// comparison finds comparisons that are known.
func comparison(v *ir.Value) *ir.Value {
	x, y := v.Args[0], v.Args[1]
	if x.Type.Kind == ir.Bool && y.Op == ir.Const {
		if (v.Op == ir.Eq) == y.Bool() {
			return x
		}
		become(v, ir.Not, x)
		return nil
	}
	if x == y && !x.Type.Float() {
		equal := v.Op == ir.Eq || v.Op == ir.Le || v.Op == ir.Ge
		*v = *constantAt(v, ir.ConstBool(equal))
	} else if x.Type.Integer() {
		ordered(v, ir.SpanOf(x), ir.SpanOf(y))
	}
	return nil
}

// ordered makes a comparison of integers a constant where their spans say it.
func ordered(v *ir.Value, x, y ir.Span) {
	below, above := x.Most < y.Least, x.Least > y.Most
	switch v.Op {
	case ir.Le:
		below = x.Most <= y.Least
	case ir.Ge:
		above = x.Least >= y.Most
	case ir.Lt:
		above = x.Least >= y.Most
	case ir.Gt:
		below = x.Most <= y.Least
	}
	if below || above {
		less := v.Op == ir.Lt || v.Op == ir.Le || v.Op == ir.Ne
		more := v.Op == ir.Gt || v.Op == ir.Ge || v.Op == ir.Ne
		*v = *constantAt(v, ir.ConstBool(below && less || above && more))
	}
}

// constantAt gives a constant the place of v.
func constantAt(v, c *ir.Value) *ir.Value {
	c.Pos = v.Pos
	return c
}

// boolean finds identities of operations on two truth values.
func boolean(v *ir.Value) *ir.Value {
	x, y := v.Args[0], v.Args[1]
	switch {
	case v.Op != ir.And && v.Op != ir.Or && v.Op != ir.Xor:
	case x == y && v.Op != ir.Xor:
		return x
	case y.Op != ir.Const:
	case v.Op == ir.Xor && y.Bool():
		become(v, ir.Not, x)
	case v.Op == ir.And && !y.Bool(), v.Op == ir.Or && y.Bool():
		return y
	default:
		return x
	}
	return nil
}

// selected finds selects of what is known.
func selected(v *ir.Value) *ir.Value {
	cond, x, y := v.Args[0], v.Args[1], v.Args[2]
	switch {
	case cond.Op == ir.Const && cond.Bool(), x == y:
		return x
	case cond.Op == ir.Const:
		return y
	case cond.Op == ir.Not:
		become(v, ir.Select, cond.Args[0], y, x)
	}
	return nil
}

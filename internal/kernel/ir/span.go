package ir

import (
	"math"
	"math/bits"
)

// Span is the smallest and the largest value that an int or u32 can have.
type Span struct{ Least, Most int64 }

// SpanOf returns bounds for v, an int or u32, that follow from the operations
// that made it: x & 63 is at most 63. It looks at a few of those only, so that it
// takes a bounded time, and it knows nothing of variables.
func SpanOf(v *Value) Span { return spanOf(v, 4) }

// Within says that v, an int, is always an index of n elements: a constant or a
// bound that is, or one that its operations keep there.
func Within(v *Value, n int) bool {
	s := SpanOf(v)
	return s.Least >= 0 && s.Most < int64(n)
}

// all returns the bounds of a type.
func all(t *Type) Span {
	if t.Kind == Int {
		return Span{math.MinInt32, math.MaxInt32}
	}
	return Span{0, math.MaxUint32}
}

func (s Span) inside(t Span) bool { return s.Least >= t.Least && s.Most <= t.Most }
func (s Span) has(x int64) bool   { return s.Least <= x && x <= s.Most }

func spanOf(v *Value, depth int) Span {
	whole := all(v.Type)
	switch {
	case v.Op == Const && v.Type.Kind == Int:
		return Span{int64(v.Int()), int64(v.Int())}
	case v.Op == Const:
		return Span{int64(v.Uint32()), int64(v.Uint32())}
	case depth == 0:
		return whole
	case v.Op == Convert && !v.Args[0].Type.Integer():
		return whole
	case v.Op == Select:
		x, y := spanOf(v.Args[1], depth-1), spanOf(v.Args[2], depth-1)
		return Span{min(x.Least, y.Least), max(x.Most, y.Most)}
	}
	s, ok := exact(v, depth)
	if !ok || !s.inside(whole) && v.Type.Kind == Uint32 {
		return whole // u32 has wrapped around
	}
	// An int outside has stopped the program.
	return Span{max(s.Least, whole.Least), min(s.Most, whole.Most)}
}

// exact returns bounds of what an operation on integers yields before it wraps
// around or stops, where it has any.
func exact(v *Value, depth int) (Span, bool) {
	if !Ops[v.Op].Pure || v.Op == Lookup || len(v.Args) == 0 {
		return Span{}, false
	}
	for _, a := range v.Args {
		if a == nil || a.Type == nil || !a.Type.Integer() {
			return Span{}, false
		}
	}
	x := spanOf(v.Args[0], depth-1)
	switch v.Op {
	case Bound:
		return Span{max(x.Least, 0), min(x.Most, int64(v.Index)-1)}, true
	case Convert:
		return x, x.inside(all(v.Type)) || v.Type.Kind == Int
	case Neg:
		return Span{-x.Most, -x.Least}, true
	}
	if len(v.Args) < 2 {
		return Span{}, false
	}
	return binary(v.Op, x, spanOf(v.Args[1], depth-1))
}

// binary returns bounds of an operation on two integers.
func binary(op Op, x, y Span) (Span, bool) {
	switch op {
	case Add:
		return Span{x.Least + y.Least, x.Most + y.Most}, true
	case Sub:
		return Span{x.Least - y.Most, x.Most - y.Least}, true
	case Mul:
		return product(x, y), true
	case Min:
		return Span{min(x.Least, y.Least), min(x.Most, y.Most)}, true
	case Max:
		return Span{max(x.Least, y.Least), max(x.Most, y.Most)}, true
	case And: // not above an operand that is not negative
		switch {
		case x.Least >= 0 && y.Least >= 0:
			return Span{0, min(x.Most, y.Most)}, true
		case x.Least >= 0:
			return Span{0, x.Most}, true
		case y.Least >= 0:
			return Span{0, y.Most}, true
		}
	case AndNot:
		return Span{0, x.Most}, x.Least >= 0
	case Or, Xor: // no bit above the highest of both
		return Span{0, 1<<bits.Len64(uint64(x.Most|y.Most)) - 1}, x.Least >= 0 && y.Least >= 0
	case Div:
		if x.Least >= 0 && y.Least > 0 {
			return Span{x.Least / y.Most, x.Most / y.Least}, true
		}
	case Rem: // nearer to 0 than the divisor, and not farther than the dividend
		if y.Least > 0 {
			return Span{max(min(x.Least, 0), 1-y.Most), min(max(x.Most, 0), y.Most-1)}, true
		}
	case Shr:
		if y.Least >= 0 {
			few, many := min(y.Least, 32), min(y.Most, 32)
			return Span{min(x.Least>>few, x.Least>>many), max(x.Most>>few, x.Most>>many)}, true
		}
	case Shl:
		if y.Least >= 0 && y.Most <= 31 {
			return Span{min(x.Least<<y.Least, x.Least<<y.Most), max(x.Most<<y.Least, x.Most<<y.Most)}, true
		}
	}
	return Span{}, false
}

// product returns bounds of a product. Operands of 32 bits keep it within 64.
func product(x, y Span) Span {
	p := Span{math.MaxInt64, math.MinInt64}
	for _, a := range []int64{x.Least, x.Most} {
		for _, b := range []int64{y.Least, y.Most} {
			p.Least, p.Most = min(p.Least, a*b), max(p.Most, a*b)
		}
	}
	return p
}

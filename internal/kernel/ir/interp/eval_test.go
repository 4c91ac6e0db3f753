package interp

import (
	"fmt"
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
)

// Operands by their types: untyped Go constants do not say them.
type (
	u = uint32
	f = float32
)

var (
	nan     = math.NaN()
	minus0  = math.Copysign(0, -1)
	inf     = math.Inf(1)
	nan32   = float32(nan)
	minus32 = float32(minus0)
	badNaN  = math.Float64frombits(0xFFF0000000000001) // negative, with a payload
)

// least and most are the ends of int.
const least, most = math.MinInt32, math.MaxInt32

// evalTests holds every operation that yields a scalar of scalars; TestEval
// fails if one is missing. want is a result or a fault.
var evalTests = []struct {
	op   ir.Op
	args []any
	want any
}{
	{ir.Add, []any{1, 2}, 3},
	{ir.Add, []any{most, 1}, ir.Overflow},
	{ir.Add, []any{least, -1}, ir.Overflow},
	{ir.Add, []any{u(math.MaxUint32), u(2)}, u(1)},
	{ir.Add, []any{minus0, minus0}, minus0},
	{ir.Add, []any{minus0, 0.0}, 0.0},
	{ir.Add, []any{inf, -inf}, nan},
	{ir.Add, []any{f(16777216), f(1)}, f(16777216)},
	{ir.Sub, []any{least, 1}, ir.Overflow},
	{ir.Sub, []any{0, most}, -most},
	{ir.Sub, []any{u(0), u(1)}, u(math.MaxUint32)},
	{ir.Sub, []any{0.3, 0.1}, 0.19999999999999998},
	{ir.Sub, []any{f(0.3), f(0.1)}, f(0.20000002)},
	{ir.Mul, []any{46341, 46341}, ir.Overflow},
	{ir.Mul, []any{least, 1}, least},
	{ir.Mul, []any{least, -1}, ir.Overflow},
	{ir.Mul, []any{u(1 << 31), u(2)}, u(0)},
	{ir.Mul, []any{-1.0, 0.0}, minus0},
	{ir.Mul, []any{f(3e38), f(10)}, f(math.Inf(1))},
	{ir.Div, []any{-7, 2}, -3},
	{ir.Div, []any{7, 0}, ir.DivideByZero},
	{ir.Div, []any{least, -1}, ir.Overflow},
	{ir.Div, []any{u(7), u(2)}, u(3)},
	{ir.Div, []any{u(7), u(0)}, ir.DivideByZero},
	{ir.Div, []any{1.0, minus0}, -inf},
	{ir.Div, []any{0.0, 0.0}, nan},
	{ir.Div, []any{f(1), f(3)}, f(0.33333334)},
	{ir.Rem, []any{-7, 2}, -1},
	{ir.Rem, []any{7, -2}, 1},
	{ir.Rem, []any{least, -1}, 0},
	{ir.Rem, []any{7, 0}, ir.DivideByZero},
	{ir.Rem, []any{u(7), u(4)}, u(3)},
	{ir.Rem, []any{u(7), u(0)}, ir.DivideByZero},
	{ir.Neg, []any{5}, -5},
	{ir.Neg, []any{least}, ir.Overflow},
	{ir.Neg, []any{u(1)}, u(math.MaxUint32)},
	{ir.Neg, []any{0.0}, minus0},
	{ir.Neg, []any{nan}, nan},
	{ir.Neg, []any{f(0)}, minus32},
	{ir.Min, []any{least, most}, least},
	{ir.Min, []any{u(1), u(1 << 31)}, u(1)},
	{ir.Min, []any{minus0, 0.0}, minus0},
	{ir.Min, []any{0.0, minus0}, minus0},
	{ir.Min, []any{nan, -inf}, nan},
	{ir.Min, []any{f(1), nan32}, nan32},
	{ir.Max, []any{least, most}, most},
	{ir.Max, []any{u(1), u(1 << 31)}, u(1 << 31)},
	{ir.Max, []any{minus0, 0.0}, 0.0},
	{ir.Max, []any{0.0, minus0}, 0.0},
	{ir.Max, []any{inf, nan}, nan},
	{ir.Max, []any{minus32, f(0)}, f(0)},

	{ir.And, []any{-1, 12}, 12},
	{ir.And, []any{u(10), u(12)}, u(8)},
	{ir.And, []any{true, false}, false},
	{ir.Or, []any{-8, 3}, -5},
	{ir.Or, []any{u(10), u(12)}, u(14)},
	{ir.Or, []any{true, false}, true},
	{ir.Xor, []any{-1, 1}, -2},
	{ir.Xor, []any{u(10), u(12)}, u(6)},
	{ir.Xor, []any{true, true}, false},
	{ir.AndNot, []any{-1, 1}, -2},
	{ir.AndNot, []any{u(15), u(5)}, u(10)},
	{ir.Shl, []any{3, 4}, 48},
	{ir.Shl, []any{1, 30}, 1 << 30},
	{ir.Shl, []any{1, 31}, ir.Overflow},
	{ir.Shl, []any{-1, 31}, least},
	{ir.Shl, []any{-1, 32}, ir.Overflow},
	{ir.Shl, []any{1, most}, ir.Overflow},
	{ir.Shl, []any{0, most}, 0},
	{ir.Shl, []any{1, -1}, ir.NegativeShift},
	{ir.Shl, []any{0, least}, ir.NegativeShift},
	{ir.Shl, []any{1, u(math.MaxUint32)}, ir.Overflow},
	{ir.Shl, []any{u(3), u(31)}, u(1 << 31)},
	{ir.Shl, []any{u(3), u(32)}, u(0)},
	{ir.Shl, []any{u(3), 64}, u(0)},
	{ir.Shl, []any{u(3), -1}, ir.NegativeShift},
	{ir.Shr, []any{-5, 1}, -3},
	{ir.Shr, []any{-5, 99}, -1},
	{ir.Shr, []any{5, u(99)}, 0},
	{ir.Shr, []any{5, -1}, ir.NegativeShift},
	{ir.Shr, []any{u(1 << 31), u(31)}, u(1)},
	{ir.Shr, []any{u(1 << 31), 32}, u(0)},
	{ir.Not, []any{true}, false},
	{ir.Not, []any{false}, true},

	{ir.Eq, []any{nan, nan}, false},
	{ir.Eq, []any{minus0, 0.0}, true},
	{ir.Eq, []any{true, true}, true},
	{ir.Eq, []any{f(1), f(1)}, true},
	{ir.Ne, []any{nan, nan}, true},
	{ir.Ne, []any{minus0, 0.0}, false},
	{ir.Ne, []any{1, -1}, true},
	{ir.Lt, []any{-1, 1}, true},
	{ir.Lt, []any{u(math.MaxUint32), u(1)}, false},
	{ir.Lt, []any{nan, 1.0}, false},
	{ir.Lt, []any{-inf, inf}, true},
	{ir.Le, []any{1.0, 1.0}, true},
	{ir.Le, []any{nan, nan}, false},
	{ir.Gt, []any{1, -1}, true},
	{ir.Gt, []any{1.0, nan}, false},
	{ir.Gt, []any{nan32, f(1)}, false},
	{ir.Ge, []any{nan, nan}, false},
	{ir.Ge, []any{0.0, minus0}, true},
	{ir.Ge, []any{f(2), f(3)}, false},

	{ir.Abs, []any{minus0}, 0.0},
	{ir.Abs, []any{-inf}, inf},
	{ir.Abs, []any{nan}, nan},
	{ir.Abs, []any{f(-2)}, f(2)},
	{ir.Sqrt, []any{2.0}, math.Sqrt2},
	{ir.Sqrt, []any{minus0}, minus0},
	{ir.Sqrt, []any{-1.0}, nan},
	{ir.Sqrt, []any{f(2)}, f(math.Sqrt2)},
	{ir.Floor, []any{-0.5}, -1.0},
	{ir.Floor, []any{minus0}, minus0},
	{ir.Floor, []any{f(1.5)}, f(1)},
	{ir.Ceil, []any{-0.5}, minus0},
	{ir.Ceil, []any{f(1.5)}, f(2)},
	{ir.Trunc, []any{-1.7}, -1.0},
	{ir.Trunc, []any{-0.7}, minus0},
	{ir.Trunc, []any{nan}, nan},
	{ir.Nearest, []any{0.5}, 0.0},
	{ir.Nearest, []any{1.5}, 2.0},
	{ir.Nearest, []any{-0.5}, minus0},
	{ir.Nearest, []any{0.49999999999999994}, 0.0},
	{ir.Nearest, []any{f(2.5)}, f(2)},
	{ir.Copysign, []any{3.0, minus0}, -3.0},
	{ir.Copysign, []any{-3.0, nan}, 3.0},
	{ir.Copysign, []any{-3.0, badNaN}, 3.0},
	{ir.Copysign, []any{nan, -1.0}, nan},
	{ir.Copysign, []any{f(3), minus32}, f(-3)},

	{ir.Hi, []any{1.0}, u(0x3FF00000)},
	{ir.Hi, []any{badNaN}, u(0x7FF80000)},
	{ir.Hi, []any{minus0}, u(0x80000000)},
	{ir.Lo, []any{math.SmallestNonzeroFloat64}, u(1)},
	{ir.Lo, []any{badNaN}, u(0)},
	{ir.Join, []any{u(0x3FF00000), u(0)}, 1.0},
	{ir.Join, []any{u(0xFFF00000), u(1)}, nan},
	{ir.Bits, []any{f(1)}, u(0x3F800000)},
	{ir.Bits, []any{math.Float32frombits(0xFF800001)}, u(0x7FC00000)},
	{ir.FromBits, []any{u(0x80000000)}, minus32},
	{ir.FromBits, []any{u(0xFF800001)}, nan32},

	{ir.Convert, []any{1e10}, most},
	{ir.Convert, []any{-1e10}, least},
	{ir.Convert, []any{-1.9}, -1},
	{ir.Convert, []any{2147483647.9}, most},
	{ir.Convert, []any{nan}, 0},
	{ir.Convert, []any{inf}, most},
	{ir.Convert, []any{nan32}, 0},
	{ir.Convert, []any{f(-3.5)}, -3},
	{ir.Convert, []any{-1.0}, u(0)},
	{ir.Convert, []any{4294967295.5}, u(math.MaxUint32)},
	{ir.Convert, []any{inf}, u(math.MaxUint32)},
	{ir.Convert, []any{nan}, u(0)},
	{ir.Convert, []any{-1}, u(math.MaxUint32)},
	{ir.Convert, []any{u(most)}, most},
	{ir.Convert, []any{u(1 << 31)}, ir.Overflow},
	{ir.Convert, []any{u(math.MaxUint32)}, 4294967295.0},
	{ir.Convert, []any{least}, -2147483648.0},
	{ir.Convert, []any{16777217}, f(16777216)},
	{ir.Convert, []any{u(math.MaxUint32)}, f(4294967296)},
	{ir.Convert, []any{1e300}, f(math.Inf(1))},
	{ir.Convert, []any{0.1}, f(0.1)},
	{ir.Convert, []any{badNaN}, nan32},
	{ir.Convert, []any{f(0.1)}, 0.10000000149011612},
	{ir.Convert, []any{minus32}, minus0},

	{ir.Select, []any{true, 1.0, 2.0}, 1.0},
	{ir.Select, []any{false, 1, 2}, 2},
	{ir.Bound, []any{2}, 2},
	{ir.Bound, []any{3}, ir.OutOfRange},
	{ir.Bound, []any{-1}, ir.OutOfRange},
	{ir.Lookup, []any{1}, 20.0},

	{ir.MulAdd, []any{2.0, 3.0, 4.0}, 10.0},
	{ir.MulAdd, []any{0.1, 10.0, -1.0}, 0.0},
	{ir.MulAdd, []any{f(0.1), f(10), f(-1)}, f(0)},
	{ir.MulAdd, []any{f(math.Inf(1)), f(0), f(1)}, f(math.NaN())},
}

// length is that of the array that bound and lookup of evalTests are for.
const length = 3

func TestEval(t *testing.T) {
	table := &ir.Table{Name: "t", Elem: ir.TF64, Bits: []uint64{ofFloat64(10), ofFloat64(20), ofFloat64(30)}}
	tested := map[ir.Op]bool{}
	for _, test := range evalTests {
		tested[test.op] = true
		name := fmt.Sprintf("%s %v", test.op, test.args)
		f, results := program(test.op, table, test.args, test.want)
		if err := ir.Check(&ir.Program{Funcs: []*ir.Func{f}, Tables: []*ir.Table{table}}); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, fault := Run(f, constants(test.args), 0)
		if want, ok := test.want.(ir.Fault); ok {
			if fault == nil || fault.Kind != want || fault.Pos.Line != 7 {
				t.Errorf("%s = %v, %v, want %v", name, got, fault, want)
			}
			continue
		}
		want := constant(test.want)
		if fault != nil || got[0][0] != want.Bits {
			t.Errorf("%s = %#x, %v, want %#x (%v, a %s)", name, got, fault, want.Bits, test.want, results.Type)
		}
	}
	for op := range ir.Ops {
		if info := ir.Ops[op]; info.Pure && scalarOp(ir.Op(op)) && !tested[ir.Op(op)] {
			t.Errorf("%s has no test", info.Name)
		}
	}
}

// scalarOp says that Eval is what computes op.
func scalarOp(op ir.Op) bool {
	switch op {
	case ir.Const, ir.Zero, ir.Make, ir.Part, ir.Elem, ir.Result:
		return false
	}
	return true
}

// program is a function of the operands that returns the operation on line 7.
func program(op ir.Op, table *ir.Table, args []any, want any) (*ir.Func, *ir.Value) {
	f := &ir.Func{Name: "f", Body: &ir.Block{}}
	v := &ir.Value{Op: op, Pos: ir.Pos{Line: 7}, Type: resultType(op, args, want)}
	if op == ir.Lookup {
		v.Table = table
	}
	if op == ir.Bound {
		v.Index = length
	}
	add := func(v *ir.Value) *ir.Value { f.Body.Values = append(f.Body.Values, v); return v }
	for i, a := range args {
		p := &ir.Var{Name: string(rune('a' + i)), Type: constant(a).Type}
		f.Params, f.Vars = append(f.Params, p), append(f.Vars, p)
		v.Args = append(v.Args, add(&ir.Value{Op: ir.Load, Type: p.Type, Var: p}))
	}
	if op == ir.Lookup {
		v.Args[0] = add(&ir.Value{Op: ir.Bound, Type: ir.TInt, Args: []*ir.Value{v.Args[0]}, Index: length})
	}
	add(v)
	add(&ir.Value{Op: ir.Return, Args: []*ir.Value{v}})
	f.Results = []ir.Field{{Name: "y", Type: v.Type}}
	return f, v
}

// resultType is the type of the wanted result, or where a fault is wanted, that
// of the first operand.
func resultType(op ir.Op, args []any, want any) *ir.Type {
	if _, stops := want.(ir.Fault); !stops {
		return constant(want).Type
	}
	if op == ir.Convert {
		return ir.TInt
	}
	return constant(args[0]).Type
}

func constants(args []any) []Value {
	var out []Value
	for _, a := range args {
		c := constant(a)
		if x, ok := a.(float64); ok && x != x {
			c.Bits = ir.NaN64
		}
		out = append(out, Value{c.Bits})
	}
	return out
}

func constant(x any) *ir.Value {
	switch x := x.(type) {
	case bool:
		return ir.ConstBool(x)
	case int:
		return ir.ConstInt(int32(x))
	case uint32:
		return ir.ConstUint32(x)
	case float32:
		return ir.ConstFloat32(x)
	case float64:
		return ir.ConstFloat64(x)
	}
	panic(fmt.Sprintf("%T is no operand", x))
}

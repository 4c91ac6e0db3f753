package narrow

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath"
)

func mathematics(t testing.TB) *Math {
	t.Helper()
	m, err := NewMath()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// special are arguments beside random ones.
var special = []float32{
	0, float32(math.Copysign(0, -1)), 1, -1, 0.5, -0.3, 2, 3, -7.5, 1e-9, 0.1, 100, 1e5, -1e5, 1e22, 0x1p-126, -0x1p-149,
	math.Pi, math.MaxFloat32, float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()),
}

// argument returns some argument of a type.
func argument(r *rand.Rand, t reflect.Type) reflect.Value {
	if t.Kind() == reflect.Int {
		return reflect.ValueOf(r.IntN(3) - 1)
	}
	switch r.IntN(3) {
	case 0:
		return reflect.ValueOf(special[r.IntN(len(special))])
	case 1:
		return reflect.ValueOf(float32((2*r.Float64() - 1) * 20))
	}
	return reflect.ValueOf(math.Float32frombits(r.Uint32()))
}

// bits are those of a number or truth value as the representation has them.
func bits(v reflect.Value) uint64 {
	switch x := v.Interface().(type) {
	case float32:
		return uint64(ir.BitsOf32(x))
	case int:
		return uint64(uint32(int32(x)))
	}
	if v.Bool() {
		return 1
	}
	return 0
}

// TestMathIsMath32 compares every function, lowered from its text, with the native
// build of that text, bit by bit.
func TestMathIsMath32(t *testing.T) {
	m := mathematics(t)
	if err := ir.Check(m.program); err != nil {
		t.Fatal(err)
	}
	n := 300
	if testing.Short() {
		n = 60
	}
	for name, native := range kmath.Funcs32() {
		f := m.program.Entry(name)
		if f == nil {
			t.Errorf("%s is missing", name)
			continue
		}
		r := rand.New(rand.NewPCG(1, uint64(len(name))))
		call := reflect.ValueOf(native)
		for range n {
			var in []reflect.Value
			var args []interp.Value
			for i := range call.Type().NumIn() {
				in = append(in, argument(r, call.Type().In(i)))
				args = append(args, interp.Value{bits(in[i])})
			}
			got, fault := interp.Run(f, args, 1e5)
			if fault != nil {
				t.Fatalf("%s(%v): %v", name, in, fault)
			}
			for i, want := range call.Call(in) {
				if got[i][0] != bits(want) {
					t.Errorf("%s(%v): result %d is %#x, want %#x", name, in, i, got[i][0], bits(want))
				}
			}
		}
	}
}

// TestModOfInexactDivision computes remainders with quotients that are wrong in
// the last bits, as those of a GPU may be.
func TestModOfInexactDivision(t *testing.T) {
	for _, factor := range []float32{1 - 0x1p-22, 1 + 0x1p-22} {
		f := ir.Clone(mathematics(t).program).Entry("Mod")
		divisions := 0
		f.Body.Walk(func(v *ir.Value) {
			if v.Op == ir.Call {
				divisions += disturb(v.Func.Body, factor)
			}
		})
		if divisions == 0 {
			t.Fatal("no division was found")
		}
		r := rand.New(rand.NewPCG(3, 3))
		for range 500 {
			y := float32(1 + r.IntN(1000))
			x := y * float32(r.IntN(4000)) // often just a multiple
			if r.IntN(2) == 0 {
				x += float32(r.IntN(1000))
			}
			got, fault := interp.Run(f, []interp.Value{{bits(reflect.ValueOf(x))}, {bits(reflect.ValueOf(y))}}, 1000)
			if want := float32(math.Mod(float64(x), float64(y))); fault != nil || got[0][0] != bits(reflect.ValueOf(want)) {
				t.Errorf("%v mod %v = %#x, %v, want %v", x, y, got, fault, want)
			}
		}
	}
}

// disturb multiplies dividends by a factor, and returns how many.
func disturb(b *ir.Block, factor float32) (n int) {
	var out []*ir.Value
	for _, v := range b.Values {
		for _, inner := range v.Blocks {
			n += disturb(inner, factor)
		}
		if v.Op == ir.Div {
			c := ir.ConstFloat32(factor)
			product := &ir.Value{Op: ir.Mul, Type: ir.TF32, Args: []*ir.Value{v.Args[0], c}}
			out = append(out, c, product)
			v.Args[0] = product
			n++
		}
		out = append(out, v)
	}
	b.Values = out
	return n
}

package rt

import (
	"math"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
)

var (
	ints    = []int{0, 1, -1, 2, -2, 3, 7, 31, 32, 33, 46340, 46341, 65536, math.MaxInt32 - 1, math.MaxInt32, math.MinInt32, math.MinInt32 + 1}
	uints   = []uint32{0, 1, 2, 31, 32, 33, 65535, 65536, 1<<31 - 1, 1 << 31, 1<<32 - 1}
	doubles = []float64{
		0, math.Copysign(0, -1), 0.5, -0.5, 0.999, -0.999, 1, -1, 1.5, 1e10, -1e10, 2147483646.9, 2147483647, 2147483647.9, 2147483648, 2147483649,
		-2147483648, -2147483648.9, -2147483649, 4294967294.9, 4294967295, 4294967295.9, 4294967296, 1e300, 5e-324, math.Inf(1), math.Inf(-1), math.NaN(),
		math.Float64frombits(0xFFF8000000000001),
	}
)

// check compares what f returns or stops with with what the interpreter says of
// an operation.
func check(t *testing.T, v *ir.Value, bits func() uint64, args ...uint64) {
	t.Helper()
	var got uint64
	fault := ir.NoFault
	if err := Run(func() { got = bits() }); err != nil {
		fault = err.(Stop).Fault
	}
	want, wantFault, ok := interp.Eval(v, args...)
	if !ok {
		t.Fatalf("%s is no operation of the interpreter", v.Op)
	}
	if fault != wantFault || fault == ir.NoFault && got != want {
		t.Errorf("%s of %v to %s = %#x, %q; want %#x, %q", v.Op, args, v.Type, got, fault, want, wantFault)
	}
}

func operation(op ir.Op, result *ir.Type, args ...*ir.Type) *ir.Value {
	v := &ir.Value{Op: op, Type: result}
	for _, t := range args {
		v.Args = append(v.Args, &ir.Value{Op: ir.Zero, Type: t})
	}
	return v
}

func ofInt(i int) uint64 { return uint64(uint32(int32(i))) }

func TestInt(t *testing.T) {
	for _, x := range ints {
		for _, y := range ints {
			for op, f := range map[ir.Op]func(x, y int, at string) int{ir.Add: AddInt, ir.Sub: SubInt, ir.Mul: MulInt, ir.Div: DivInt, ir.Rem: RemInt} {
				check(t, operation(op, ir.TInt, ir.TInt, ir.TInt), func() uint64 { return ofInt(f(x, y, "")) }, ofInt(x), ofInt(y))
			}
			shl := func() uint64 { return ofInt(ShlInt(x, Count(y, ""), "")) }
			check(t, operation(ir.Shl, ir.TInt, ir.TInt, ir.TInt), shl, ofInt(x), ofInt(y))
			shr := func() uint64 { return ofInt(x >> Count(y, "")) }
			check(t, operation(ir.Shr, ir.TInt, ir.TInt, ir.TInt), shr, ofInt(x), ofInt(y))
		}
		check(t, operation(ir.Neg, ir.TInt, ir.TInt), func() uint64 { return ofInt(NegInt(x, "")) }, ofInt(x))
		for _, n := range []int{0, 1, 3} {
			bound := operation(ir.Bound, ir.TInt, ir.TInt)
			bound.Index = n
			check(t, bound, func() uint64 { return ofInt(Index(x, n, "")) }, ofInt(x))
		}
	}
}

func TestUint32(t *testing.T) {
	for _, x := range uints {
		for _, y := range uints {
			check(t, operation(ir.Div, ir.TUint32, ir.TUint32, ir.TUint32), func() uint64 { return uint64(DivUint32(x, y, "")) }, uint64(x), uint64(y))
			check(t, operation(ir.Rem, ir.TUint32, ir.TUint32, ir.TUint32), func() uint64 { return uint64(RemUint32(x, y, "")) }, uint64(x), uint64(y))
			check(t, operation(ir.Join, ir.TF64, ir.TUint32, ir.TUint32), func() uint64 { return ir.BitsOf(Join(x, y)) }, uint64(x), uint64(y))
		}
		check(t, operation(ir.Convert, ir.TInt, ir.TUint32), func() uint64 { return ofInt(IntOf(x, "")) }, uint64(x))
	}
}

func TestFloat(t *testing.T) {
	for _, x := range doubles {
		bits := ir.BitsOf(x)
		check(t, operation(ir.Convert, ir.TInt, ir.TF64), func() uint64 { return ofInt(ToInt(x)) }, bits)
		check(t, operation(ir.Convert, ir.TUint32, ir.TF64), func() uint64 { return uint64(ToUint32(x)) }, bits)
		check(t, operation(ir.Hi, ir.TUint32, ir.TF64), func() uint64 { return uint64(Hi(x)) }, bits)
		check(t, operation(ir.Lo, ir.TUint32, ir.TF64), func() uint64 { return uint64(Lo(x)) }, bits)
		check(t, operation(ir.Bits, ir.TUint32, ir.TF32), func() uint64 { return uint64(Bits(float32(x))) }, uint64(ir.BitsOf32(float32(x))))
		for _, y := range doubles {
			check(t, operation(ir.Copysign, ir.TF64, ir.TF64, ir.TF64), func() uint64 { return ir.BitsOf(Copysign(x, y)) }, bits, ir.BitsOf(y))
		}
		if got := math.Float64bits(Canonical(x)); got != bits {
			t.Errorf("Canonical(%v) = %#x, want %#x", x, got, bits)
		}
	}
}

func TestMeter(t *testing.T) {
	m := &Meter{Left: 2}
	err := Run(func() {
		for {
			m.Tick("reward.go:3:2")
		}
	})
	if want := (Stop{ir.OutOfFuel, "reward.go:3:2"}); err != want {
		t.Errorf("a loop without end: %v, want %v", err, want)
	}
	if !strings.HasPrefix(err.Error(), "reward.go:3:2: ") {
		t.Errorf("the error does not begin with its place: %v", err)
	}
}

// TestInlined wants the compiler to inline every function that emitted source
// calls where nothing stops.
func TestInlined(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command to ask what it inlines")
	}
	text, err := exec.Command("go", "build", "-gcflags=-m=2", ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	can := map[string]bool{}
	for _, m := range regexp.MustCompile(`can inline (\S+)( with|\[)`).FindAllStringSubmatch(string(text), -1) {
		can[m[1]] = true
	}
	for _, name := range []string{
		"AddInt", "SubInt", "MulInt", "NegInt", "DivInt", "RemInt", "DivUint32", "RemUint32", "Count", "ShlInt", "Index",
		"ToInt", "ToUint32", "IntOf", "Copysign", "Hi", "Lo", "Join", "Bits", "Canonical", "Column", "(*Meter).Tick",
	} {
		if !can[name] {
			t.Errorf("the compiler does not inline %s", name)
		}
	}
}

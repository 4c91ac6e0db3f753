package narrow

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/irtest"
	"github.com/rewardsmith/rewardsmith/internal/kernel/pass"
)

func parse(t *testing.T, text string) *ir.Program {
	t.Helper()
	p, err := ir.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(p); err != nil {
		t.Fatal(err)
	}
	return p
}

const wide = `type pair {X f64, N int}

table t [3]f64 { 0.1, 1e+300, -1e-300 }

func unused(x f64) (y f64) {
  %1 = load x
  %2 = hi %1
  %3 = convert f64 %2
  return %3
}

func f(p pair, a [2]f64, n int) (y f64, z f32, q pair) entry F {
  var v f64
  %1 = load p.0
  %2 = const f64 0.1
  %3 = mul f64 %1, %2
  %4 = convert f32 %3
  %5 = convert f64 %4
  %6 = load n
  %7 = bound %6, 3
  %8 = lookup f64 t[%7]
  %9 = add f64 %5, %8
  store v, %9
  %10 = convert int %9
  %11 = const f64 1e+300
  %12 = gt %9, %11
  if %12 {
    trap unreachable
  }
  %13 = make pair %9, %10
  return %9, %4, %13
}
`

const narrowed = `type pair {X f32, N int}

table t [3]f32 { 0.1, 3.4028235e+38, -1.1754944e-38 }

func f(p pair, a [2]f32, n int) (y f32, z f32, q pair) entry F {
  var v f32
  %1 = load p.0
  %2 = const f32 0.1
  %3 = mul f32 %1, %2
  %4 = load n
  %5 = bound %4, 3
  %6 = lookup f32 t[%5]
  %7 = add f32 %3, %6
  store v, %7
  %8 = convert int %7
  %9 = const f32 3.4028235e+38
  %10 = gt %7, %9
  if %10 {
    trap unreachable
  }
  %11 = make pair %7, %8
  return %7, %3, %11
}
`

// TestProgram compares the text of a narrow form with what it should be, and holds
// the program that it is made of to be as it was.
func TestProgram(t *testing.T) {
	p := parse(t, wide)
	before := p.String()
	got, err := mathematics(t).Program(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(got); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(narrowed, got.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if p.String() != before {
		t.Error("the program itself has changed")
	}
}

func TestMathIsReplaced(t *testing.T) {
	p := parse(t, "func \"math.Sin\"(x f64) (y f64) {\n %1 = load x\n return %1\n}\n"+
		"func f(x f64) (y f64) entry F {\n %1 = load x\n %2 = call \"math.Sin\"(%1)\n %3 = result f64 %2, 0\n return %3\n}\n")
	got, err := mathematics(t).Program(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := ir.Check(got); err != nil {
		t.Fatal(err)
	}
	for _, f := range got.Funcs {
		if f.Entry != "" != (f.Name == "f") {
			t.Errorf("%s is the entry %q", f.Name, f.Entry)
		}
	}
	out, fault := interp.Row(got.Entry("F"), []float64{2}, 1000)
	if want := float64(float32(math.Sin(2))); fault != nil || out[0] != want {
		t.Errorf("sine of 2 is %v, %v, want %v", out, fault, want)
	}
}

func TestWhatHasNoNarrowForm(t *testing.T) {
	tests := []struct{ text, want string }{
		{"func f(x f64) (u u32) entry F {\n %1 = load x\n %2 = hi %1\n return %2\n}\n", "f: hi at"},
		{"func f(u u32) (x f64) entry F {\n %1 = load u\n %2 = join %1, %1\n return %2\n}\n", "f: join at"},
		{"func \"math.Other\"() {\n}\nfunc f() entry F {\n %1 = call \"math.Other\"()\n}\n", "math.Other at"},
	}
	for _, test := range tests {
		if _, err := mathematics(t).Program(parse(t, test.text)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %q", test.text, err, test.want)
		}
	}
}

func TestRound(t *testing.T) {
	tests := []struct {
		x    float64
		want float32
		why  string
	}{
		{0.1, 0.1, "to nearest"},
		{math.MaxFloat64, math.MaxFloat32, "what is finite stays so"},
		{-1e39, -math.MaxFloat32, "likewise"},
		{math.Inf(1), float32(math.Inf(1)), "infinity"},
		{1e-300, 0x1p-126, "what is not zero stays so"},
		{-0x1p-149, -0x1p-126, "also where float32 has subnormal numbers"},
		{math.Copysign(0, -1), float32(math.Copysign(0, -1)), "the sign of zero"},
		{math.NaN(), float32(math.NaN()), "NaN"},
	}
	for _, test := range tests {
		if got := round(test.x); ir.BitsOf32(got) != ir.BitsOf32(test.want) {
			t.Errorf("round(%v) = %v, want %v: %s", test.x, got, test.want, test.why)
		}
	}
}

// TestRandomPrograms narrows programs made by chance. What they yield is another
// number than before, but the passes must not change it.
func TestRandomPrograms(t *testing.T) {
	m := mathematics(t)
	n := uint64(100)
	if testing.Short() {
		n = 30
	}
	for seed := range n {
		r := rand.New(rand.NewPCG(seed, 5))
		p := irtest.Program(r)
		for _, f := range p.Funcs {
			f.Body.Walk(func(v *ir.Value) {
				if v.Op == ir.Hi || v.Op == ir.Lo || v.Op == ir.Join { // these have no narrow form
					v.Op, v.Args = ir.Convert, v.Args[:1]
				}
			})
		}
		got, err := m.Program(p)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if err := ir.Check(got); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if strings.Contains(got.String(), "f64") {
			t.Fatalf("seed %d has f64:\n%s", seed, got)
		}
		row := irtest.Row(r, got.Entry("Entry"))
		want, fault := interp.Row(got.Entry("Entry"), row, 2000)
		if fault != nil {
			continue
		}
		out, fault := interp.Row(pass.Optimise(got).Entry("Entry"), row, 2000)
		same := func(a, b float64) bool { return ir.BitsOf(a) == ir.BitsOf(b) }
		if fault != nil || !slices.EqualFunc(out, want, same) {
			t.Errorf("seed %d: optimised %v, %v, want %v", seed, out, fault, want)
		}
	}
}

package front_test

import (
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/front"
	"github.com/rewardsmith/rewardsmith/internal/kernel/ir/interp"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath"
	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// arguments to which functions of math are applied.
var arguments = []float64{
	0, math.Copysign(0, -1), 1, -1, 0.5, -0.3, 2, 3, -7.5, 1e-9, 0.1, 100, 1e5, -1e5, 1e22, 1e300, -1e-300, 5e-324,
	math.Pi, math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN(),
}

// TestMathIsMath64 lowers every function of package math and compares it with
// the native build of the package that has its bodies, bit by bit.
func TestMathIsMath64(t *testing.T) {
	lib := library(t)
	native := kmath.Funcs64()
	for name := range source.MathFuncs() {
		switch f := native[name].(type) {
		case func(float64) float64:
			p := mathUnit(t, lib, name, "(x float64) float64", "(x)")
			for _, x := range arguments {
				equal(t, p, name, []float64{x}, f(x))
			}
		case func(float64, float64) float64:
			p := mathUnit(t, lib, name, "(x, y float64) float64", "(x, y)")
			for _, x := range arguments {
				for _, y := range arguments {
					equal(t, p, name, []float64{x, y}, f(x, y))
				}
			}
		case func(float64, float64, float64) float64:
			p := mathUnit(t, lib, name, "(x, y, z float64) float64", "(x, y, z)")
			for _, x := range arguments {
				for _, y := range arguments[:12] {
					equal(t, p, name, []float64{x, y, x + 1}, f(x, y, x+1))
				}
			}
		case func(float64) (float64, float64):
			p := mathUnit(t, lib, name, "(x float64) (float64, float64)", "(x)")
			for _, x := range arguments {
				a, b := f(x)
				equal(t, p, name, []float64{x}, a, b)
			}
		case func(float64) bool:
			p := mathUnit(t, lib, name, "(x float64) bool", "(x)")
			for _, x := range arguments {
				want := 0.0
				if f(x) {
					want = 1
				}
				equal(t, p, name, []float64{x}, want)
			}
		case func() float64, func(int) float64, func(float64, int) bool:
			// Inf, NaN and IsInf, which others use.
		default:
			t.Errorf("math.%s has type %T", name, f)
		}
	}
}

func mathUnit(t *testing.T, lib *front.Library, name, signature, args string) *interpreted {
	t.Helper()
	text := "package p\n\nimport \"math\"\n\nfunc F" + signature + " { return math." + name + args + " }\n"
	p := lowered(t, lib, front.Unit{
		Packages: []front.Package{{Path: "p", Files: []front.File{{Name: "p.go", Text: text}}}},
		Entries:  []front.Entry{{Package: "p", Func: "F", Name: "f"}},
	})
	if p == nil {
		t.FailNow()
	}
	return &interpreted{func(in []float64) ([]float64, *interp.Fault) { return interp.Row(p.Entry("f"), in, 1e6) }}
}

// interpreted is an entry that the interpreter runs.
type interpreted struct {
	run func(in []float64) ([]float64, *interp.Fault)
}

func equal(t *testing.T, p *interpreted, name string, in []float64, want ...float64) {
	t.Helper()
	got, fault := p.run(in)
	if fault != nil {
		t.Errorf("%s%v: %v", name, in, fault)
		return
	}
	for i, w := range want {
		if math.Float64bits(got[i]) != math.Float64bits(w) && (got[i] == got[i] || w == w) {
			t.Errorf("%s%v = %v, want %v", name, in, got, want)
		}
	}
}

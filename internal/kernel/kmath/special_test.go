package kmath_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath"
	"github.com/rewardsmith/rewardsmith/internal/kernel/source"
)

// edges are the arguments for which package math documents special cases, and
// their neighbours.
var edges = []float64{
	0, math.Copysign(0, -1), 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 4, -7, 1e9, -1e9, 1<<53 - 1, -(1<<53 - 1), 0x1p63, -0x1p63,
	0x1p64, -0x1p64, 0x1p53 + 2, 1e300, -1e300, math.MaxFloat64, -math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN(),
	0x1p-1074, -0x1p-1074, 0x1p-1022, -0x1p-1022, 0x1p-1022 - 0x1p-1074, 1e-300, -1e-300, 0x1p-60, 1 + 0x1p-52, 1 - 0x1p-53, -1 - 0x1p-52, -1 + 0x1p-53,
	709.79, 710, -745.2, -746, 171.5, 172, -180.5, -181.5, -200.5, -201.5, 1024, -1075, 30, -40,
}

// special reports whether v is one of the values that special cases have: they
// are compared exactly, others by accuracy tests.
func special(v float64) bool {
	return v == 0 || math.Abs(v) == 1 || math.IsInf(v, 0) || math.IsNaN(v) || math.Abs(v) == math.Pi || math.Abs(v) == math.Pi/2
}

func same(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || a == b && math.Signbit(a) == math.Signbit(b)
}

// agree reports whether got will do for what package math gives: the same
// special value, or a value near it.
func agree(got, want float64) bool {
	if special(want) || special(got) {
		return same(got, want) || math.Abs(got-want) < 1e-15*math.Abs(want) || math.Abs(got-want) < 1e-322
	}
	return math.Abs(got-want) <= 1e-13*math.Abs(want)+1e-322
}

func TestSpecialCases64(t *testing.T) {
	theirs := source.MathFuncs()
	for name, f := range kmath.Funcs64() {
		switch f := f.(type) {
		case func(float64) float64:
			g := theirs[name].(func(float64) float64)
			for _, x := range edges {
				if got, want := f(x), g(x); !agree(got, want) && !known(name, x, 0) {
					t.Errorf("%s(%v) = %v, want %v", name, x, got, want)
				}
			}
		case func(x, y float64) float64:
			g := theirs[name].(func(x, y float64) float64)
			for _, x := range edges {
				for _, y := range edges {
					if got, want := f(x, y), g(x, y); !agree(got, want) && !known(name, x, y) {
						t.Errorf("%s(%v, %v) = %v, want %v", name, x, y, got, want)
					}
				}
			}
		case func(float64) (float64, float64):
			g := theirs[name].(func(float64) (float64, float64))
			for _, x := range edges {
				a, b := f(x)
				c, d := g(x)
				if !agree(a, c) || !agree(b, d) {
					t.Errorf("%s(%v) = %v, %v, want %v, %v", name, x, a, b, c, d)
				}
			}
		}
	}
}

// TestSpecialCases32 compares math32 with math64 rounded: at special arguments
// the two are the same.
func TestSpecialCases32(t *testing.T) {
	for name := range kmath.Funcs32() {
		var ours, theirs func(x, y float64) float64
		two := false
		switch kmath.Funcs32()[name].(type) {
		case func(float32) float32:
			ours, theirs = call32(name), call64(name)
		case func(x, y float32) float32:
			ours, theirs, two = call32(name), call64(name), true
		default:
			continue
		}
		for _, x := range edges32 {
			for _, y := range edges32 {
				got, want := ours(x, y), float64(float32(theirs(x, y)))
				near := got == want || math.Abs(got-want) <= 4e-7*math.Abs(want)+0x1p-149
				if !same(got, want) && (!near || math.Signbit(got) != math.Signbit(want)) {
					t.Errorf("%s(%v, %v) = %v, want %v", name, x, y, got, want)
				}
				if !two {
					break
				}
			}
		}
	}
}

// edges32 are edges for float32.
var edges32 = []float64{
	0, math.Copysign(0, -1), 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 4, -7, 1e9, -1e9, 1<<24 - 1, -(1<<24 - 1), 0x1p24 + 2, 0x1p40, -0x1p40,
	0x1p63, 0x1p100, -0x1p100, math.MaxFloat32, -math.MaxFloat32, math.Inf(1), math.Inf(-1), math.NaN(), 0x1p-149, -0x1p-149, 0x1p-126, -0x1p-126,
	0x1p-126 - 0x1p-149, 0x1p-100, -0x1p-100, 0x1p-31, 1 + 0x1p-23, 1 - 0x1p-24, -1 - 0x1p-23, -1 + 0x1p-24, 88.75, -104.5, 35, 36, -40.5, -41.5, -45.5, -46.5, 128, -150,
}

// known lists where package math is wrong, on some CPU, and the reference
// agrees with us.
func known(name string, x, y float64) bool {
	switch name {
	case "Signbit", "Copysign":
		return math.IsNaN(x) || math.IsNaN(y) // a NaN has no sign here
	case "Pow": // the error of its repeated squares grows with y
		return math.Abs(math.Abs(x)-1) < 0x1p-50 && math.Abs(y) > 0x1p40
	case "Sinh", "Cosh": // e^x overflows before half of it
		return math.Abs(x) > 709.78 && math.Abs(x) < 710.4
	case "Log", "Log10": // subnormal numbers on amd64
		return x < 0x1p-1022
	case "Log2": // a difference beside 1
		return math.Abs(x-1) < 0x1p-50
	case "Atan2": // called with y, x: a quotient that underflows loses its sign
		return y < 0 && x/y == 0
	}
	return false
}

// TestExact64 compares what is exact in both, bit for bit, over random bits and
// over arguments close to one another.
func TestExact64(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	theirs := source.MathFuncs()
	ours := kmath.Funcs64()
	one := []string{"Abs", "Ceil", "Floor", "Round", "RoundToEven", "Sqrt", "Trunc"}
	two := []string{"Copysign", "Dim", "Max", "Min", "Mod", "Remainder"}
	for range count(4000) {
		x, y, z := bitsOf(r), bitsOf(r), bitsOf(r)
		if r.IntN(2) == 0 {
			y = r.NormFloat64() * 10
			x = y * math.Exp2(float64(r.IntN(80))) * (1 + r.Float64())
		}
		if r.IntN(3) == 0 {
			x = math.Round(x*4) / 4
		}
		for _, name := range one {
			got, want := ours[name].(func(float64) float64)(x), theirs[name].(func(float64) float64)(x)
			if !same(got, want) {
				t.Fatalf("%s(%v) = %v, want %v", name, x, got, want)
			}
		}
		for _, name := range two {
			got, want := ours[name].(func(x, y float64) float64)(x, y), theirs[name].(func(x, y float64) float64)(x, y)
			if !same(got, want) {
				t.Fatalf("%s(%v, %v) = %v, want %v", name, x, y, got, want)
			}
		}
		switch r.IntN(4) {
		case 0: // the sum cancels
			z = -x * y * (1 + float64(r.IntN(5)-2)*0x1p-52)
		case 1: // a result that is or was subnormal
			y = math.Ldexp(y/math.Ldexp(1, math.Ilogb(y)), -1040+r.IntN(60)-math.Ilogb(x))
			z = math.Ldexp(1+r.Float64(), -1074+r.IntN(60))
		case 2: // alike in magnitude
			z = math.Ldexp(x*y, r.IntN(220)-110) * (r.Float64() - 0.5)
		}
		f := ours["FMA"].(func(x, y, z float64) float64)
		if got, want := f(x, y, z), math.FMA(x, y, z); !same(got, want) {
			t.Fatalf("FMA(%b, %b, %b) = %b, want %b", x, y, z, got, want)
		}
		whole, frac := ours["Modf"].(func(float64) (float64, float64))(x)
		if w, f := math.Modf(x); !same(whole, w) || !same(frac, f) {
			t.Fatalf("Modf(%v) = %v, %v, want %v, %v", x, whole, frac, w, f)
		}
	}
}

// TestExact32 compares what is exact in both with math64, whose results are
// exact for arguments of 24 bits too; FMA is compared with the product and the
// sum in 320 bits.
func TestExact32(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	one := []string{"Abs", "Ceil", "Floor", "Round", "RoundToEven", "Sqrt", "Trunc"}
	two := []string{"Copysign", "Dim", "Max", "Min", "Mod", "Remainder"}
	fma := kmath.Funcs32()["FMA"].(func(x, y, z float32) float32)
	modf := kmath.Funcs32()["Modf"].(func(float32) (float32, float32))
	for range count(4000) {
		x, y, z := bitsOf32(r), bitsOf32(r), bitsOf32(r)
		if r.IntN(2) == 0 {
			y = float32(r.NormFloat64() * 10)
			x = y * float32(math.Exp2(float64(r.IntN(60)))) * (1 + r.Float32())
		}
		if r.IntN(3) == 0 {
			x = float32(math.Round(float64(x)*4) / 4)
		}
		for _, name := range one {
			if got, want := call32(name)(float64(x), 0), float64(float32(call64(name)(float64(x), 0))); !same(got, want) {
				t.Fatalf("%s(%v) = %v, want %v", name, x, got, want)
			}
		}
		for _, name := range two {
			if got, want := call32(name)(float64(x), float64(y)), float64(float32(call64(name)(float64(x), float64(y)))); !same(got, want) {
				t.Fatalf("%s(%v, %v) = %v, want %v", name, x, y, got, want)
			}
		}
		switch r.IntN(4) {
		case 0:
			z = -x * y * (1 + float32(r.IntN(5)-2)*0x1p-23)
		case 1:
			y = float32(math.Ldexp(1+r.Float64(), -135+r.IntN(40)-math.Ilogb(float64(x))))
			z = float32(math.Ldexp(1+r.Float64(), -149+r.IntN(40)))
		case 2:
			z = float32(math.Ldexp(float64(x*y), r.IntN(120)-60)) * (r.Float32() - 0.5)
		}
		if math.Abs(float64(x)) > math.MaxFloat32 || math.Abs(float64(y)) > math.MaxFloat32 || math.Abs(float64(z)) > math.MaxFloat32 {
			continue
		}
		big1 := func(v float32) *big.Float { return new(big.Float).SetPrec(700).SetFloat64(float64(v)) }
		sum := big1(x)
		sum.Add(sum.Mul(sum, big1(y)), big1(z))
		want, _ := sum.Float32()
		if got := fma(x, y, z); got != want {
			t.Fatalf("FMA(%b, %b, %b) = %b, want %b", x, y, z, got, want)
		}
		whole, frac := modf(x)
		if w, f := math.Modf(float64(x)); !same(float64(whole), w) || !same(float64(frac), f) {
			t.Fatalf("Modf(%v) = %v, %v, want %v, %v", x, whole, frac, w, f)
		}
	}
}

// bitsOf32 returns a finite float32 of random bits.
func bitsOf32(r *rand.Rand) float32 {
	for {
		if x := math.Float32frombits(r.Uint32()); math.Abs(float64(x)) <= math.MaxFloat32 {
			return x
		}
	}
}

// bitsOf returns a finite number of random bits.
func bitsOf(r *rand.Rand) float64 {
	for {
		if x := math.Float64frombits(r.Uint64()); !math.IsInf(x, 0) && !math.IsNaN(x) {
			return x
		}
	}
}

// TestFuncs32AreFuncs64 compares the types, but for the size of the numbers.
func TestFuncs32AreFuncs64(t *testing.T) {
	ours := kmath.Funcs32()
	for name, f := range kmath.Funcs64() {
		got := strings.ReplaceAll(fmt.Sprintf("%T", ours[name]), "float32", "float64")
		if want := fmt.Sprintf("%T", f); got != want {
			t.Errorf("%s has type %v, want %v", name, got, want)
		}
	}
	if got, want := len(ours), len(kmath.Funcs64()); got != want {
		t.Errorf("%d functions, want %d", got, want)
	}
}

// TestFuncsAreMathFuncs compares names and types with what programs are checked
// against.
func TestFuncsAreMathFuncs(t *testing.T) {
	ours := kmath.Funcs64()
	for name, f := range source.MathFuncs() {
		if got, want := reflect.TypeOf(ours[name]), reflect.TypeOf(f); got != want {
			t.Errorf("%s has type %v, want %v", name, got, want)
		}
		delete(ours, name)
	}
	for name := range ours {
		t.Errorf("%s is none of the declared functions", name)
	}
	for _, sign := range []int{-1, 0, 1} {
		if got, want := kmath.Funcs64()["Inf"].(func(int) float64)(sign), math.Inf(sign); got != want {
			t.Errorf("Inf(%d) = %v, want %v", sign, got, want)
		}
		for _, x := range edges {
			if got, want := kmath.Funcs64()["IsInf"].(func(float64, int) bool)(x, sign), math.IsInf(x, sign); got != want {
				t.Errorf("IsInf(%v, %d) = %v", x, sign, got)
			}
		}
	}
	for _, x := range edges {
		if got, want := kmath.Funcs64()["IsNaN"].(func(float64) bool)(x), math.IsNaN(x); got != want {
			t.Errorf("IsNaN(%v) = %v", x, got)
		}
		if got, want := kmath.Funcs64()["Signbit"].(func(float64) bool)(x), math.Signbit(x); got != want {
			t.Errorf("Signbit(%v) = %v", x, got)
		}
	}
}

// TestSincos compares the pair with the two functions, bit for bit.
func TestSincos(t *testing.T) {
	sincos := kmath.Funcs64()["Sincos"].(func(float64) (sin, cos float64))
	sincos32 := kmath.Funcs32()["Sincos"].(func(float32) (sin, cos float32))
	r := rand.New(rand.NewPCG(9, 10))
	for range count(4000) {
		x := bitsOf(r)
		if r.IntN(2) == 0 {
			x = r.NormFloat64() * 100
		}
		if s, c := sincos(x); !same(s, call64("Sin")(x, 0)) || !same(c, call64("Cos")(x, 0)) {
			t.Fatalf("Sincos(%v) = %v, %v", x, s, c)
		}
		x = float64(float32(x))
		if s, c := sincos32(float32(x)); !same(float64(s), call32("Sin")(x, 0)) || !same(float64(c), call32("Cos")(x, 0)) {
			t.Fatalf("math32: Sincos(%v) = %v, %v", x, s, c)
		}
	}
}

// TestBoundsHoldWhatWasFound keeps the two columns of each bound in order.
func TestBoundsHoldWhatWasFound(t *testing.T) {
	for _, b := range kmath.Accuracy() {
		if b.Found64 > b.Ulps64 || b.Found32 > b.Ulps32 {
			t.Errorf("%s: found %v and %v ulp, bounds are %v and %v", b.Name, b.Found64, b.Found32, b.Ulps64, b.Ulps32)
		}
		if _, ok := kmath.Funcs64()[b.Name]; !ok {
			t.Errorf("%s is no function", b.Name)
		}
	}
	if got, want := len(kmath.Accuracy()), len(kmath.Funcs64()); got != want {
		t.Errorf("%d bounds, want %d", got, want)
	}
}

package kmath_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath"
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math64"
)

// sink keeps results alive.
var sink float64

// arguments returns 1024 numbers drawn uniformly from [low, high).
func arguments(low, high float64) []float64 {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]float64, 1024)
	for i := range out {
		out[i] = low + (high-low)*r.Float64()
	}
	return out
}

// BenchmarkOne compares functions of one argument with package math.
func BenchmarkOne(b *testing.B) {
	for _, c := range []struct {
		name         string
		low, high    float64
		ours, theirs func(float64) float64
	}{
		{"Abs", -1, 1, math64.Abs, math.Abs}, {"Acos", -1, 1, math64.Acos, math.Acos}, {"Acosh", 1, 10, math64.Acosh, math.Acosh},
		{"Asin", -1, 1, math64.Asin, math.Asin}, {"Asinh", -5, 5, math64.Asinh, math.Asinh}, {"Atan", -5, 5, math64.Atan, math.Atan},
		{"Atanh", -1, 1, math64.Atanh, math.Atanh}, {"Cbrt", -10, 10, math64.Cbrt, math.Cbrt}, {"Ceil", -10, 10, math64.Ceil, math.Ceil},
		{"Cos", -10, 10, math64.Cos, math.Cos}, {"CosSmall", -0.7, 0.7, math64.Cos, math.Cos}, {"Cosh", -5, 5, math64.Cosh, math.Cosh},
		{"Erf", -3, 3, math64.Erf, math.Erf}, {"Erfc", -3, 3, math64.Erfc, math.Erfc},
		{"Exp", -10, 2, math64.Exp, math.Exp}, {"Exp2", -10, 2, math64.Exp2, math.Exp2}, {"Expm1", -2, 2, math64.Expm1, math.Expm1},
		{"Floor", -10, 10, math64.Floor, math.Floor}, {"Gamma", 0, 20, math64.Gamma, math.Gamma}, {"Log", 0, 10, math64.Log, math.Log},
		{"Log10", 0, 10, math64.Log10, math.Log10}, {"Log1p", -1, 2, math64.Log1p, math.Log1p}, {"Log2", 0, 10, math64.Log2, math.Log2},
		{"Round", -10, 10, math64.Round, math.Round}, {"RoundToEven", -10, 10, math64.RoundToEven, math.RoundToEven},
		{"Sin", -10, 10, math64.Sin, math.Sin}, {"SinSmall", -0.7, 0.7, math64.Sin, math.Sin}, {"SinHuge", 1e15, 1e16, math64.Sin, math.Sin},
		{"Sinh", -5, 5, math64.Sinh, math.Sinh}, {"Sqrt", 0, 10, math64.Sqrt, math.Sqrt}, {"Tan", -10, 10, math64.Tan, math.Tan},
		{"Tanh", -3, 3, math64.Tanh, math.Tanh}, {"TanhSmall", -0.5, 0.5, math64.Tanh, math.Tanh}, {"Trunc", -10, 10, math64.Trunc, math.Trunc},
	} {
		xs := arguments(c.low, c.high)
		loop(b, c.name+"/package=math64", xs, c.ours)
		loop(b, c.name+"/package=math", xs, c.theirs)
		narrow := make([]float32, len(xs))
		for i, x := range xs {
			narrow[i] = float32(x)
		}
		name := strings.TrimSuffix(strings.TrimSuffix(c.name, "Small"), "Huge")
		loop(b, c.name+"/package=math32", narrow, kmath.Funcs32()[name].(func(float32) float32))
	}
}

// loop measures f, calls following one another without waiting for results.
func loop[T float32 | float64](b *testing.B, name string, xs []T, f func(T) T) {
	b.Run(name, func(b *testing.B) {
		var sum T
		for i := 0; i < b.N; i++ {
			sum += f(xs[i&1023])
		}
		sink = float64(sum)
	})
}

// BenchmarkTwo compares functions of two arguments with package math.
func BenchmarkTwo(b *testing.B) {
	for _, c := range []struct {
		name         string
		low, high    float64
		ours, theirs func(x, y float64) float64
	}{
		{"Atan2", -1, 1, math64.Atan2, math.Atan2}, {"Hypot", -1, 1, math64.Hypot, math.Hypot}, {"Max", -1, 1, math64.Max, math.Max},
		{"Mod", 0, 10, math64.Mod, math.Mod}, {"Pow", 0, 5, math64.Pow, math.Pow}, {"Remainder", 0, 10, math64.Remainder, math.Remainder},
	} {
		xs := arguments(c.low, c.high)
		for _, side := range []struct {
			name string
			f    func(x, y float64) float64
		}{{"math64", c.ours}, {"math", c.theirs}} {
			b.Run(c.name+"/package="+side.name, func(b *testing.B) {
				sum := 0.0
				for i := 0; i < b.N; i++ {
					sum += side.f(xs[i&1023], xs[(i+1)&1023])
				}
				sink = sum
			})
		}
	}
}

// BenchmarkFMA is beside the instruction that package math has on this CPU.
func BenchmarkFMA(b *testing.B) {
	xs := arguments(-1, 1)
	for _, side := range []struct {
		name string
		f    func(x, y, z float64) float64
	}{{"math64", math64.FMA}, {"math", math.FMA}} {
		b.Run("package="+side.name, func(b *testing.B) {
			sum := 0.0
			for i := 0; i < b.N; i++ {
				sum += side.f(xs[i&1023], xs[(i+1)&1023], xs[(i+2)&1023])
			}
			sink = sum
		})
	}
}

package engine

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/kernel/ir"
	"github.com/rewardsmith/rewardsmith/internal/kernel/wasm"
)

// The coefficients are Taylor's: near enough for a measurement.
var (
	expTaylor = []float64{1. / 39916800, 1. / 3628800, 1. / 362880, 1. / 40320, 1. / 5040, 1. / 720, 1. / 120, 1. / 24, 1. / 6, 0.5, 1, 1}
	sinTaylor = []float64{1. / 6227020800, -1. / 39916800, 1. / 362880, -1. / 5040, 1. / 120, -1. / 6, 1}
	cosTaylor = []float64{-1. / 87178291200, 1. / 479001600, -1. / 3628800, 1. / 40320, -1. / 720, 1. / 24, -0.5, 1}
)

const (
	ln2Hi, ln2Lo   = 6.93147180369123816490e-01, 1.90821492927058770002e-10
	pio2Hi, pio2Lo = 1.57079632673412561417e+00, 6.07710050650619224932e-11
)

// expOf is an exponential for small arguments, without branches.
func expOf() *ir.Func {
	b := newBuilder("exp", "", "x")
	x := b.param(0)
	k := b.op(ir.Nearest, b.mul(x, b.num(math.Log2E)))
	r := b.op(ir.Sub, b.op(ir.Sub, x, b.mul(k, b.num(ln2Hi))), b.mul(k, b.num(ln2Lo)))
	y := b.poly(r, expTaylor...)
	bits := b.typed(ir.Convert, ir.TUint32, b.typed(ir.Convert, ir.TInt, b.plus(k, b.num(1023))))
	scale := b.typed(ir.Join, ir.TF64, b.op(ir.Shl, bits, b.add(ir.ConstUint32(20))), b.add(ir.ConstUint32(0)))
	return b.ret([]string{"y"}, b.mul(y, scale))
}

func goExp(x float64) float64 {
	k := math.RoundToEven(float64(x * math.Log2E))
	r := float64(x-float64(k*ln2Hi)) - float64(k*ln2Lo)
	y := expTaylor[0]
	for _, c := range expTaylor[1:] {
		y = float64(y*r) + c
	}
	return y * math.Float64frombits(uint64(uint32(int32(k+1023))<<20)<<32)
}

// cosOf is a cosine for small arguments.
func cosOf() *ir.Func {
	b := newBuilder("cos", "", "x")
	x := b.param(0)
	k := b.op(ir.Nearest, b.mul(x, b.num(2/math.Pi)))
	r := b.op(ir.Sub, b.op(ir.Sub, x, b.mul(k, b.num(pio2Hi))), b.mul(k, b.num(pio2Lo)))
	z := b.mul(r, r)
	q := b.op(ir.And, b.typed(ir.Convert, ir.TInt, k), b.int(3))
	odd := b.typed(ir.Ne, ir.TBool, b.op(ir.And, q, b.int(1)), b.int(0))
	negative := b.typed(ir.Eq, ir.TBool, b.op(ir.And, b.plus(q, b.int(1)), b.int(2)), b.int(0))
	y := b.variable("y", ir.TF64)
	b.store(y, b.poly(z, cosTaylor...))
	b.branch(odd, func() { b.store(y, b.mul(r, b.poly(z, sinTaylor...))) })
	v := b.load(y)
	return b.ret([]string{"y"}, b.typed(ir.Select, ir.TF64, negative, v, b.op(ir.Neg, v)))
}

// small is a reward of three terms.
func small() *ir.Program {
	exp, cos := expOf(), cosOf()
	b := newBuilder("Reward", "Reward", "x", "th", "f")
	x, f := b.param(0), b.param(2)
	up := b.call(cos, b.param(1))
	center := b.call(exp, b.op(ir.Div, b.mul(b.op(ir.Neg, x), x), b.num(0.5)))
	effort := b.mul(b.mul(b.num(-0.01), f), f)
	b.ret([]string{"total", "up", "center", "effort"}, b.plus(b.plus(up, center), effort), up, center, effort)
	return &ir.Program{Funcs: []*ir.Func{exp, cos, b.f}}
}

// terms is a reward of ten exponentials.
func terms() *ir.Program {
	exp := expOf()
	b := newBuilder("Reward", "Reward", "x", "th", "f")
	total := b.num(0)
	names, values := []string{"total"}, []*ir.Value{nil}
	for i := range 10 {
		d := b.op(ir.Sub, b.param(i%3), b.num(float64(i)/10))
		term := b.call(exp, b.op(ir.Neg, b.mul(d, d)))
		total = b.plus(total, term)
		names, values = append(names, fmt.Sprintf("t%d", i)), append(values, term)
	}
	values[0] = total
	b.ret(names, values...)
	return &ir.Program{Funcs: []*ir.Func{exp, b.f}}
}

// loops is a reward with an array, a loop and branches.
func loops() *ir.Program {
	b := newBuilder("Reward", "Reward", "x", "th", "f")
	a, i, total := b.variable("a", ir.ArrayOf(8, ir.TF64)), b.variable("i", ir.TInt), b.variable("total", ir.TF64)
	x, th := b.param(0), b.param(1)
	n := b.int(8)
	b.count(i, n, func(at *ir.Value) {
		k := b.typed(ir.Bound, ir.TInt, at)
		k.Index = 8
		d := b.op(ir.Sub, x, b.mul(th, b.typed(ir.Convert, ir.TF64, at)))
		b.store(a, b.mul(d, d), k)
	})
	b.count(i, n, func(at *ir.Value) {
		k := b.typed(ir.Bound, ir.TInt, at)
		k.Index = 8
		v := b.load(a, k)
		b.branch(b.typed(ir.Lt, ir.TBool, v, b.num(1)), func() {
			b.store(total, b.plus(b.load(total), v))
		})
	})
	y := b.load(total)
	b.ret([]string{"total", "f"}, y, b.mul(y, b.param(2)))
	return &ir.Program{Funcs: []*ir.Func{b.f}}
}

var rewards = []struct {
	name    string
	program func() *ir.Program
}{{"small", small}, {"terms", terms}, {"loops", loops}}

func instance(b *testing.B, p *ir.Program, rows int) *Entry {
	ctx := context.Background()
	r, err := New(ctx)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { r.Close(ctx) })
	e, err := instantiate(b, r, p, wasm.Options{Rows: rows}).Entry("Reward")
	if err != nil {
		b.Fatal(err)
	}
	for c, in := range e.In {
		for i := range in {
			in[i] = math.Sin(float64(i*7 + c))
		}
	}
	return e
}

func BenchmarkRow(b *testing.B) {
	for _, reward := range rewards {
		for _, rows := range []int{1, 64, 4096} {
			b.Run(fmt.Sprintf("reward=%s/rows=%d", reward.name, rows), func(b *testing.B) {
				e := instance(b, reward.program(), rows)
				for b.Loop() {
					if err := e.Run(rows); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
			})
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	ctx := context.Background()
	for _, reward := range rewards {
		p := reward.program()
		b.Run("reward="+reward.name, func(b *testing.B) {
			r, err := New(ctx)
			if err != nil {
				b.Fatal(err)
			}
			defer r.Close(ctx)
			size := 0
			for b.Loop() {
				m, err := wasm.Emit(p, wasm.Options{})
				if err != nil {
					b.Fatal(err)
				}
				size = len(m.Binary)
				program, err := r.Compile(ctx, m)
				if err != nil {
					b.Fatal(err)
				}
				i, err := program.Instantiate(ctx)
				if err != nil {
					b.Fatal(err)
				}
				i.Close(ctx)
				program.Close(ctx)
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

// BenchmarkNative is the reward small in Go with package math.
func BenchmarkNative(b *testing.B) {
	const rows = 4096
	in, out := make([][3]float64, rows), make([][4]float64, rows)
	for i := range in {
		for c := range in[i] {
			in[i][c] = math.Sin(float64(i*7 + c))
		}
	}
	for b.Loop() {
		for i, s := range in {
			up, center, effort := math.Cos(s[1]), math.Exp(-s[0]*s[0]/0.5), -0.01*s[2]*s[2]
			out[i] = [4]float64{up + center + effort, up, center, effort}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
}

package nn

import (
	"math/rand/v2"
	"testing"

	"github.com/rewardsmith/rewardsmith/internal/cputime"
)

// eachBenchmark runs a benchmark for every kernel set.
func eachBenchmark(b *testing.B, f func(b *testing.B, k *Kernels)) {
	for _, k := range Sets() {
		b.Run("kernels="+k.Name, func(b *testing.B) { f(b, k) })
	}
}

func BenchmarkMatMul(b *testing.B) {
	eachBenchmark(b, func(b *testing.B, k *Kernels) {
		r := rand.New(rand.NewPCG(1, 2))
		for _, c := range []struct {
			name string
			s    Shape
		}{
			{"forward", Shape{R: 256, K: 64, W: 64, CRow: 64, ARow: 64, ACol: 1, BRow: 64}},
			{"weights", Shape{R: 64, K: 256, W: 64, CRow: 64, ARow: 1, ACol: 64, BRow: 64}},
			{"input", Shape{R: 256, K: 4, W: 64, CRow: 64, ARow: 4, ACol: 1, BRow: 64}},
			{"head", Shape{R: 256, K: 64, W: 2, CRow: 2, ARow: 64, ACol: 1, BRow: 2}},
			{"bias", Shape{R: 1, K: 256, W: 64, CRow: 64, BRow: 64}},
		} {
			b.Run("shape="+c.name, func(b *testing.B) {
				dst, bias := make([]float32, c.s.R*c.s.W), make([]float32, c.s.W)
				x, y := randomVector(r, c.s.R*c.s.K), randomVector(r, c.s.K*c.s.W)
				start := cputime.Used()
				for b.Loop() {
					k.MatMul(dst, bias, x, y, c.s)
				}
				flops := 2 * float64(c.s.R*c.s.K*c.s.W) * float64(b.N)
				b.ReportMetric(flops/float64(cputime.Used()-start), "GFLOP/cpu-s")
			})
		}
	})
}

// perElement runs a kernel on n elements and reports the processor time of one.
func perElement(b *testing.B, n int, kernel func()) {
	start := cputime.Used()
	for b.Loop() {
		kernel()
	}
	b.ReportMetric(float64(cputime.Used()-start)/float64(b.N)/float64(n), "cpu-ns/element")
}

func BenchmarkTanh(b *testing.B) {
	eachBenchmark(b, func(b *testing.B, k *Kernels) {
		x := randomVector(rand.New(rand.NewPCG(1, 2)), 4096)
		y := make([]float32, len(x))
		perElement(b, len(x), func() { k.Tanh(y, x) })
	})
}

func BenchmarkTanhGrad(b *testing.B) {
	eachBenchmark(b, func(b *testing.B, k *Kernels) {
		y := make([]float32, 4096)
		d := randomVector(rand.New(rand.NewPCG(1, 2)), len(y))
		perElement(b, len(d), func() { k.TanhGrad(d, y) })
	})
}

func BenchmarkSumSquares(b *testing.B) {
	eachBenchmark(b, func(b *testing.B, k *Kernels) {
		x := randomVector(rand.New(rand.NewPCG(1, 2)), 4096)
		perElement(b, len(x), func() { k.SumSquares(x) })
	})
}

func BenchmarkAdam(b *testing.B) {
	eachBenchmark(b, func(b *testing.B, k *Kernels) {
		r := rand.New(rand.NewPCG(1, 2))
		p, g, m, v := randomVector(r, 4096), randomVector(r, 4096), make([]float32, 4096), make([]float32, 4096)
		perElement(b, len(p), func() {
			k.Adam(p, g, m, v, AdamStep{Scale: 1, Beta1: .9, Beta2: .999, Rate: 1e-9, RootCorr: 1, Epsilon: 1e-5})
		})
	})
}

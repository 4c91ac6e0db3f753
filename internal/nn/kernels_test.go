package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func randomVector(r *rand.Rand, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

// naiveMatMul is the definition, in float64.
func naiveMatMul(init, a, b []float32, s Shape) []float64 {
	c := make([]float64, s.R*s.W)
	for r := range s.R {
		for w := range s.W {
			sum := 0.0
			if init != nil {
				sum = float64(init[r*s.InitRow+w])
			}
			for k := range s.K {
				sum += float64(a[r*s.ARow+k*s.ACol]) * float64(b[k*s.BRow+w])
			}
			c[r*s.W+w] = sum
		}
	}
	return c
}

func TestMatMul(t *testing.T) {
	kernels := GoKernels()
	r := rand.New(rand.NewPCG(1, 2))
	sizes := []int{1, 2, 3, 4, 5, 7, 8, 33}
	for _, rows := range sizes {
		for _, inner := range sizes {
			for _, width := range sizes {
				a, b := randomVector(r, rows*inner), randomVector(r, inner*width)
				bias, full := randomVector(r, width), randomVector(r, rows*width)
				plain := Shape{R: rows, K: inner, W: width, CRow: width, ARow: inner, ACol: 1, BRow: width}
				transposed, biased, accumulate := plain, plain, plain
				transposed.ARow, transposed.ACol = 1, rows
				accumulate.InitRow = width
				for _, c := range []struct {
					name string
					init []float32
					s    Shape
				}{
					{"zero start", nil, plain},
					{"A transposed", nil, transposed},
					{"bias", bias, biased},
					{"accumulate", full, accumulate},
				} {
					got := append([]float32(nil), full...)
					want := naiveMatMul(c.init, a, b, c.s)
					init := c.init
					if c.name == "accumulate" {
						init = got
					}
					kernels.MatMul(got, init, a, b, c.s)
					for i := range got {
						if diff := math.Abs(float64(got[i]) - want[i]); !(diff <= 2e-5) {
							t.Fatalf("%s %dx%dx%d: element %d = %v, want %v", c.name, rows, inner, width, i, got[i], want[i])
						}
					}
				}
			}
		}
	}
}

func TestTanh(t *testing.T) {
	var x []float32
	for v := float32(1e-30); v < 1e30; v *= 1.01 {
		x = append(x, v, -v)
	}
	inf := float32(math.Inf(1))
	x = append(x, 0, inf, -inf)
	y := make([]float32, len(x))
	GoKernels().Tanh(y, x)
	for i, v := range x {
		want := math.Tanh(float64(v))
		if diff := math.Abs(float64(y[i]) - want); !(diff <= 4e-7*math.Abs(want)) {
			t.Errorf("tanh(%v) = %v, want %v", v, y[i], want)
		}
	}
	nan := []float32{float32(math.NaN())}
	if GoKernels().Tanh(nan, nan); nan[0] == nan[0] {
		t.Errorf("tanh(NaN) = %v, want NaN", nan[0])
	}
}

// TestAdam follows the textbook form of the algorithm in float64.
func TestAdam(t *testing.T) {
	const beta1, beta2, rate, eps, scale = 0.9, 0.999, 0.01, 1e-5, 0.5
	p, m, v := []float32{1}, []float32{0}, []float32{0}
	wantP, wantM, wantV := 1.0, 0.0, 0.0
	for step := 1; step <= 50; step++ {
		g := math.Sin(float64(step))
		c1, c2 := 1-math.Pow(beta1, float64(step)), 1-math.Pow(beta2, float64(step))
		GoKernels().Adam(p, []float32{float32(g)}, m, v, AdamStep{
			Scale: scale, Beta1: beta1, Beta2: beta2,
			Rate: float32(rate / c1), RootCorr: float32(1 / math.Sqrt(c2)), Epsilon: eps,
		})
		wantM = beta1*wantM + (1-beta1)*g*scale
		wantV = beta2*wantV + (1-beta2)*g*scale*g*scale
		wantP -= rate * (wantM / c1) / (math.Sqrt(wantV/c2) + eps)
		if diff := math.Abs(float64(p[0]) - wantP); !(diff <= 1e-5) {
			t.Fatalf("step %d: parameter %v, want %v", step, p[0], wantP)
		}
	}
}

func BenchmarkMatMul(b *testing.B) {
	kernels := GoKernels()
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name string
		s    Shape
	}{
		{"forward", Shape{R: 256, K: 64, W: 64, CRow: 64, ARow: 64, ACol: 1, BRow: 64}},
		{"weights", Shape{R: 64, K: 256, W: 64, CRow: 64, ARow: 1, ACol: 64, BRow: 64}},
		{"input", Shape{R: 256, K: 4, W: 64, CRow: 64, ARow: 4, ACol: 1, BRow: 64}},
		{"head", Shape{R: 256, K: 64, W: 2, CRow: 2, ARow: 64, ACol: 1, BRow: 2}},
	} {
		b.Run(fmt.Sprintf("kernels=%s/shape=%s", kernels.Name, c.name), func(b *testing.B) {
			dst, bias := make([]float32, c.s.R*c.s.W), make([]float32, c.s.W)
			x, y := randomVector(r, c.s.R*c.s.K), randomVector(r, c.s.K*c.s.W)
			for b.Loop() {
				kernels.MatMul(dst, bias, x, y, c.s)
			}
			flops := 2 * float64(c.s.R*c.s.K*c.s.W) * float64(b.N)
			b.ReportMetric(flops/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
	}
}

func BenchmarkTanh(b *testing.B) {
	kernels := GoKernels()
	x := randomVector(rand.New(rand.NewPCG(1, 2)), 4096)
	y := make([]float32, len(x))
	for b.Loop() {
		kernels.Tanh(y, x)
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(len(x)), "ns/element")
}

func BenchmarkAdam(b *testing.B) {
	kernels := GoKernels()
	r := rand.New(rand.NewPCG(1, 2))
	p, g, m, v := randomVector(r, 4096), randomVector(r, 4096), make([]float32, 4096), make([]float32, 4096)
	for b.Loop() {
		kernels.Adam(p, g, m, v, AdamStep{Scale: 1, Beta1: .9, Beta2: .999, Rate: 1e-9, RootCorr: 1, Epsilon: 1e-5})
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(len(p)), "ns/element")
}

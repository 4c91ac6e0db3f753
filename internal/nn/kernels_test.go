package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
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

// eachSet runs a test for every kernel set that the processor has.
func eachSet(t *testing.T, f func(t *testing.T, k *Kernels)) {
	for _, k := range Sets() {
		t.Run("kernels="+k.Name, func(t *testing.T) { f(t, k) })
	}
}

// product is a matrix product with the smallest slices that hold it.
type product struct {
	name          string
	shape         Shape
	c, init, a, b []float32
}

// products returns one product of each kind for the dimensions. Rows of strided
// ones lie apart by more than they hold.
func products(r *rand.Rand, rows, inner, width int) []product {
	plain := Shape{R: rows, K: inner, W: width, CRow: width, ARow: inner, ACol: 1, BRow: width}
	transposed, accumulate, sums := plain, plain, plain
	transposed.ARow, transposed.ACol = 1, rows
	accumulate.InitRow = width
	sums.ARow, sums.ACol = 0, 0
	strided := Shape{
		R: rows, K: inner, W: width, CRow: width + 3, InitRow: width + 1, ARow: 2*inner + 1, ACol: 2, BRow: width + 5,
	}
	var all []product
	for _, p := range []struct {
		name    string
		shape   Shape
		hasInit bool
	}{
		{"zero start", plain, false},
		{"A transposed", transposed, false},
		{"bias", plain, true},
		{"accumulate", accumulate, true},
		{"column sums", sums, true},
		{"strided", strided, true},
	} {
		s := p.shape
		q := product{name: fmt.Sprintf("%s %dx%dx%d", p.name, rows, inner, width), shape: s}
		q.c = randomVector(r, extent(rows, s.CRow, width, 1))
		q.a = randomVector(r, extent(rows, s.ARow, inner, s.ACol))
		q.b = randomVector(r, extent(inner, s.BRow, width, 1))
		if p.hasInit {
			q.init = randomVector(r, extent(rows, s.InitRow, width, 1))
		}
		if p.name == "accumulate" {
			q.init = q.c
		}
		all = append(all, q)
	}
	return all
}

// extent returns the number of elements from the first of a matrix to its last.
func extent(rows, row, columns, column int) int {
	if rows == 0 || columns == 0 {
		return 0
	}
	return (rows-1)*row + (columns-1)*column + 1
}

// verify compares C with the definition, and what lies between its rows with
// what was there before.
func (p *product) verify(t *testing.T, before []float32, want []float64) {
	t.Helper()
	s := p.shape
	inside := make([]bool, len(p.c))
	for r := range s.R {
		for w := range s.W {
			i := r*s.CRow + w
			inside[i] = true
			x := want[r*s.W+w]
			if diff := math.Abs(float64(p.c[i]) - x); !(diff <= 2e-6*float64(s.K+1)) {
				t.Fatalf("%s: row %d column %d = %v, want %v", p.name, r, w, p.c[i], x)
			}
		}
	}
	for i, in := range inside {
		if !in && math.Float32bits(p.c[i]) != math.Float32bits(before[i]) {
			t.Fatalf("%s: element %d, which lies between rows, was written", p.name, i)
		}
	}
}

// smallSizes covers every remainder of rows and, with wideSizes, of vectors.
func smallSizes() []int { return []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 13} }

func wideSizes() []int {
	if testing.Short() {
		return []int{0, 1, 8, 9, 15, 17, 24, 33, 64, 81}
	}
	return []int{0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 33, 40, 47, 48, 49, 63, 64, 65, 81, 130}
}

func TestMatMul(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		r := rand.New(rand.NewPCG(1, 2))
		for _, rows := range smallSizes() {
			for _, inner := range []int{0, 1, 4, 9, 33} {
				for _, width := range wideSizes() {
					for _, p := range products(r, rows, inner, width) {
						want := naiveMatMul(p.init, p.a, p.b, p.shape)
						before := slices.Clone(p.c)
						k.MatMul(p.c, p.init, p.a, p.b, p.shape)
						p.verify(t, before, want)
					}
				}
			}
		}
	})
}

// TestMatMulElementsStandAlone computes every row by itself: cutting a batch into
// shards must not change a bit.
func TestMatMulElementsStandAlone(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		r := rand.New(rand.NewPCG(1, 2))
		const rows, inner, width = 11, 19, 37
		s := Shape{R: rows, K: inner, W: width, CRow: width, ARow: inner, ACol: 1, BRow: width}
		a, b, bias := randomVector(r, rows*inner), randomVector(r, inner*width), randomVector(r, width)
		whole, alone := make([]float32, rows*width), make([]float32, rows*width)
		k.MatMul(whole, bias, a, b, s)
		s.R = 1
		for i := range rows {
			k.MatMul(alone[i*width:], bias, a[i*inner:], b, s)
		}
		if !slices.Equal(whole, alone) {
			t.Error("a row has other bits alone than among others")
		}
	})
}

func TestMatMulRefusesShapesBeyondSlices(t *testing.T) {
	good := Shape{R: 7, K: 5, W: 9, CRow: 9, InitRow: 9, ARow: 5, ACol: 1, BRow: 9}
	eachSet(t, func(t *testing.T, k *Kernels) {
		for name, spoil := range map[string]func(s *Shape){
			"rows of C":     func(s *Shape) { s.CRow = 10 },
			"rows of init":  func(s *Shape) { s.InitRow = 10 },
			"rows of A":     func(s *Shape) { s.ARow = 6 },
			"columns of A":  func(s *Shape) { s.ACol = 2 },
			"rows of B":     func(s *Shape) { s.BRow = 10 },
			"one more row":  func(s *Shape) { s.R = 8 },
			"one more term": func(s *Shape) { s.K = 6 },
			"wider":         func(s *Shape) { s.W = 10 },
			"negative":      func(s *Shape) { s.W = -1 },
			"overflow":      func(s *Shape) { s.CRow = math.MaxInt/2 + 1 },
		} {
			func() {
				defer func() {
					if r := recover(); r == nil || !strings.Contains(fmt.Sprint(r), "matrix product: shape") {
						t.Errorf("%s: panic %v, want one about the shape", name, r)
					}
				}()
				s := good
				spoil(&s)
				k.MatMul(make([]float32, 63), make([]float32, 63), make([]float32, 35), make([]float32, 45), s)
			}()
		}
	})
}

// TestSetsInAssemblyAgree compares the bits of the two sets, which are generated
// from one text.
func TestSetsInAssemblyAgree(t *testing.T) {
	sets := native()
	if len(sets) < 2 {
		t.Skip("the processor does not run both sets")
	}
	wide, narrow := sets[0], sets[1]
	r := rand.New(rand.NewPCG(7, 2))
	same := func(what string, a, b []float32) {
		t.Helper()
		for i := range a {
			if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
				t.Fatalf("%s: element %d is %v by %s and %v by %s", what, i, a[i], wide.Name, b[i], narrow.Name)
			}
		}
	}
	for range 300 {
		p := products(r, r.IntN(20), r.IntN(40), r.IntN(140))
		for i := range p {
			other := slices.Clone(p[i].c)
			init := p[i].init
			if strings.HasPrefix(p[i].name, "accumulate") {
				init = other
			}
			narrow.MatMul(other, init, p[i].a, p[i].b, p[i].shape)
			wide.MatMul(p[i].c, p[i].init, p[i].a, p[i].b, p[i].shape)
			same(p[i].name, p[i].c, other)
		}
	}
	for n := range 100 {
		x := randomVector(r, n)
		for i := range x {
			x[i] *= 3
		}
		a, b := make([]float32, n), make([]float32, n)
		wide.Tanh(a, x)
		narrow.Tanh(b, x)
		same("tanh", a, b)
		wide.TanhGrad(a, x)
		narrow.TanhGrad(b, x)
		same("gradient of tanh", a, b)
		wide.Add(a, x)
		narrow.Add(b, x)
		same("sum", a, b)
		if p, q := wide.SumSquares(x), narrow.SumSquares(x); p != q {
			t.Fatalf("sum of %d squares is %v by %s and %v by %s", n, p, wide.Name, q, narrow.Name)
		}
		m, v, m2, v2 := make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)
		for range 3 {
			step := AdamStep{Scale: .7, Beta1: .9, Beta2: .999, Rate: .01, RootCorr: 3, Epsilon: 1e-5}
			wide.Adam(a, x, m, v, step)
			narrow.Adam(b, x, m2, v2, step)
		}
		same("parameters", a, b)
		same("first moments", m, m2)
		same("second moments", v, v2)
	}
}

// TestElementwise compares the small kernels with their definitions for every
// remainder of a vector, and looks at what lies behind the last element.
func TestElementwise(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		r := rand.New(rand.NewPCG(1, 3))
		for n := range 70 {
			x, y := randomVector(r, n+1), randomVector(r, n+1)
			d, sum := slices.Clone(y), slices.Clone(y)
			k.TanhGrad(d[:n], x)
			k.Add(sum[:n], x)
			squares := 0.0
			for i := range n {
				squares += float64(x[i]) * float64(x[i])
				if want := float64(y[i]) * (1 - float64(x[i])*float64(x[i])); !(math.Abs(float64(d[i])-want) <= 1e-6*(1+math.Abs(want))) {
					t.Fatalf("gradient %d of %d is %v, want %v", i, n, d[i], want)
				}
				if sum[i] != x[i]+y[i] {
					t.Fatalf("sum %d of %d is %v, want %v", i, n, sum[i], x[i]+y[i])
				}
			}
			if d[n] != y[n] || sum[n] != y[n] {
				t.Fatalf("the element after %d was written", n)
			}
			if got := k.SumSquares(x[:n]); !(math.Abs(got-squares) <= 1e-12*(1+squares)) {
				t.Fatalf("sum of %d squares is %v, want %v", n, got, squares)
			}
		}
	})
}

func TestKernelsRefuseShortSlices(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		long, short := make([]float32, 9), make([]float32, 8)
		for name, call := range map[string]func(){
			"Tanh":     func() { k.Tanh(long, short[:8:8]) },
			"TanhGrad": func() { k.TanhGrad(long, short[:8:8]) },
			"Add":      func() { k.Add(long, short[:8:8]) },
			"Adam, g":  func() { k.Adam(long, short[:8:8], long, long, AdamStep{}) },
			"Adam, m":  func() { k.Adam(long, long, short[:8:8], long, AdamStep{}) },
			"Adam, v":  func() { k.Adam(long, long, long, short[:8:8], AdamStep{}) },
		} {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%s takes a slice that is too short", name)
					}
				}()
				call()
			}()
		}
	})
}

// tanhError is the bound that Kernels.Tanh states.
const tanhError = 5e-7

// TestTanh tries every number that is not negative, and oddness at some: an odd
// number of values apart, so that all bit patterns of the lower digits occur.
func TestTanh(t *testing.T) {
	step := uint32(1)
	if testing.Short() {
		step = 10007
	}
	const top = 0x7f800000 // bits of +Inf
	const stretch = 4096
	sets := Sets()
	var wg sync.WaitGroup
	cores := uint32(runtime.GOMAXPROCS(0))
	worst := make([][]float64, cores)
	for core := range cores {
		worst[core] = make([]float64, len(sets))
		wg.Go(func() {
			x, y, mirrored := make([]float32, stretch), make([]float32, stretch), make([]float32, stretch)
			want := make([]float64, stretch)
			for first := core * stretch; first <= top/step; first += cores * stretch {
				for i := range x {
					x[i] = math.Float32frombits(min((first+uint32(i))*step, top))
					want[i] = tangent(float64(x[i]))
				}
				for s, k := range sets {
					k.Tanh(y, x)
					for i, v := range y {
						if err := math.Abs(float64(v)-want[i]) - worst[core][s]*want[i]; !(err <= 0) {
							worst[core][s] = math.Abs(float64(v)-want[i]) / want[i]
						}
					}
					for i := range x[:64] {
						mirrored[i] = -x[i]
					}
					k.Tanh(mirrored[:64], mirrored[:64])
					for i, v := range mirrored[:64] {
						if math.Float32bits(-v) != math.Float32bits(y[i]) {
							t.Errorf("%s: tanh(%v) = %v and tanh(%v) = %v", k.Name, x[i], y[i], -x[i], v)
							return
						}
					}
				}
			}
		})
	}
	wg.Wait()
	for s, k := range sets {
		w := 0.0
		for core := range cores {
			w = max(w, worst[core][s]) // NaN stays
		}
		if !(w <= tanhError) {
			t.Errorf("%s: relative error %.3g, want at most %g", k.Name, w, tanhError)
		}
		t.Logf("%s: relative error %.3g", k.Name, w)
	}
}

// tangent is math.Tanh, by shorter ways where float32 allows them.
func tangent(x float64) float64 {
	switch {
	case x < 1.0/8192:
		return x - x*x*x/3
	case x > 12:
		return 1
	}
	return math.Tanh(x)
}

func TestTanhOfNaN(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		nan := []float32{float32(math.NaN()), float32(math.Inf(-1))}
		if k.Tanh(nan, nan); nan[0] == nan[0] || !(math.Abs(float64(nan[1])+1) <= tanhError) {
			t.Errorf("tanh of NaN and -Inf is %v, want NaN and -1", nan)
		}
	})
}

// TestAdam follows the textbook form of the algorithm in float64.
func TestAdam(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		const beta1, beta2, rate, eps, scale = 0.9, 0.999, 0.01, 1e-5, 0.5
		for n := 1; n < 40; n++ {
			p, g, m, v := make([]float32, n+1), make([]float32, n), make([]float32, n), make([]float32, n)
			wantP, wantM, wantV := make([]float64, n), make([]float64, n), make([]float64, n)
			for step := 1; step <= 50; step++ {
				c1, c2 := 1-math.Pow(beta1, float64(step)), 1-math.Pow(beta2, float64(step))
				for i := range n {
					x := math.Sin(float64(step + i))
					g[i] = float32(x)
					wantM[i] = beta1*wantM[i] + (1-beta1)*x*scale
					wantV[i] = beta2*wantV[i] + (1-beta2)*x*scale*x*scale
					wantP[i] -= rate * (wantM[i] / c1) / (math.Sqrt(wantV[i]/c2) + eps)
				}
				k.Adam(p[:n], g, m, v, AdamStep{
					Scale: scale, Beta1: beta1, Beta2: beta2,
					Rate: float32(rate / c1), RootCorr: float32(1 / math.Sqrt(c2)), Epsilon: eps,
				})
				for i := range n {
					if diff := math.Abs(float64(p[i]) - wantP[i]); !(diff <= 1e-5) {
						t.Fatalf("step %d: parameter %d of %d is %v, want %v", step, i, n, p[i], wantP[i])
					}
				}
			}
			if p[n] != 0 {
				t.Fatalf("the element after %d was written", n)
			}
		}
	})
}

func TestChoose(t *testing.T) {
	if k, err := Choose(Auto); err != nil || k.Name != Sets()[0].Name {
		t.Errorf("auto chooses %v, %v; want the first of Sets", k, err)
	}
	for _, name := range Names()[1:] {
		k, err := Choose(name)
		runs := slices.ContainsFunc(Sets(), func(k *Kernels) bool { return k.Name == name })
		switch {
		case runs && (err != nil || k.Name != name):
			t.Errorf("%s: %v, %v", name, k, err)
		case !runs && (err == nil || !strings.Contains(err.Error(), "it needs an a") || !strings.Contains(err.Error(), "; this processor runs ")):
			t.Errorf("%s, which this processor lacks: error %v", name, err)
		}
	}
	if _, err := Choose("fast"); err == nil || !strings.Contains(err.Error(), `"fast"; there are auto, go,`) {
		t.Errorf("error %v, want one that lists the names", err)
	}
}

package nn

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func newTestNetwork(t *testing.T, k *Kernels, sizes []int, free int) *Network {
	t.Helper()
	n, err := NewNetwork(k, sizes, free)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	n.InitOrthogonal(r.NormFloat64, 1)
	for i := range n.params { // biases and free parameters too
		n.params[i] += float32(0.1 * r.NormFloat64())
	}
	n.Sync()
	return n
}

// forward64 evaluates the network at one input, in float64, from its definition.
func forward64(sizes []int, params, x []float64) []float64 {
	at := 0
	for l := range len(sizes) - 1 {
		in, out := sizes[l], sizes[l+1]
		y := make([]float64, out)
		for o := range out {
			y[o] = params[at+in*out+o]
			for i := range in {
				y[o] += x[i] * params[at+i*out+o]
			}
			if l < len(sizes)-2 {
				y[o] = math.Tanh(y[o])
			}
		}
		at += (in + 1) * out
		x = y
	}
	return x
}

func widen(v []float32) []float64 {
	w := make([]float64, len(v))
	for i, x := range v {
		w[i] = float64(x)
	}
	return w
}

// TestGradient compares every partial derivative of the loss
//
//	sum over rows and outputs of (y - 1)²/2 · free[0]
//
// with central differences of the float64 definition.
func TestGradient(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		sizes := []int{3, 19, 10, 2}
		const rows, free = shardRows + 6, 1
		n := newTestNetwork(t, k, sizes, free)
		x := randomVector(rand.New(rand.NewPCG(5, 6)), rows*sizes[0])

		loss64 := func(params []float64) float64 {
			sum := 0.0
			for r := range rows {
				for _, y := range forward64(sizes, params, widen(x[r*3:r*3+3])) {
					sum += (y - 1) * (y - 1) / 2
				}
			}
			return sum * params[len(params)-1]
		}
		scale := n.Free()[0]
		trainer := NewTrainer(n, AdamConfig{}, rows)
		got := trainer.gradient(x, func(_, _ int, out, dOut, dFree []float32) {
			for i, y := range out {
				dOut[i] = (y - 1) * scale
				dFree[0] += (y - 1) * (y - 1) / 2
			}
		})

		params := widen(n.params)
		for i := range params {
			const h = 1e-5
			at := params[i]
			params[i] = at + h
			up := loss64(params)
			params[i] = at - h
			down := loss64(params)
			params[i] = at
			want := (up - down) / (2 * h)
			if diff := math.Abs(float64(got[i]) - want); !(diff <= 1e-4*max(1, math.Abs(want))) {
				t.Errorf("derivative for parameter %d = %v, want %v", i, got[i], want)
			}
		}
	})
}

func TestForwardMatchesDefinition(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		sizes := []int{4, 64, 64, 2}
		n := newTestNetwork(t, k, sizes, 0)
		x := randomVector(rand.New(rand.NewPCG(7, 8)), 9*4)
		got := n.NewPass(9).Forward(x)
		for r := range 9 {
			want := forward64(sizes, widen(n.params), widen(x[r*4:r*4+4]))
			for o := range want {
				if diff := math.Abs(float64(got[r*2+o]) - want[o]); !(diff <= 1e-5) {
					t.Errorf("row %d output %d = %v, want %v", r, o, got[r*2+o], want[o])
				}
			}
		}
	})
}

func TestShiftInputs(t *testing.T) {
	n := newTestNetwork(t, GoKernels(), []int{3, 16, 2}, 0)
	x := randomVector(rand.New(rand.NewPCG(7, 8)), 9*3)
	want := slices.Clone(n.NewPass(9).Forward(x))
	by := []float64{0.5, -2, 0}
	n.ShiftInputs(by)
	for i := range x {
		x[i] += float32(by[i%3])
	}
	for i, got := range n.NewPass(9).Forward(x) {
		if diff := math.Abs(float64(got - want[i])); !(diff <= 1e-5) {
			t.Errorf("output %d is %v after the shift, want %v", i, got, want[i])
		}
	}
}

func TestPredictMatchesForward(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		n := newTestNetwork(t, k, []int{3, 8, 2}, 0)
		const rows = 3*workerRows + 5
		x := randomVector(rand.New(rand.NewPCG(7, 8)), rows*3)
		want := n.NewPass(rows).Forward(x)
		for _, workers := range []int{0, 1, 3, 9} {
			got := make([]float32, rows*2)
			p := NewPredictor(n)
			p.Workers = workers
			p.Predict(got, x)
			if !slices.Equal(got, want) {
				t.Errorf("%d workers: outputs differ from one forward pass", workers)
			}
		}
	})
}

func TestOrthogonalInit(t *testing.T) {
	for _, c := range []struct{ in, out int }{{4, 64}, {64, 64}, {64, 1}, {64, 6}} {
		w := make([]float32, c.in*c.out)
		setOrthogonal(w, c.in, c.out, 3, rand.New(rand.NewPCG(1, 1)).NormFloat64)
		// The vectors along the longer side, one per index of the shorter.
		vector := func(i int) []float64 {
			v := make([]float64, max(c.in, c.out))
			for j := range v {
				if c.in <= c.out {
					v[j] = float64(w[i*c.out+j])
				} else {
					v[j] = float64(w[j*c.out+i])
				}
			}
			return v
		}
		for i := range min(c.in, c.out) {
			for j := range min(c.in, c.out) {
				want := 0.0
				if i == j {
					want = 9
				}
				if got := dot(vector(i), vector(j)); !(math.Abs(got-want) <= 1e-5) {
					t.Errorf("%dx%d: product of vectors %d and %d = %v, want %v", c.in, c.out, i, j, got, want)
				}
			}
		}
	}
}

// squareLoss pulls every output towards 1.
func squareLoss(_, _ int, out, dOut, _ []float32) {
	for i, y := range out {
		dOut[i] = y - 1
	}
}

func TestWorkersDoNotChangeBits(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		const rows = 300
		x := randomVector(rand.New(rand.NewPCG(9, 9)), rows*4)
		train := func(workers int) []float32 {
			n := newTestNetwork(t, k, []int{4, 16, 2}, 0)
			trainer := NewTrainer(n, AdamConfig{Beta1: .9, Beta2: .999, Epsilon: 1e-5, MaxNorm: .5}, rows)
			trainer.Workers = workers
			for range 20 {
				if _, err := trainer.Step(x, 1e-2, squareLoss); err != nil {
					t.Fatal(err)
				}
			}
			return n.Params()
		}
		want := train(1)
		for _, workers := range []int{2, 3, 8} {
			if !slices.Equal(train(workers), want) {
				t.Errorf("%d workers give other bits than one", workers)
			}
		}
	})
}

func TestStepLowersLossAndClips(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		x := randomVector(rand.New(rand.NewPCG(9, 9)), 64*4)
		n := newTestNetwork(t, k, []int{4, 16, 2}, 0)
		trainer := NewTrainer(n, AdamConfig{Beta1: .9, Beta2: .999, Epsilon: 1e-5, MaxNorm: .5}, 64)
		first, last := 0.0, 0.0
		for step := range 300 {
			loss := 0.0
			norm, err := trainer.Step(x, 1e-2, func(_, _ int, out, dOut, _ []float32) {
				for i, y := range out {
					dOut[i] = y - 1
					loss += float64(y-1) * float64(y-1) / 2
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			if step == 0 {
				first = loss
				if norm <= .5 {
					t.Fatalf("gradient norm %v: the case does not exercise clipping", norm)
				}
				if m := math.Sqrt(GoKernels().SumSquares(trainer.m)) / (1 - .9); math.Abs(m-.5) > 1e-3 {
					t.Errorf("first moment holds a gradient of norm %v, want it clipped to 0.5", m)
				}
			}
			last = loss
		}
		if !(last < first/20) {
			t.Errorf("loss went from %v to %v, want it below a twentieth", first, last)
		}
	})
}

// TestStepIsAdam follows the first steps of a network of one weight and one bias
// by the definition of the algorithm (Kingma and Ba 2015, algorithm 1) in
// float64, with clipping. The corrections for the bias of the moments matter
// most at the first steps.
func TestStepIsAdam(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		const beta1, beta2, epsilon, limit, rate, x = 0.9, 0.999, 1e-5, 0.5, 0.01, 2.0
		n := newTestNetwork(t, k, []int{1, 1}, 0)
		trainer := NewTrainer(n, AdamConfig{Beta1: beta1, Beta2: beta2, Epsilon: epsilon, MaxNorm: limit}, 1)
		want := widen(n.Params())
		var m, v [2]float64
		for step := 1; step <= 40; step++ {
			slope := 0.3 * math.Sin(float64(step)) // by the output
			_, err := trainer.Step([]float32{x}, rate, func(_, _ int, _, dOut, _ []float32) { dOut[0] = float32(slope) })
			if err != nil {
				t.Fatal(err)
			}
			grad := [2]float64{slope * x, slope} // by weight and bias
			scale := min(1, limit/math.Hypot(grad[0], grad[1]))
			for i, g := range grad {
				g *= scale
				m[i] = beta1*m[i] + (1-beta1)*g
				v[i] = beta2*v[i] + (1-beta2)*g*g
				correctedM := m[i] / (1 - math.Pow(beta1, float64(step)))
				correctedV := v[i] / (1 - math.Pow(beta2, float64(step)))
				want[i] -= rate * correctedM / (math.Sqrt(correctedV) + epsilon)
				if got := float64(n.Params()[i]); !(math.Abs(got-want[i]) < 1e-5) {
					t.Fatalf("step %d: parameter %d is %v, want %v", step, i, got, want[i])
				}
			}
		}
	})
}

func TestNonFiniteGradientChangesNothing(t *testing.T) {
	eachSet(t, func(t *testing.T, k *Kernels) {
		n := newTestNetwork(t, k, []int{2, 4, 1}, 0)
		before := slices.Clone(n.Params())
		trainer := NewTrainer(n, AdamConfig{Beta1: .9, Beta2: .999, Epsilon: 1e-5, MaxNorm: .5}, 8)
		x := make([]float32, 8*2)
		x[3] = float32(math.NaN())
		if _, err := trainer.Step(x, 1e-2, squareLoss); !errors.Is(err, ErrNotFinite) {
			t.Errorf("error = %v, want ErrNotFinite", err)
		}
		if !slices.Equal(before, n.Params()) || !n.Finite() {
			t.Error("the step changed parameters")
		}
		n.Params()[0] = float32(math.Inf(1))
		if n.Finite() {
			t.Error("Finite misses an infinite parameter")
		}
	})
}

func TestNewNetworkRefusesBadSizes(t *testing.T) {
	for _, sizes := range [][]int{nil, {3}, {3, 0, 1}, {-1, 2}} {
		if _, err := NewNetwork(GoKernels(), sizes, 0); err == nil {
			t.Errorf("sizes %v were accepted", sizes)
		}
	}
}

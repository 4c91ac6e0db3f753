package nn

import "fmt"

// Shape describes one matrix product C = init + A·B, where C is R×W, A is R×K
// and B is K×W. Strides are in elements and not negative.
type Shape struct {
	R, K, W int

	CRow       int // distance between rows of C
	InitRow    int // distance between rows of init; 0 repeats one row, a bias
	ARow, ACol int // distances between rows and columns of A; swapped, A is transposed
	BRow       int // distance between rows of B
}

// AdamStep holds the constants of one optimiser step (Kingma and Ba 2015,
// arXiv:1412.6980, algorithm 1, with the bias corrections taken out of the loop).
type AdamStep struct {
	Scale        float32 // multiplies the gradient first: the clipping factor
	Beta1, Beta2 float32
	Rate         float32 // learning rate / (1 - Beta1^t)
	RootCorr     float32 // 1 / sqrt(1 - Beta2^t)
	Epsilon      float32 // added to the corrected root
}

// Kernels is a set of inner loops. Every function is pure in its arguments,
// safe for concurrent use and deterministic; NaN propagates. Functions of two
// or more slices work on as many elements as the first has, and panic where
// another has fewer.
type Kernels struct {
	// Name identifies the set in reports: results with the same name have the
	// same bits on the same instruction set.
	Name string

	// MatMul computes C = init + A·B, summing over K in increasing order: an
	// element's bits do not depend on the other elements or on R and W. A nil
	// init is zero; init may be c itself (with InitRow equal to CRow), which
	// accumulates. c must not overlap a or b. It panics where the shape does not
	// fit the slices.
	MatMul func(c, init, a, b []float32, s Shape)

	// Tanh sets y[i] = tanh(x[i]), with a relative error below 5e-7; y may be x.
	Tanh func(y, x []float32)

	// TanhGrad multiplies d[i] by 1 - y[i]², the derivative at y = tanh(x).
	TanhGrad func(d, y []float32)

	// Adam updates parameters p and moments m and v from gradient g.
	Adam func(p, g, m, v []float32, s AdamStep)

	// Add adds x[i] to y[i].
	Add func(y, x []float32)

	// SumSquares returns the sum of squares in float64, all sets in the same order.
	SumSquares func(x []float32) float64
}

// largestExtent bounds dimensions and strides, so that products of two do not
// overflow.
const largestExtent = 1<<31 - 1

// check panics where a product of this shape would read or write beyond its
// slices.
func (s *Shape) check(c, init, a, b []float32) {
	for _, v := range [...]int{s.R, s.K, s.W, s.CRow, s.InitRow, s.ARow, s.ACol, s.BRow} {
		if v < 0 || v > largestExtent {
			panic(fmt.Sprintf("matrix product: shape %+v has a number outside 0..2^31-1", *s))
		}
	}
	if s.R == 0 || s.W == 0 {
		return
	}
	within := func(name string, length, last int) {
		if last >= length {
			panic(fmt.Sprintf("matrix product: shape %+v reads or writes element %d of %s, which has %d", *s, last, name, length))
		}
	}
	within("C", len(c), (s.R-1)*s.CRow+s.W-1)
	if init != nil {
		within("init", len(init), (s.R-1)*s.InitRow+s.W-1)
	}
	if s.K > 0 {
		within("A", len(a), (s.R-1)*s.ARow+(s.K-1)*s.ACol)
		within("B", len(b), (s.K-1)*s.BRow+s.W-1)
	}
}

// partialSums is the number of sums over which SumSquares spreads its elements.
const partialSums = 16

// addSquares adds the squares of x to sums, that of x[i] to sums[i%16]. The square
// of a float32 is exact in float64, so fusing changes nothing.
func addSquares(sums *[partialSums]float64, x []float32) {
	for ; len(x) >= partialSums; x = x[partialSums:] {
		block := (*[partialSums]float32)(x)
		for i := range sums {
			v := float64(block[i])
			sums[i] += v * v
		}
	}
	for i, x := range x {
		v := float64(x)
		sums[i] += v * v
	}
}

// total adds up partial sums from the first to the last.
func total(sums *[partialSums]float64) float64 {
	t := 0.0
	for _, s := range sums {
		t += s
	}
	return t
}

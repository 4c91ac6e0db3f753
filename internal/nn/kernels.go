package nn

// Shape describes one matrix product C = init + A·B, where C is R×W, A is R×K
// and B is K×W. Strides are in elements.
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
// safe for concurrent use and deterministic; NaN propagates.
type Kernels struct {
	// Name identifies the set in reports: results with the same name have the
	// same bits on the same instruction set.
	Name string

	// MatMul computes C = init + A·B, summing over K in increasing order. A nil
	// init is zero; init may be c itself (with InitRow equal to CRow), which
	// accumulates. c must not overlap a or b.
	MatMul func(c, init, a, b []float32, s Shape)

	// Tanh sets y[i] = tanh(x[i]); y may be x.
	Tanh func(y, x []float32)

	// TanhGrad multiplies d[i] by 1 - y[i]², the derivative at y = tanh(x).
	TanhGrad func(d, y []float32)

	// Adam updates parameters p and moments m and v from gradient g.
	Adam func(p, g, m, v []float32, s AdamStep)
}

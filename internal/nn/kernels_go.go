package nn

import "math"

// GoKernels returns the portable kernel set, named "go".
//
// The compiler fuses x*y + z into one rounding on arm64 and not on amd64, so
// this set has its own bits on each of the two.
func GoKernels() *Kernels {
	return &Kernels{
		Name: "go", MatMul: matMul, Tanh: tanh, TanhGrad: tanhGrad, Adam: adam, Add: add, SumSquares: sumSquares,
	}
}

// matMul works on blocks of two rows of C and four of B: each element of B that
// is loaded serves two rows, and each of C four products. That is as many
// operands as the 16 scalar registers of amd64 hold.
func matMul(c, init, a, b []float32, s Shape) {
	s.check(c, init, a, b)
	if s.empty(c, init) {
		return
	}
	if s.W < 4 {
		narrow(c, init, a, b, s)
		return
	}
	r := 0
	for ; r+2 <= s.R; r += 2 {
		c0 := startRow(c, init, s, r)
		c1 := startRow(c, init, s, r+1)
		a0, a1 := a[r*s.ARow:], a[(r+1)*s.ARow:]
		k := 0
		for ; k+4 <= s.K; k += 4 {
			block2x4(c0, c1, a0[k*s.ACol:], a1[k*s.ACol:], b[k*s.BRow:], s.ACol, s.BRow)
		}
		for ; k < s.K; k++ {
			bk := b[k*s.BRow:]
			addScaled(c0, bk, a0[k*s.ACol])
			addScaled(c1, bk, a1[k*s.ACol])
		}
	}
	if r < s.R {
		lastRow(startRow(c, init, s, r), a[r*s.ARow:], b, s)
	}
}

// empty handles products without any term: C is init.
func (s *Shape) empty(c, init []float32) bool {
	if s.R == 0 || s.W == 0 {
		return true
	}
	if s.K > 0 {
		return false
	}
	for r := range s.R {
		startRow(c, init, *s, r)
	}
	return true
}

// startRow returns row r of C, set to its initial value.
func startRow(c, init []float32, s Shape, r int) []float32 {
	row := c[r*s.CRow:][:s.W]
	if init == nil {
		clear(row)
	} else {
		copy(row, init[r*s.InitRow:][:s.W])
	}
	return row
}

// block2x4 adds to two rows of C the products of a 2×4 block of A with four
// rows of B. The products of one element are added in order of k.
func block2x4(c0, c1, a0, a1, b []float32, aCol, bRow int) {
	x0, x1, x2, x3 := a0[0], a0[aCol], a0[2*aCol], a0[3*aCol]
	y0, y1, y2, y3 := a1[0], a1[aCol], a1[2*aCol], a1[3*aCol]
	c1 = c1[:len(c0)]
	b0 := b[:len(c0)]
	b1 := b[bRow:][:len(c0)]
	b2 := b[2*bRow:][:len(c0)]
	b3 := b[3*bRow:][:len(c0)]
	for w := range c0 {
		p, q, t, u := b0[w], b1[w], b2[w], b3[w]
		c0[w] = c0[w] + x0*p + x1*q + x2*t + x3*u
		c1[w] = c1[w] + y0*p + y1*q + y2*t + y3*u
	}
}

// lastRow adds A·B to the single row c.
func lastRow(c, a, b []float32, s Shape) {
	k := 0
	for ; k+4 <= s.K; k += 4 {
		o := k * s.ACol
		x0, x1, x2, x3 := a[o], a[o+s.ACol], a[o+2*s.ACol], a[o+3*s.ACol]
		b0 := b[k*s.BRow:][:len(c)]
		b1 := b[(k+1)*s.BRow:][:len(c)]
		b2 := b[(k+2)*s.BRow:][:len(c)]
		b3 := b[(k+3)*s.BRow:][:len(c)]
		for w := range c {
			c[w] = c[w] + x0*b0[w] + x1*b1[w] + x2*b2[w] + x3*b3[w]
		}
	}
	for ; k < s.K; k++ {
		addScaled(c, b[k*s.BRow:], a[k*s.ACol])
	}
}

// addScaled adds x·b to c.
func addScaled(c, b []float32, x float32) {
	b = b[:len(c)]
	for w := range c {
		c[w] += x * b[w]
	}
}

// narrow is matMul for fewer than four columns, as in the output layers: it
// keeps four rows of one column in registers instead of running along the row.
func narrow(c, init, a, b []float32, s Shape) {
	for r := range s.R {
		startRow(c, init, s, r)
	}
	for w := range s.W {
		r := 0
		for ; r+4 <= s.R; r += 4 {
			narrow4(c[r*s.CRow+w:], a[r*s.ARow:], b[w:], s)
		}
		for ; r < s.R; r++ {
			sum := c[r*s.CRow+w]
			for k := range s.K {
				sum += a[r*s.ARow+k*s.ACol] * b[k*s.BRow+w]
			}
			c[r*s.CRow+w] = sum
		}
	}
}

// narrow4 adds A·B to four rows of the column that c and b start at.
func narrow4(c, a, b []float32, s Shape) {
	a0, a1, a2, a3 := a, a[s.ARow:], a[2*s.ARow:], a[3*s.ARow:]
	c0, c1, c2, c3 := c[0], c[s.CRow], c[2*s.CRow], c[3*s.CRow]
	for k, i := 0, 0; k < s.K; k, i = k+1, i+s.ACol {
		x := b[k*s.BRow]
		c0 += a0[i] * x
		c1 += a1[i] * x
		c2 += a2[i] * x
		c3 += a3[i] * x
	}
	c[0], c[s.CRow], c[2*s.CRow], c[3*s.CRow] = c0, c1, c2, c3
}

// tanhLimit is where float32 tanh has reached 1.
const tanhLimit = 8.8

// tanh is x·P(x²)/Q(x²) with polynomials of degree 4, which are the best up to
// tanhLimit by relative error, 1.7e-8: fitted by least squares under Lawson's
// weights, with the constant terms then set to 1. Rounding adds a few units in
// the last place, so that a result may exceed 1 by as much. Comparisons that NaN
// fails keep NaN.
func tanh(y, x []float32) {
	x = x[:len(y)]
	for i, v := range x {
		if v > tanhLimit {
			v = tanhLimit
		} else if v < -tanhLimit {
			v = -tanhLimit
		}
		z := v * v
		p := 1 + z*(0.13394059029096844+z*(0.0035110978096887858+z*(2.0866056809976493e-5+z*1.371548299009391e-8)))
		q := 1 + z*(0.46727377962542755+z*(0.025935903019241757+z*(0.00033110668509871634+z*7.9231436797072223e-7)))
		y[i] = v * p / q
	}
}

func tanhGrad(d, y []float32) {
	y = y[:len(d)]
	for i, v := range y {
		d[i] *= 1 - v*v
	}
}

func adam(p, g, m, v []float32, s AdamStep) {
	g, m, v = g[:len(p)], m[:len(p)], v[:len(p)]
	for i := range p {
		gi := g[i] * s.Scale
		mi := s.Beta1*m[i] + (1-s.Beta1)*gi
		vi := s.Beta2*v[i] + (1-s.Beta2)*gi*gi
		m[i], v[i] = mi, vi
		root := float32(math.Sqrt(float64(vi))) * s.RootCorr
		p[i] -= s.Rate * mi / (root + s.Epsilon)
	}
}

func add(y, x []float32) {
	x = x[:len(y)]
	for i, v := range x {
		y[i] += v
	}
}

func sumSquares(x []float32) float64 {
	var sums [partialSums]float64
	addSquares(&sums, x)
	return total(&sums)
}

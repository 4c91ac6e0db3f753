package nn

import "golang.org/x/sys/cpu"

// native returns the kernel sets in assembly that the processor and the
// operating system support, the fastest first.
//
// The two have the same bits: they differ in the width of vectors, and the
// operations on one element do not depend on it.
func native() []*Kernels {
	var sets []*Kernels
	x := &cpu.X86
	if x.HasAVX2 && x.HasFMA {
		sets = append(sets, avx2Kernels())
		if x.HasAVX512F && x.HasAVX512DQ && x.HasBMI2 {
			sets = append([]*Kernels{avx512Kernels()}, sets...)
		}
	}
	return sets
}

func avx2Kernels() *Kernels {
	return &Kernels{
		Name: "avx2",
		MatMul: (&tiles{
			nil, matMul1AVX2, matMul2AVX2, matMul3AVX2, matMul4AVX2, matMul5AVX2, matMul6AVX2,
		}).matMul,
		Tanh:     elementwise(tanhAVX2),
		TanhGrad: elementwise(tanhGradAVX2),
		Add:      elementwise(addAVX2),
		Adam: func(p, g, m, v []float32, s AdamStep) {
			if n := len(p); n > 0 {
				c := s.constants()
				adamAVX2(&p[0], &g[:n][0], &m[:n][0], &v[:n][0], n, &c)
			}
		},
		SumSquares: func(x []float32) float64 {
			var sums [partialSums]float64
			blocks := len(x) / partialSums
			if blocks > 0 {
				sumSquaresAVX2(&sums, &x[0], blocks)
			}
			addSquares(&sums, x[blocks*partialSums:])
			return total(&sums)
		},
	}
}

func avx512Kernels() *Kernels {
	return &Kernels{
		Name:     "avx512",
		MatMul:   avx512MatMul(),
		Tanh:     elementwise(tanhAVX512),
		TanhGrad: elementwise(tanhGradAVX512),
		Add:      elementwise(addAVX512),
		Adam: func(p, g, m, v []float32, s AdamStep) {
			if n := len(p); n > 0 {
				c := s.constants()
				adamAVX512(&p[0], &g[:n][0], &m[:n][0], &v[:n][0], n, &c)
			}
		},
		SumSquares: func(x []float32) float64 {
			var sums [partialSums]float64
			blocks := len(x) / partialSums
			if blocks > 0 {
				sumSquaresAVX512(&sums, &x[0], blocks)
			}
			addSquares(&sums, x[blocks*partialSums:])
			return total(&sums)
		},
	}
}

// avx512MatMul leaves narrow products to the smaller vectors, which they fill
// better. The bits are the same.
func avx512MatMul() func(c, init, a, b []float32, s Shape) {
	wide := &tiles{
		nil, matMul1AVX512, matMul2AVX512, matMul3AVX512, matMul4AVX512, matMul5AVX512, matMul6AVX512,
	}
	narrow := avx2Kernels().MatMul
	return func(c, init, a, b []float32, s Shape) {
		if s.W <= 8 {
			narrow(c, init, a, b, s)
			return
		}
		wide.matMul(c, init, a, b, s)
	}
}

// elementwise wraps a kernel on the elements of two slices.
func elementwise(kernel func(y, x *float32, n int)) func(y, x []float32) {
	return func(y, x []float32) {
		if n := len(y); n > 0 {
			kernel(&y[0], &x[:n][0], n)
		}
	}
}

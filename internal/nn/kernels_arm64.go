package nn

// native returns the kernel set in assembly, which every processor of this kind
// can run.
func native() []*Kernels { return []*Kernels{neonKernels()} }

func neonKernels() *Kernels {
	return &Kernels{
		Name: "neon",
		MatMul: (&tiles{
			nil, matMul1NEON, matMul2NEON, matMul3NEON, matMul4NEON, matMul5NEON, matMul6NEON,
		}).matMul,
		Tanh:       inFours(tanhNEON),
		TanhGrad:   inFours(tanhGradNEON),
		Add:        inFours(addNEON),
		Adam:       adamInFours,
		SumSquares: sumSquares,
	}
}

// inFours wraps a kernel on the elements of two slices that works on four at a
// time. What is left is padded, so that an element's bits do not depend on where
// it stands.
func inFours(kernel func(y, x *float32, blocks int)) func(y, x []float32) {
	return func(y, x []float32) {
		n := len(y)
		x = x[:n]
		whole := n &^ 3
		if whole > 0 {
			kernel(&y[0], &x[0], whole/4)
		}
		if whole < n {
			var pad [2][4]float32
			copy(pad[0][:], y[whole:])
			copy(pad[1][:], x[whole:])
			kernel(&pad[0][0], &pad[1][0], 1)
			copy(y[whole:], pad[0][:])
		}
	}
}

func adamInFours(p, g, m, v []float32, s AdamStep) {
	n := len(p)
	g, m, v = g[:n], m[:n], v[:n]
	c := s.constants()
	whole := n &^ 3
	if whole > 0 {
		adamNEON(&p[0], &g[0], &m[0], &v[0], whole/4, &c)
	}
	if whole < n {
		var pad [4][4]float32
		for i, x := range [][]float32{p, g, m, v} {
			copy(pad[i][:], x[whole:])
		}
		adamNEON(&pad[0][0], &pad[1][0], &pad[2][0], &pad[3][0], 1, &c)
		copy(p[whole:], pad[0][:])
		copy(m[whole:], pad[2][:])
		copy(v[whole:], pad[3][:])
	}
}

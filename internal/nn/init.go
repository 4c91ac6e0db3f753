package nn

import "math"

// InitOrthogonal sets every weight matrix to an orthogonal one times a gain and
// every bias and free parameter to zero: gain sqrt 2 in hidden layers (Saxe et
// al. 2014, arXiv:1312.6120; the choice of Engstrom et al. 2020,
// arXiv:2005.12729, table 1) and outputGain in the last, which is small for a
// policy so that it starts near uniform (Andrychowicz et al. 2021,
// arXiv:2006.05990, section 3.2).
// normal draws from the standard normal distribution; the order of draws is
// fixed.
func (n *Network) InitOrthogonal(normal func() float64, outputGain float64) {
	clear(n.params)
	for l := range n.layers() {
		gain := math.Sqrt2
		if l == n.layers()-1 {
			gain = outputGain
		}
		w, _ := n.layer(n.params, l)
		setOrthogonal(w, n.sizes[l], n.sizes[l+1], gain, normal)
	}
	n.Sync()
}

// setOrthogonal fills w, [in][out], with a matrix whose shorter side is
// orthonormal, times gain.
func setOrthogonal(w []float32, in, out int, gain float64, normal func() float64) {
	basis := orthonormal(min(in, out), max(in, out), normal)
	for i := range in {
		for o := range out {
			short, long := i, o
			if in > out {
				short, long = o, i
			}
			w[i*out+o] = float32(gain * basis[short][long])
		}
	}
}

// orthonormal returns count orthonormal vectors of the given length, count <=
// length, from Gaussian draws by Gram-Schmidt. Projecting twice keeps them
// orthogonal to rounding.
func orthonormal(count, length int, normal func() float64) [][]float64 {
	basis := make([][]float64, 0, count)
	for len(basis) < count {
		v := make([]float64, length)
		for i := range v {
			v[i] = normal()
		}
		for range 2 {
			for _, u := range basis {
				axpy(v, u, -dot(v, u))
			}
		}
		norm := math.Sqrt(dot(v, v))
		if norm < 1e-6 {
			continue // the draw fell into the span of the others: draw again
		}
		for i := range v {
			v[i] /= norm
		}
		basis = append(basis, v)
	}
	return basis
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

func axpy(y, x []float64, scale float64) {
	for i := range y {
		y[i] += scale * x[i]
	}
}

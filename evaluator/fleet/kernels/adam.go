package kernels

import (
	"github.com/rewardsmith/rewardsmith/internal/kernel/kmath/bits"
	math "github.com/rewardsmith/rewardsmith/internal/kernel/kmath/math32"
)

// largest is the largest float32.
const largest = 0x1p128 - 0x1p104

// finite says that x is a finite number. It looks at the bits of x: a device may take
// no number for NaN, and then !(x <= largest) for x > largest.
func finite(x float32) bool { return bits.Bits32(x)&0x7f800000 != 0x7f800000 }

// Adam moves the parameters of both networks by one step (Kingma and Ba 2015,
// arXiv:1412.6980, algorithm 1), the gradient of each network first scaled down to
// a Euclidean norm of maxNorm. It does what nn.Trainer does: rate is the learning
// rate over 1 - beta1^t, correction is 1/sqrt(1 - beta2^t).
//
// Where the norm is not finite, diverged is set to 1 and all else is left as it
// is. That includes finite gradients with a norm above 1.8e19, whose square
// overflows; package nn takes them.
//
// There are 2·size invocations per job, [net][vector], of parts iterations each.
//
//	grad, params, m, v  [J][2][size]
//	squares             [J][2][parts], of SumSquares
//	diverged            [J][2]
func Adam(i, perJob, size, parts uint32, maxNorm, beta1, beta2, rate, correction, epsilon float32,
	active []uint32, grad, squares, params, m, v [][4]float32, diverged []uint32) {
	job, n := place(i, perJob, active)
	net, at := split(n, size)
	if net > 1 {
		return
	}
	z := 2*job + net
	norm := normOf(z*parts, parts, squares)
	if !finite(norm) {
		if at == 0 {
			diverged[z] = 1
		}
		return
	}
	scale := float32(1)
	if norm > maxNorm {
		scale = maxNorm / norm
	}
	at += z * size
	g := grad[at]
	g = [4]float32{g[0] * scale, g[1] * scale, g[2] * scale, g[3] * scale}
	mean, square := decay(m[at], g, beta1), decaySquares(v[at], g, beta2)
	m[at], v[at] = mean, square
	p := params[at]
	params[at] = [4]float32{
		p[0] - adamStep(mean[0], square[0], rate, correction, epsilon),
		p[1] - adamStep(mean[1], square[1], rate, correction, epsilon),
		p[2] - adamStep(mean[2], square[2], rate, correction, epsilon),
		p[3] - adamStep(mean[3], square[3], rate, correction, epsilon),
	}
}

// normOf returns the root of the sum of count vectors of squares from index at on.
func normOf(at, count uint32, squares [][4]float32) float32 {
	var sum [4]float32
	for k := uint32(0); k < count; k++ {
		sum = add(sum, squares[at+k])
	}
	return math.Sqrt((sum[0] + sum[1]) + (sum[2] + sum[3]))
}

// decay returns m moved towards g by a share of 1 - beta.
func decay(m, g [4]float32, beta float32) [4]float32 {
	rest := 1 - beta
	return [4]float32{
		beta*m[0] + rest*g[0], beta*m[1] + rest*g[1],
		beta*m[2] + rest*g[2], beta*m[3] + rest*g[3],
	}
}

// decaySquares returns v moved towards the squares of g by a share of 1 - beta.
func decaySquares(v, g [4]float32, beta float32) [4]float32 {
	rest := 1 - beta
	return [4]float32{
		beta*v[0] + rest*g[0]*g[0], beta*v[1] + rest*g[1]*g[1],
		beta*v[2] + rest*g[2]*g[2], beta*v[3] + rest*g[3]*g[3],
	}
}

// adamStep returns what a parameter loses, given the running mean of its gradient
// and of the square.
func adamStep(mean, square, rate, correction, epsilon float32) float32 {
	return rate * mean / (math.Sqrt(square)*correction + epsilon)
}

package nn

import (
	"errors"
	"math"
	"sync"
)

// ErrNotFinite reports that a gradient was NaN or infinite; the parameters are
// as they were before the step.
var ErrNotFinite = errors.New("gradient is not finite")

// shardRows is the number of rows differentiated at once. It is a constant, not
// a share of the workers, because it decides the order in which gradients are
// summed and so the bits of the result.
const shardRows = 128

// AdamConfig holds the optimiser's constants.
type AdamConfig struct {
	Beta1, Beta2 float64
	Epsilon      float64
	MaxNorm      float64 // the gradient is scaled down to this Euclidean norm
}

// A Loss differentiates a loss that is a sum over the rows of a minibatch. It is
// called once per shard, possibly at the same time from several goroutines:
// first is the number of the shard's first row within the minibatch, rows its
// number of rows, out its outputs [rows][width]. It must fill dOut,
// [rows][width], with the derivatives of the loss, and add to dFree those for
// the free parameters.
type Loss func(first, rows int, out, dOut, dFree []float32)

// A Trainer fits one network by Adam on minibatches.
type Trainer struct {
	Workers int // goroutines to use, at least 1; never changes a result

	net    *Network
	config AdamConfig
	steps  int
	m, v   []float32
	shards []shard
}

type shard struct {
	pass *Pass
	grad []float32
}

// NewTrainer returns a trainer for minibatches of up to maxRows rows that uses
// one goroutine.
func NewTrainer(net *Network, config AdamConfig, maxRows int) *Trainer {
	t := &Trainer{Workers: 1, net: net, config: config}
	t.m = make([]float32, len(net.params))
	t.v = make([]float32, len(net.params))
	for first := 0; first < maxRows; first += shardRows {
		t.shards = append(t.shards, shard{
			pass: net.NewPass(min(shardRows, maxRows-first)),
			grad: make([]float32, len(net.params)),
		})
	}
	return t
}

// Step takes one optimiser step of the given learning rate on the minibatch x,
// [M][in], and returns the Euclidean norm of the gradient before clipping. On
// ErrNotFinite nothing has changed.
func (t *Trainer) Step(x []float32, rate float64, loss Loss) (norm float64, err error) {
	grad := t.gradient(x, loss)
	norm = math.Sqrt(t.net.kernels.SumSquares(grad))
	if math.IsNaN(norm) || math.IsInf(norm, 0) {
		return norm, ErrNotFinite
	}
	t.apply(grad, rate, norm)
	return norm, nil
}

// gradient sums the shards' gradients into the first one's.
func (t *Trainer) gradient(x []float32, loss Loss) []float32 {
	rows := len(x) / t.net.sizes[0]
	count := (rows + shardRows - 1) / shardRows
	if t.Workers <= 1 || count == 1 {
		for i := range count {
			t.differentiate(i, x, loss)
		}
	} else {
		parallel(count, t.Workers, func(i int) { t.differentiate(i, x, loss) })
	}
	sum := t.shards[0].grad
	for _, s := range t.shards[1:count] {
		t.net.kernels.Add(sum, s.grad)
	}
	return sum
}

// differentiate computes the gradient of shard i of the minibatch x.
func (t *Trainer) differentiate(i int, x []float32, loss Loss) {
	s, in := &t.shards[i], t.net.sizes[0]
	first := i * shardRows
	out := s.pass.Forward(x[first*in : min((first+shardRows)*in, len(x))])
	dFree := s.grad[len(s.grad)-t.net.free:]
	clear(dFree)
	loss(first, s.pass.rows, out, s.pass.OutputGradient(), dFree)
	s.pass.Backward(s.grad)
}

// apply moves the parameters by one clipped Adam step.
func (t *Trainer) apply(grad []float32, rate, norm float64) {
	t.steps++
	scale := 1.0
	if norm > t.config.MaxNorm {
		scale = t.config.MaxNorm / norm
	}
	n := float64(t.steps)
	t.net.kernels.Adam(t.net.params, grad, t.m, t.v, AdamStep{
		Scale: float32(scale),
		Beta1: float32(t.config.Beta1), Beta2: float32(t.config.Beta2),
		Rate:     float32(rate / (1 - math.Pow(t.config.Beta1, n))),
		RootCorr: float32(1 / math.Sqrt(1-math.Pow(t.config.Beta2, n))),
		Epsilon:  float32(t.config.Epsilon),
	})
	t.net.Sync()
}

// parallel calls f(0) ... f(count-1) on up to workers goroutines.
func parallel(count, workers int, f func(i int)) {
	workers = min(workers, count)
	var wg sync.WaitGroup
	for w := 1; w < workers; w++ {
		wg.Go(func() {
			for i := w; i < count; i += workers {
				f(i)
			}
		})
	}
	for i := 0; i < count; i += max(workers, 1) {
		f(i)
	}
	wg.Wait()
}

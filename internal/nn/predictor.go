package nn

// predictRows is the number of rows evaluated at once: what fits into the
// nearest cache.
const predictRows = 64

// workerRows is the number of rows below which a further goroutine costs more
// than it saves.
const workerRows = 256

// A Predictor evaluates a network on batches of any size.
type Predictor struct {
	Workers int // goroutines to use, at least 1; never changes a result

	net    *Network
	passes []*Pass // one per worker so far
}

// NewPredictor returns a predictor that uses one goroutine.
func NewPredictor(net *Network) *Predictor { return &Predictor{Workers: 1, net: net} }

// Predict writes the outputs for x, [M][in], to out, [M][width].
func (p *Predictor) Predict(out, x []float32) {
	rows := len(x) / p.net.sizes[0]
	workers := max(1, min(p.Workers, rows/workerRows))
	for len(p.passes) < workers {
		p.passes = append(p.passes, p.net.NewPass(predictRows))
	}
	if workers == 1 {
		p.share(0, 1, out, x)
		return
	}
	parallel(workers, workers, func(w int) { p.share(w, workers, out, x) })
}

// share evaluates every n-th chunk of the batch, from number w on.
func (p *Predictor) share(w, n int, out, x []float32) {
	in, width := p.net.sizes[0], p.net.sizes[p.net.layers()]
	for lo := w * predictRows * in; lo < len(x); lo += n * predictRows * in {
		y := p.passes[w].Forward(x[lo:min(lo+predictRows*in, len(x))])
		copy(out[lo/in*width:], y)
	}
}

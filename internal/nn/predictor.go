package nn

// predictRows is the number of rows evaluated at once; a constant, so that the
// number of workers cannot change a bit.
const predictRows = 16

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
	in, width := p.net.sizes[0], p.net.sizes[p.net.layers()]
	rows := len(x) / in
	chunks := (rows + predictRows - 1) / predictRows
	workers := min(max(p.Workers, 1), chunks)
	for len(p.passes) < workers {
		p.passes = append(p.passes, p.net.NewPass(predictRows))
	}
	parallel(workers, workers, func(w int) {
		for c := w; c < chunks; c += workers {
			lo, hi := c*predictRows, min((c+1)*predictRows, rows)
			copy(out[lo*width:hi*width], p.passes[w].Forward(x[lo*in:hi*in]))
		}
	})
}

package nn

// A Pass holds the buffers that one batch needs on its way through a network.
// It is not safe for concurrent use; several passes of one network are.
type Pass struct {
	net    *Network
	rows   int         // rows of the last batch
	acts   [][]float32 // acts[l] is the input of layer l, [rows][sizes[l]]; the last is the output
	deltas [][]float32 // deltas[l] is the loss gradient with respect to the output of layer l
	turned []float32   // a transposed gradient of weights
}

// narrowOutput is the number of outputs below which a gradient of weights is computed
// transposed: its rows are then as long as the layer has inputs, and fill vectors.
const narrowOutput = 8

// NewPass returns buffers for batches of up to maxRows rows.
func (n *Network) NewPass(maxRows int) *Pass {
	p := &Pass{net: n, acts: make([][]float32, n.layers()+1), deltas: make([][]float32, n.layers())}
	for l := range n.layers() {
		width := maxRows * n.sizes[l+1]
		p.acts[l+1] = make([]float32, width)
		p.deltas[l] = make([]float32, width)
		if out := n.sizes[l+1]; out < narrowOutput {
			p.turned = make([]float32, max(len(p.turned), n.sizes[l]*out))
		}
	}
	return p
}

// Forward computes the outputs [M][out] of a batch x, [M][in]. The result is
// overwritten by the next call; x is read again by Backward.
func (p *Pass) Forward(x []float32) []float32 {
	n := p.net
	p.rows = len(x) / n.sizes[0]
	p.acts[0] = x
	for l := range n.layers() {
		in, out := n.sizes[l], n.sizes[l+1]
		w, b := n.layer(n.params, l)
		y := p.acts[l+1][:p.rows*out]
		n.kernels.MatMul(y, b, p.acts[l], w, Shape{
			R: p.rows, K: in, W: out, CRow: out, InitRow: 0, ARow: in, ACol: 1, BRow: out,
		})
		if l+1 < n.layers() {
			n.kernels.Tanh(y, y)
		}
	}
	return p.acts[n.layers()][:p.rows*n.sizes[n.layers()]]
}

// OutputGradient returns the buffer in which Backward expects the gradient of the loss
// with respect to the outputs of the last Forward, [M][out].
func (p *Pass) OutputGradient() []float32 {
	last := p.net.layers() - 1
	return p.deltas[last][:p.rows*p.net.sizes[last+1]]
}

// one is the A matrix of a column sum.
var one = []float32{1}

// Backward overwrites the layers' part of grad, laid out as Network.Params, with
// the gradient of the loss, given OutputGradient. Free parameters are the
// caller's. The network must not have changed since Forward, and must be synced.
func (p *Pass) Backward(grad []float32) {
	n := p.net
	for l := n.layers() - 1; l >= 0; l-- {
		in, out := n.sizes[l], n.sizes[l+1]
		d := p.deltas[l][:p.rows*out]
		dw, db := n.layer(grad, l)
		p.weightGradient(dw, p.acts[l], d, in, out)
		n.kernels.MatMul(db, nil, one, d, Shape{
			R: 1, K: p.rows, W: out, CRow: out, ARow: 0, ACol: 0, BRow: out,
		})
		if l == 0 {
			return
		}
		dx := p.deltas[l-1][:p.rows*in]
		n.kernels.MatMul(dx, nil, d, n.transposed[l], Shape{
			R: p.rows, K: out, W: in, CRow: in, ARow: out, ACol: 1, BRow: in,
		})
		n.kernels.TanhGrad(dx, p.acts[l][:p.rows*in])
	}
}

// weightGradient sets dw, [in][out], to the product of the transposed x,
// [M][in], and d, [M][out]. The two ways to compute it give the same bits: they
// add up the same products in the same order.
func (p *Pass) weightGradient(dw, x, d []float32, in, out int) {
	k := p.net.kernels
	if out >= narrowOutput || in < narrowOutput {
		k.MatMul(dw, nil, x, d, Shape{R: in, K: p.rows, W: out, CRow: out, ARow: 1, ACol: in, BRow: out})
		return
	}
	turned := Shape{R: out, K: p.rows, W: in, CRow: in, ARow: 1, ACol: out, BRow: in}
	if out == 1 {
		k.MatMul(dw, nil, d, x, turned)
		return
	}
	k.MatMul(p.turned, nil, d, x, turned)
	transpose(dw, p.turned, out, in)
}

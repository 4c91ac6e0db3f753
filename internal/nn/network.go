package nn

import (
	"fmt"
	"math"
)

// A Network is a multilayer perceptron: dense layers with tanh after each but
// the last, plus optional free parameters that no layer reads (the log standard
// deviation of a policy), so that one vector is clipped and optimised.
type Network struct {
	kernels *Kernels
	sizes   []int
	free    int
	params  []float32

	// transposed[l] is a copy of the weights of layer l, [out][in], for the
	// backward pass; Sync refreshes it. The first layer needs none.
	transposed [][]float32
}

// NewNetwork returns a network of zeros. sizes lists the widths from input to
// output, at least two, all positive; free is the number of free parameters.
func NewNetwork(k *Kernels, sizes []int, free int) (*Network, error) {
	if len(sizes) < 2 {
		return nil, fmt.Errorf("network needs an input and an output width, got %v", sizes)
	}
	n := &Network{kernels: k, sizes: append([]int(nil), sizes...), free: free}
	total := free
	for l := range n.layers() {
		in, out := sizes[l], sizes[l+1]
		if in <= 0 || out <= 0 {
			return nil, fmt.Errorf("network widths must be positive, got %v", sizes)
		}
		total += (in + 1) * out
		var transposed []float32 // of no use to the first layer: nothing lies before it
		if l > 0 {
			transposed = make([]float32, in*out)
		}
		n.transposed = append(n.transposed, transposed)
	}
	n.params = make([]float32, total)
	return n, nil
}

// Sizes returns the widths from input to output.
func (n *Network) Sizes() []int { return n.sizes }

// Params returns the parameter vector itself: for each layer its weights
// [in][out] and biases [out], then the free parameters. Call Sync after writing
// to it.
func (n *Network) Params() []float32 { return n.params }

// Free returns the free parameters, the tail of Params.
func (n *Network) Free() []float32 { return n.params[len(n.params)-n.free:] }

// Sync makes the backward pass see parameters written through Params.
func (n *Network) Sync() {
	for l := 1; l < n.layers(); l++ {
		w, _ := n.layer(n.params, l)
		transpose(n.transposed[l], w, n.sizes[l], n.sizes[l+1])
	}
}

// transpose sets t, [columns][rows], to the transposed m, [rows][columns], four
// rows at a time.
func transpose(t, m []float32, rows, columns int) {
	r := 0
	for ; r+4 <= rows; r += 4 {
		m0, m1, m2, m3 := m[r*columns:][:columns], m[(r+1)*columns:][:columns], m[(r+2)*columns:][:columns], m[(r+3)*columns:][:columns]
		for c := range columns {
			q := (*[4]float32)(t[c*rows+r:])
			q[0], q[1], q[2], q[3] = m0[c], m1[c], m2[c], m3[c]
		}
	}
	for ; r < rows; r++ {
		for c, x := range m[r*columns:][:columns] {
			t[c*rows+r] = x
		}
	}
}

// ShiftInputs changes the biases of the first layer so that the network answers
// to x + by as it did to x, in exact arithmetic. by has the width of the input.
func (n *Network) ShiftInputs(by []float64) {
	w, b := n.layer(n.params, 0)
	for o := range b {
		sum := float64(b[o])
		for i, d := range by {
			sum -= d * float64(w[i*len(b)+o])
		}
		b[o] = float32(sum)
	}
}

// Finite reports whether every parameter is a finite number.
func (n *Network) Finite() bool {
	for _, p := range n.params {
		if f := float64(p); math.IsNaN(f) || math.IsInf(f, 0) {
			return false
		}
	}
	return true
}

func (n *Network) layers() int { return len(n.sizes) - 1 }

// layer returns the weights and biases of layer l within a vector laid out as
// Params: the parameters or their gradient.
func (n *Network) layer(v []float32, l int) (weights, biases []float32) {
	at := 0
	for i := range l {
		at += (n.sizes[i] + 1) * n.sizes[i+1]
	}
	in, out := n.sizes[l], n.sizes[l+1]
	return v[at : at+in*out], v[at+in*out : at+(in+1)*out]
}

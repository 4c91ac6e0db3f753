package rollout

// Shape is the shape of both networks of a job, which is the same. Widths are
// padded to multiples of four, with zeros that stay zero. The parameters of a
// network are, layer by layer, its weights [in][out] and biases [out], and then
// the free ones, log standard deviations, padded likewise.
type Shape struct {
	Inputs  int   // width of an observation, O
	Hidden  []int // widths of the hidden layers
	Outputs int   // of the policy, U; the value function has one
	Free    int   // log standard deviations: the action fields of a continuous environment, else 0
}

// pad rounds up to a multiple of four.
func pad(n int) int { return (n + 3) / 4 * 4 }

// Widths lists the padded widths from input to output.
func (s Shape) Widths() []int {
	list := []int{pad(s.Inputs)}
	for _, h := range s.Hidden {
		list = append(list, pad(h))
	}
	return append(list, pad(s.Outputs))
}

// Words returns the number of parameters of one network, P, a multiple of four.
func (s Shape) Words() int {
	n, w := pad(s.Free), s.Widths()
	for l := range len(w) - 1 {
		n += (w[l] + 1) * w[l+1]
	}
	return n
}

// vectors lists the padded widths in vectors of four.
func (s Shape) vectors() []int {
	list := s.Widths()
	for i := range list {
		list[i] /= 4
	}
	return list
}

// iterations returns the loop iterations of one run of a network: see predict in the
// text of the program.
func (s Shape) iterations() int {
	w := s.vectors()
	n := w[0] + w[len(w)-1]
	for l := range len(w) - 1 {
		n += 1 + (w[l+1]+1)/2*(1+w[l])
	}
	return n
}

// Pack lays out the parameters of a network with its padding: params as
// nn.Network.Params has them, layer by layer, then free ones; outputs is its width
// of output, which may be less than the shape's. What Pack returns has Words
// numbers.
func (s Shape) Pack(params []float32, outputs int) []float32 {
	packed := make([]float32, s.Words())
	s.match(params, packed, outputs, func(own, wide *float32) { *wide = *own })
	return packed
}

// Unpack undoes Pack: it fills params.
func (s Shape) Unpack(params, packed []float32, outputs int) {
	s.match(params, packed, outputs, func(own, wide *float32) { *own = *wide })
}

// match calls f with every parameter and its place among the padded ones.
func (s Shape) match(params, packed []float32, outputs int, f func(own, wide *float32)) {
	sizes := append(append([]int{s.Inputs}, s.Hidden...), outputs)
	rows := func(count, width, wide int) {
		for r := range count {
			for c := range width {
				f(&params[r*width+c], &packed[r*wide+c])
			}
		}
		params = params[count*width:]
	}
	widths := s.Widths()
	for l := range len(sizes) - 1 {
		rows(sizes[l], sizes[l+1], widths[l+1])
		packed = packed[widths[l]*widths[l+1]:]
		rows(1, sizes[l+1], widths[l+1])
		packed = packed[widths[l+1]:]
	}
	rows(1, len(params), pad(s.Free))
}

package fleet

import (
	"math"

	"github.com/rewardsmith/rewardsmith/evaluator/fleet/kernels"
)

// pack writes the parameters of a network, laid out as nn.Network.Params for layers of
// the given widths and free parameters at the end, to words, [P], of a device's
// network, whose widths are padded.
func pack(words []uint32, s *kernels.Shape, sizes []int, params []float32) {
	eachParam(s, sizes, len(params), func(i, at int) { words[at] = math.Float32bits(params[i]) })
}

// unpack undoes pack.
func unpack(params []float32, s *kernels.Shape, sizes []int, words []uint32) {
	eachParam(s, sizes, len(params), func(i, at int) { params[i] = math.Float32frombits(words[at]) })
}

// eachParam calls f with the number of every parameter of a network and with its place
// on the device.
func eachParam(s *kernels.Shape, sizes []int, count int, f func(i, at int)) {
	i := 0
	for l := range len(sizes) - 1 {
		rows, columns := sizes[l], sizes[l+1]
		place, stride := s.Layer(l), s.Width(l+1)
		for row := range rows + 1 {
			if row == rows { // biases lie behind the padding of the weights
				row = s.Width(l)
			}
			for column := range columns {
				f(i, place+row*stride+column)
				i++
			}
		}
	}
	for k := 0; i < count; k++ {
		f(i, s.Free()+k)
		i++
	}
}

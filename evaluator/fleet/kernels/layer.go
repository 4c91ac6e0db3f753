package kernels

// Forward computes one layer of both networks of every active job, y = x·W + b,
// with tanh after it where squash says so.
//
// An invocation computes four rows of four outputs. There are
// 2·tiles·outputs of them per job: [net][tile of rows][outputs/4]. It takes
// inputs iterations.
//
// All widths are in vectors of four. tiles is the number of rows over 4, rounded
// up; stride, a multiple of 4, the rows that a network has in x and y. The layer
// begins at vector at of the size vectors of a network's parameters.
//
//	x       [J][2][stride][inputs], or [J][stride][inputs] where it is shared by both networks
//	params  [J][2][size]
//	y       [J][2][stride][outputs]
func Forward(i, perJob, tiles, stride, inputs, outputs, at, size uint32, shared, squash bool,
	active []uint32, x, params, y [][4]float32) {
	job, n := place(i, perJob, active)
	net, n := split(n, tiles*outputs)
	if net > 1 {
		return
	}
	tile, column := split(n, outputs)
	z := 2*job + net
	source := z
	if shared {
		source = job
	}
	from := (source*stride + 4*tile) * inputs
	w := z*size + at + column
	bias := params[w+4*inputs*outputs]
	y0, y1, y2, y3 := bias, bias, bias, bias
	for k := uint32(0); k < inputs; k++ {
		w0, w1, w2, w3 := params[w], params[w+outputs], params[w+2*outputs], params[w+3*outputs]
		y0 = addProducts(y0, x[from+k], w0, w1, w2, w3)
		y1 = addProducts(y1, x[from+inputs+k], w0, w1, w2, w3)
		y2 = addProducts(y2, x[from+2*inputs+k], w0, w1, w2, w3)
		y3 = addProducts(y3, x[from+3*inputs+k], w0, w1, w2, w3)
		w += 4 * outputs
	}
	if squash {
		y0, y1, y2, y3 = tanhs(y0), tanhs(y1), tanhs(y2), tanhs(y3)
	}
	to := (z*stride+4*tile)*outputs + column
	y[to], y[to+outputs], y[to+2*outputs], y[to+3*outputs] = y0, y1, y2, y3
}

// Transpose copies the weights of one layer as [out][in], for BackwardInput: whose
// invocations, of neighbouring inputs, then load what lies side by side.
//
// An invocation copies four by four weights. There are 2·inputs·outputs of them per
// job, [net][inputs/4][outputs/4]. Widths and the layout of params are those of
// Forward; transposed has the same.
func Transpose(i, perJob, inputs, outputs, at, size uint32, active []uint32, params, transposed [][4]float32) {
	job, n := place(i, perJob, active)
	net, n := split(n, inputs*outputs)
	if net > 1 {
		return
	}
	row, column := split(n, outputs)
	at += (2*job + net) * size
	from := at + 4*row*outputs + column
	w0, w1, w2, w3 := params[from], params[from+outputs], params[from+2*outputs], params[from+3*outputs]
	to := at + 4*column*inputs + row
	transposed[to] = [4]float32{w0[0], w1[0], w2[0], w3[0]}
	transposed[to+inputs] = [4]float32{w0[1], w1[1], w2[1], w3[1]}
	transposed[to+2*inputs] = [4]float32{w0[2], w1[2], w2[2], w3[2]}
	transposed[to+3*inputs] = [4]float32{w0[3], w1[3], w2[3], w3[3]}
}

// BackwardInput takes the gradient of the loss through one layer and the tanh
// before it: dx = dy·Wᵀ·(1 - x²), x being the layer's input.
//
// An invocation computes four rows of four inputs. There are 2·tiles·inputs of
// them per job, [net][tile of rows][inputs/4], of outputs iterations each. Widths
// and layouts are those of Forward; transposed is of Transpose.
func BackwardInput(i, perJob, tiles, stride, inputs, outputs, at, size uint32,
	active []uint32, dy, transposed, x, dx [][4]float32) {
	job, n := place(i, perJob, active)
	net, n := split(n, tiles*inputs)
	if net > 1 {
		return
	}
	tile, column := split(n, inputs)
	z := 2*job + net
	from := (z*stride + 4*tile) * outputs
	w := z*size + at + column
	var d0, d1, d2, d3 [4]float32
	for k := uint32(0); k < outputs; k++ {
		w0, w1, w2, w3 := transposed[w], transposed[w+inputs], transposed[w+2*inputs], transposed[w+3*inputs]
		d0 = addProducts(d0, dy[from+k], w0, w1, w2, w3)
		d1 = addProducts(d1, dy[from+outputs+k], w0, w1, w2, w3)
		d2 = addProducts(d2, dy[from+2*outputs+k], w0, w1, w2, w3)
		d3 = addProducts(d3, dy[from+3*outputs+k], w0, w1, w2, w3)
		w += 4 * inputs
	}
	to := (z*stride+4*tile)*inputs + column
	dx[to] = throughTanh(d0, x[to])
	dx[to+inputs] = throughTanh(d1, x[to+inputs])
	dx[to+2*inputs] = throughTanh(d2, x[to+2*inputs])
	dx[to+3*inputs] = throughTanh(d3, x[to+3*inputs])
}

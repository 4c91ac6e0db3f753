package kernels

// WeightGradient sums the gradient of one layer's parameters, xᵀ·dy and for the
// biases dy, over a chunk of rows.
//
// An invocation sums four by four weights, or four biases, over the rows of a
// chunk. There are 2·chunks·(inputs+1)·outputs of them per job,
// [net][chunk][inputs/4 and one for the biases][outputs/4], of chunk/4 iterations
// each. rows, chunk and stride are multiples of 4; rows that only fill the last
// four up have a dy of zero. The minibatch has all chunks, of which these come after
// the first before. Widths and layouts are those of Forward.
//
//	partial  [J][2][all][size]
func WeightGradient(i, perJob, rows, stride, chunk, chunks, before, all, inputs, outputs, at, size uint32, shared bool,
	active []uint32, x, dy, partial [][4]float32) {
	job, n := place(i, perJob, active)
	net, n := split(n, chunks*(inputs+1)*outputs)
	if net > 1 {
		return
	}
	part, n := split(n, (inputs+1)*outputs)
	row, column := split(n, outputs)
	z := 2*job + net
	source := z
	if shared {
		source = job
	}
	first := part * chunk
	last := min(first+chunk, rows)
	d := (z*stride+first)*outputs + column
	to := (z*all+before+part)*size + at + 4*row*outputs + column
	if row == inputs {
		partial[to] = sumRows(first, last, d, outputs, dy)
		return
	}
	from := (source*stride+first)*inputs + row
	var g0, g1, g2, g3 [4]float32
	for r := first; r < last; r += 4 {
		x0, x1, x2, x3 := x[from], x[from+inputs], x[from+2*inputs], x[from+3*inputs]
		d0, d1, d2, d3 := dy[d], dy[d+outputs], dy[d+2*outputs], dy[d+3*outputs]
		g0 = addProducts(g0, [4]float32{x0[0], x1[0], x2[0], x3[0]}, d0, d1, d2, d3)
		g1 = addProducts(g1, [4]float32{x0[1], x1[1], x2[1], x3[1]}, d0, d1, d2, d3)
		g2 = addProducts(g2, [4]float32{x0[2], x1[2], x2[2], x3[2]}, d0, d1, d2, d3)
		g3 = addProducts(g3, [4]float32{x0[3], x1[3], x2[3], x3[3]}, d0, d1, d2, d3)
		from += 4 * inputs
		d += 4 * outputs
	}
	partial[to], partial[to+outputs], partial[to+2*outputs], partial[to+3*outputs] = g0, g1, g2, g3
}

// sumRows returns the sum of one column of dy, which begins at index at and goes
// on every step, over rows first to last.
func sumRows(first, last, at, step uint32, dy [][4]float32) [4]float32 {
	var sum [4]float32
	for r := first; r < last; r += 4 {
		sum = add(add(add(add(sum, dy[at]), dy[at+step]), dy[at+2*step]), dy[at+3*step])
		at += 4 * step
	}
	return sum
}

// ReduceGradient adds up the chunks' gradients in order.
//
// There are 2·size invocations per job, [net][vector], of chunks iterations each.
//
//	partial  [J][2][chunks][size]
//	grad     [J][2][size]
func ReduceGradient(i, perJob, chunks, size uint32, active []uint32, partial, grad [][4]float32) {
	job, n := place(i, perJob, active)
	net, at := split(n, size)
	if net > 1 {
		return
	}
	z := 2*job + net
	from := z*chunks*size + at
	sum := partial[from]
	for c := uint32(1); c < chunks; c++ {
		from += size
		sum = add(sum, partial[from])
	}
	grad[z*size+at] = sum
}

// SumSquares adds up the squares of each network's gradient in parts, every parts-th
// vector apart.
//
// There are 2·parts invocations per job, [net][part], of size/parts iterations each.
//
//	grad     [J][2][size]
//	squares  [J][2][parts], over the four columns apart
func SumSquares(i, perJob, size, parts uint32, active []uint32, grad, squares [][4]float32) {
	job, n := place(i, perJob, active)
	net, part := split(n, parts)
	if net > 1 {
		return
	}
	z := 2*job + net
	var sum [4]float32
	for at := part; at < size; at += parts {
		g := grad[z*size+at]
		sum = add(sum, [4]float32{g[0] * g[0], g[1] * g[1], g[2] * g[2], g[3] * g[3]})
	}
	squares[z*parts+part] = sum
}

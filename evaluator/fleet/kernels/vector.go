package kernels

import "github.com/rewardsmith/rewardsmith/internal/kernel/device"

// addScaled returns y + x·w.
func addScaled(y [4]float32, x float32, w [4]float32) [4]float32 {
	return [4]float32{
		device.MulAdd(x, w[0], y[0]), device.MulAdd(x, w[1], y[1]),
		device.MulAdd(x, w[2], y[2]), device.MulAdd(x, w[3], y[3]),
	}
}

// addProducts returns y + x·W, where W is the 4×4 matrix of rows w0 to w3.
func addProducts(y, x, w0, w1, w2, w3 [4]float32) [4]float32 {
	y = addScaled(y, x[0], w0)
	y = addScaled(y, x[1], w1)
	y = addScaled(y, x[2], w2)
	return addScaled(y, x[3], w3)
}

// add returns x + y.
func add(x, y [4]float32) [4]float32 {
	return [4]float32{x[0] + y[0], x[1] + y[1], x[2] + y[2], x[3] + y[3]}
}

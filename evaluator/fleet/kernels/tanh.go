package kernels

// tanhLimit is where float32 tanh has reached 1.
const tanhLimit = 8.8

// tanh is the rational function of package nn, x·P(x²)/Q(x²). NaN stays NaN.
func tanh(x float32) float32 {
	if x > tanhLimit {
		x = tanhLimit
	} else if x < -tanhLimit {
		x = -tanhLimit
	}
	z := x * x
	p := 1 + z*(0.13394059029096844+z*(0.0035110978096887858+z*(2.0866056809976493e-5+z*1.371548299009391e-8)))
	q := 1 + z*(0.46727377962542755+z*(0.025935903019241757+z*(0.00033110668509871634+z*7.9231436797072223e-7)))
	return x * p / q
}

func tanhs(x [4]float32) [4]float32 {
	return [4]float32{tanh(x[0]), tanh(x[1]), tanh(x[2]), tanh(x[3])}
}

// throughTanh returns d times 1 - y², the derivative of y = tanh(x).
func throughTanh(d, y [4]float32) [4]float32 {
	return [4]float32{d[0] * (1 - y[0]*y[0]), d[1] * (1 - y[1]*y[1]), d[2] * (1 - y[2]*y[2]), d[3] * (1 - y[3]*y[3])}
}

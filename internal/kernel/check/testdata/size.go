package reward

type wide [5000]float64 // want "5000 elements"

type narrow [4096]float64

func f(x float64) float64 {
	var t [3][4000]float64 // want "more than 8192 numbers"
	var u [2][4000]float64
	return t[0][0] + u[0][0]
}

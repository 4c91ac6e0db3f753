package reward

func f(x float64) float64 {
	println(x) // want "remove the call"
	print("a") // want "print is not allowed"
	return x
}

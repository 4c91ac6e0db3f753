package reward

func f(x float64) float64 {
	c := make(chan float64, 1) // want "channels are not allowed"
	c <- x                     // want "channels"
	select {                   // want "channels"
	default:
	}
	return <-c // want "channels"
}

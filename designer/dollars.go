package designer

import (
	"math"
	"strconv"
)

// Dollars writes an amount of US dollars: to the cent, and one below ten cents
// with two significant digits, so that what was paid is never shown as nothing.
func Dollars(usd float64) string {
	decimals := 2
	if usd > 0 && usd < 0.1 {
		decimals = 1 - int(math.Floor(math.Log10(usd)))
	}
	return "$" + strconv.FormatFloat(usd, 'f', decimals, 64)
}

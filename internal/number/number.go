// Package number writes numbers for people: never a zero with a sign, which is what is
// left of a small negative number that is rounded.
package number

import (
	"strconv"
	"strings"
)

// Fixed writes v with so many decimals.
func Fixed(v float64, decimals int) string {
	return unsigned(strconv.FormatFloat(v, 'f', decimals, 64))
}

// Significant writes v with at most so many significant digits, as the verb %g does.
func Significant(v float64, digits int) string {
	return unsigned(strconv.FormatFloat(v, 'g', digits, 64))
}

// unsigned takes the sign from a text that is zero.
func unsigned(text string) string {
	if number, negative := strings.CutPrefix(text, "-"); negative && strings.Trim(number, "0.") == "" {
		return number
	}
	return text
}

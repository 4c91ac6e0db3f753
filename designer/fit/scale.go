package fit

import (
	"math"
	"strconv"
)

// Reach is how far a constant may go from its value: up to the factor Reach
// larger or smaller. One that is 0 may go from -1 to 1.
const Reach = 10

// width is half the length of the box that is searched, in each direction.
var width = math.Log(Reach)

// at returns the value of a constant at place x of the search, within its bounds
// whatever x is, with four significant digits. 0 is the value it has.
func (c *Constant) at(x float64) float64 {
	x = inside(x)
	switch {
	case x == 0:
		return c.Value
	case c.Value == 0:
		return rounded(x / width)
	}
	if v := rounded(c.Value * math.Exp(x)); v != 0 && !math.IsInf(v, 0) {
		return v
	}
	return c.Value // at the ends of what float64 holds
}

// rounded returns v with four significant digits.
func rounded(v float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 4, 64), 64)
	if err != nil {
		return v // beyond the largest number
	}
	return r
}

// inside returns the coordinate of the box that is nearest to x.
func inside(x float64) float64 { return min(width, max(-width, x)) }

// inBox returns the place of the box that is nearest to another.
func inBox(place []float64) []float64 {
	near := make([]float64, len(place))
	for i, x := range place {
		near[i] = inside(x)
	}
	return near
}

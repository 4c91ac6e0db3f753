package chart

import (
	"math"
	"strconv"
	"strings"
)

// axis is a range of values with the ticks to mark.
type axis struct {
	lo, hi float64
	ticks  []float64
}

// at returns where v lies, 0 at the low end and 1 at the high one.
func (a axis) at(v float64) float64 { return (v - a.lo) / (a.hi - a.lo) }

// empty is an axis that includes nothing yet.
func empty() axis { return axis{lo: math.Inf(1), hi: math.Inf(-1)} }

// include widens the axis to all finite values.
func (a *axis) include(values ...float64) {
	for _, v := range values {
		if finite(v) {
			a.lo, a.hi = min(a.lo, v), max(a.hi, v)
		}
	}
}

// spread returns the axis with room: 0..1 if it includes nothing, and some
// distance about a single value.
func (a axis) spread() axis {
	switch {
	case a.lo > a.hi:
		return axis{lo: 0, hi: 1}
	case a.hi-a.lo <= 1e-9*max(math.Abs(a.lo), math.Abs(a.hi)):
		room := max(math.Abs(a.lo)*0.1, 1e-6)
		if a.lo == 0 {
			room = 1
		}
		return axis{lo: a.lo - room, hi: a.hi + room}
	}
	return a
}

// rounded ends the axis at its outermost ticks.
func (a axis) rounded() axis {
	a = a.spread()
	step := tickStep((a.hi - a.lo) / 4)
	a.lo, a.hi = step*math.Floor(a.lo/step+1e-9), step*math.Ceil(a.hi/step-1e-9)
	return a.marked(step)
}

// roomy leaves a little room at both ends, but none below a range that begins at
// or above zero.
func (a axis) roomy() axis {
	a = a.spread()
	room := 0.05 * (a.hi - a.lo)
	lo := a.lo - room
	if a.lo >= 0 {
		lo = max(lo, 0)
	}
	return axis{lo: lo, hi: a.hi + room}.marked(tickStep((a.hi - a.lo) / 4))
}

// tight keeps the ends and marks what lies between.
func (a axis) tight() axis {
	a = a.spread()
	return a.marked(tickStep((a.hi - a.lo) / 5))
}

// counting marks whole numbers and leaves half a unit at both ends.
func (a axis) counting() axis {
	if a.lo > a.hi {
		a = axis{lo: 0, hi: 1}
	}
	lo, hi := math.Ceil(a.lo), math.Floor(a.hi)
	a.lo, a.hi = min(a.lo, lo-0.6), max(a.hi, hi+0.6)
	step := max(1, tickStep((hi-lo)/16))
	for v := lo; v <= hi; v += step {
		a.ticks = append(a.ticks, v)
	}
	return a
}

// marked puts a tick at every multiple of step.
func (a axis) marked(step float64) axis {
	for k := math.Ceil(a.lo/step - 1e-9); k*step <= a.hi+1e-9*step; k++ {
		a.ticks = append(a.ticks, k*step)
	}
	return a
}

// tickStep is the smallest 1, 2 or 5 times a power of ten that is at least raw.
func tickStep(raw float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= raw*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// Number writes v in at most four significant digits, thousands and millions as
// k and M, with a true minus sign.
func Number(v float64) string {
	if !finite(v) {
		return "–"
	}
	suffix := ""
	switch a := math.Abs(v); {
	case a >= 999950:
		v, suffix = v/1e6, "M"
	case a >= 10000:
		v, suffix = v/1e3, "k"
	case a < 1e-12:
		v = 0
	}
	s := strconv.FormatFloat(v, 'g', 4, 64)
	if strings.Contains(s, "e+") {
		s = strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strings.Replace(s, "-", "−", 1) + suffix
}
